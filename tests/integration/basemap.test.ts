import type { FeatureCollection, MultiPolygon, Position } from 'geojson'
import { describe, expect, it } from 'vitest'

import { replaceGazetteer } from '#lib/municipalities/commands.server.ts'
import { keptBasemap } from '#lib/municipalities/basemap.server.ts'
import type { AreaRecord, Gazetteer } from '#lib/municipalities/municipality.ts'
import { addTestMunicipality, openTestDatabase } from '../support/database.ts'

const code = '9902'
const box = (west: number, east: number): MultiPolygon => {
  const ring: Position[] = [
    [west, 58],
    [east, 58],
    [east, 58.1],
    [west, 58.1],
    [west, 58],
  ]
  return { type: 'MultiPolygon', coordinates: [[ring]] }
}
const id = (last: number) => `0192f000-0000-7000-8000-${String(last).padStart(12, '0')}`
const area = (number: number, name: string, geometry: MultiPolygon): AreaRecord => ({
  id: id(number),
  code: `${code}S0${number}`,
  kind: 'statistical',
  name,
  parentCode: null,
  geometry,
  population: [],
})

const gazetteer: Gazetteer = {
  areas: [area(1, 'Väster', box(20, 20.1)), area(2, 'Öster', box(20.1, 20.2))],
  places: [{ id: id(3), name: 'Lindparken', kind: 'park', lngLat: [20.05, 58.05] }],
  streets: [
    {
      id: id(4),
      name: 'Storgatan',
      kind: 'main',
      geometry: {
        type: 'MultiLineString',
        coordinates: [
          [
            [20, 58.05],
            [20.2, 58.05],
          ],
        ],
      },
    },
  ],
  basemap: [
    { id: id(5), kind: 'park', name: 'Lindparken', geometry: box(20.04, 20.06) },
    { id: id(6), kind: 'water', name: 'Svandammen', geometry: box(20.14, 20.16) },
    { id: id(7), kind: 'building', name: null, geometry: box(20.17, 20.18) },
  ],
}

const database = await openTestDatabase()
await addTestMunicipality(database, { code, name: 'Provby', slug: 'provby', boundary: box(20, 20.2) })
await replaceGazetteer(database, code, gazetteer)

const parsed = (text: string) => JSON.parse(text) as FeatureCollection
const namesOf = (text: string) => parsed(text).features.map(({ properties }) => String(properties?.['name']))

describe("a municipality's own map", () => {
  it('is whole, and the same in parts', async () => {
    const kept = await keptBasemap(database, code)
    const whole = JSON.parse(kept.whole.text) as Record<string, unknown>
    expect(whole['boundary']).toMatchObject({ type: 'MultiPolygon' })
    for (const part of ['areas', 'places', 'streets', 'features'] as const) {
      expect(whole[part]).toEqual(JSON.parse(kept[part].text))
    }
    expect(namesOf(kept.areas.text)).toEqual(['Väster', 'Öster'])
    expect(parsed(kept.areas.text).features[0]?.properties).toEqual({
      name: 'Väster',
      kind: 'statistical',
      code: '9902S01',
    })
    expect(namesOf(kept.streets.text)).toEqual(['Storgatan'])
  })

  it('names each shape once, and a shape that is a place only as that', async () => {
    const { labels } = await keptBasemap(database, code)
    expect(namesOf(labels.text)).toEqual(['Väster', 'Öster', 'Svandammen'])
  })

  it('draws the border two areas share', async () => {
    const { borders } = await keptBasemap(database, code)
    const [feature] = parsed(borders.text).features
    expect(feature?.geometry).toMatchObject({ type: 'MultiLineString' })
    const positions = feature?.geometry.type === 'MultiLineString' ? feature.geometry.coordinates.flat() : []
    expect(positions.length).toBeGreaterThan(1)
    for (const [lng] of positions) expect(lng).toBe(20.1)
  })

  it('is read anew when half a minute has gone, with another tag when it has changed', async () => {
    const now = Date.now()
    const before = await keptBasemap(database, code, now)
    await replaceGazetteer(database, code, { ...gazetteer, streets: [] })
    expect((await keptBasemap(database, code, now + 1_000)).streets.etag).toBe(before.streets.etag)
    const after = await keptBasemap(database, code, now + 60_000)
    expect(after.streets.etag).not.toBe(before.streets.etag)
    expect(after.areas.etag).toBe(before.areas.etag)
  })

  it('is refused for a municipality that is not there', async () => {
    await expect(keptBasemap(database, '1234')).rejects.toMatchObject({ code: 'unknown-municipality' })
  })
})
