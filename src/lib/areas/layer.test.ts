import { expect, test } from 'vitest'

import { areaFeatures, areaSpots, type AreaShapes } from './layer.ts'
import type { AreaQuestion } from './question.ts'
import { countValue, missing } from './value.ts'

const square = (west: number) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, 58],
      [west + 1, 58],
      [west + 1, 59],
      [west, 59],
      [west, 58],
    ],
  ],
})
const shape = (code: string, west: number, kind = 'statistical') => ({
  type: 'Feature' as const,
  properties: { code, kind, name: code },
  geometry: square(west),
})
const shapes: AreaShapes = {
  type: 'FeatureCollection',
  features: [
    shape('A', 10),
    shape('B', 11),
    shape('C', 12),
    shape('D', 13),
    shape('E', 14),
    shape('X', 10, 'estate_part'),
  ],
}
const question: AreaQuestion = {
  municipalityCode: '9901',
  measure: 'crimes',
  kind: 'statistical',
  form: 'count',
  groups: null,
  period: { from: '2025-01', to: '2025-12' },
}
const exact = (n: number) => ({ n, written: String(n) })

test('areas of the kind get the class of their number, words a pattern, the rest nothing', () => {
  const values = [
    { code: 'A', ...countValue([exact(4)]) },
    { code: 'B', ...countValue([exact(90)]) },
    { code: 'C', ...countValue([{ n: null, written: '<5' }]) },
    { code: 'D', ...countValue([{ n: 0, written: '-' }]) },
    { code: 'gone', ...missing() },
  ]
  const drawn = areaFeatures(shapes, values, question).features.map(({ properties }) => properties)
  expect(drawn).toEqual([
    { id: 'A', step: 0, pattern: 'none' },
    { id: 'B', step: 1, pattern: 'none' },
    { id: 'C', step: -1, pattern: 'small' },
    { id: 'D', step: -1, pattern: 'dashed' },
    { id: 'E', step: -1, pattern: 'missing' },
  ])
})

test('the keyboard finds a position inside each area of the kind', () => {
  const spots = areaSpots(shapes, 'statistical')
  expect(spots.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D', 'E'])
  for (const [index, { lngLat }] of spots.entries()) {
    expect(lngLat[0]).toBeGreaterThan(10 + index)
    expect(lngLat[0]).toBeLessThan(11 + index)
  }
})
