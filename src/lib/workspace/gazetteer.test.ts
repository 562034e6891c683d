import { expect, test } from 'vitest'

import { namedPlaces, nearestName, searchPlaces } from './gazetteer.ts'

const parts = {
  places: collection([
    ['Stationen', { type: 'Point', coordinates: [19.0, 58.0] }],
    ['Österskolan', { type: 'Point', coordinates: [19.01, 58.01] }],
    ['Nya stationsparken', { type: 'Point', coordinates: [19.02, 58.0] }],
    ['Busstation Allé', { type: 'Point', coordinates: [19.03, 58.0] }],
  ]),
  areas: collection([
    [
      'Norra ön',
      {
        type: 'Polygon',
        coordinates: [
          [
            [19, 58],
            [19.2, 58],
            [19.2, 58.2],
            [19, 58],
          ],
        ],
      },
    ],
  ]),
  streets: collection([
    [
      'Storgatan',
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [19, 58],
            [19.1, 58.1],
          ],
        ],
      },
    ],
  ]),
} as const

function collection(rows: [string, object][]) {
  return {
    type: 'FeatureCollection' as const,
    features: rows.map(([name, geometry]) => ({
      type: 'Feature' as const,
      properties: { name },
      geometry: geometry as never,
    })),
  }
}

test('names that begin with the words come first, then those with such a word', () => {
  const names = searchPlaces(namedPlaces(parts), 'STATION').map((place) => place.name)
  expect(names).toEqual(['Stationen', 'Nya stationsparken', 'Busstation Allé'])
})

test('ö is a letter of its own, é is not', () => {
  const places = namedPlaces(parts)
  expect(searchPlaces(places, 'osterskolan')).toEqual([])
  expect(searchPlaces(places, 'österskolan')).toHaveLength(1)
  expect(searchPlaces(places, 'alle')).toHaveLength(1)
})

test('streets and areas are found with what to show of them', () => {
  expect(searchPlaces(namedPlaces(parts), 'norra')[0]?.bounds).toEqual([19, 58, 19.2, 58.2])
  expect(searchPlaces(namedPlaces(parts), 'storg')[0]).toMatchObject({ kind: 'street', name: 'Storgatan' })
})

test('a spot is named by its nearest place', () => {
  expect(nearestName(namedPlaces(parts), [19.009, 58.009])).toBe('Österskolan')
  expect(nearestName([], [19, 58])).toBeNull()
})
