import type { Polygon } from 'geojson'
import { expect, it } from 'vitest'

import { labelPoint } from './label-point.ts'

const polygon = (...coordinates: Polygon['coordinates']): Polygon => ({ type: 'Polygon', coordinates })

it('stands in the wide part of a shape, not in the middle of its box', () => {
  // An L with a broad foot to the south and a narrow leg to the north.
  const [x = 0, y = 0] =
    labelPoint(
      polygon([
        [0, 0],
        [10, 0],
        [10, 4],
        [1, 4],
        [1, 10],
        [0, 10],
        [0, 0],
      ]),
    ) ?? []
  expect(x).toBeGreaterThan(1)
  expect(y).toBeLessThan(3)
})

it('stands beside a hole', () => {
  const hole = [
    [3, 3],
    [7, 3],
    [7, 7],
    [3, 7],
    [3, 3],
  ]
  const [x = 0, y = 0] =
    labelPoint(
      polygon(
        [
          [0, 0],
          [10, 0],
          [10, 10],
          [0, 10],
          [0, 0],
        ],
        hole,
      ),
    ) ?? []
  expect(x > 3 && x < 7 && y > 3 && y < 7).toBe(false)
})

it('stands in the largest part of several', () => {
  const part = (west: number, size: number) => [
    [
      [west, 0],
      [west + size, 0],
      [west + size, size],
      [west, size],
      [west, 0],
    ],
  ]
  const [x = 0] = labelPoint({ type: 'MultiPolygon', coordinates: [part(0, 1), part(5, 4)] }) ?? []
  expect(x).toBeCloseTo(7, 0)
})

it('is none for a line', () =>
  expect(
    labelPoint({
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    }),
  ).toBeNull())
