import type { FeatureCollection, Position } from 'geojson'
import { expect, it } from 'vitest'

import { sharedEdges } from './shared-edges.ts'

const areas = (...rings: Position[][]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: rings.map((ring) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [ring] },
  })),
})

const west = [
  [0, 0],
  [1, 0],
  [1, 1],
  [1, 2],
  [0, 2],
  [0, 0],
]
const east = [
  [1, 0],
  [2, 0],
  [2, 2],
  [1, 2],
  [1, 1],
  [1, 0],
]

it('draws a common border once, as one line, and no outer limit', () => {
  const { coordinates } = sharedEdges(areas(west, east))
  expect(coordinates).toHaveLength(1)
  expect(coordinates[0]?.toSorted((a, b) => (a[1] ?? 0) - (b[1] ?? 0))).toEqual([
    [1, 0],
    [1, 1],
    [1, 2],
  ])
})

it('draws all limits of areas that share nothing', () => {
  expect(sharedEdges(areas(west)).coordinates).toEqual([[...west]])
})

it('draws nothing where there are no areas', () => expect(sharedEdges(areas()).coordinates).toEqual([]))
