import { booleanPointInPolygon, point } from '@turf/turf'
import type { MultiPolygon } from 'geojson'
import { expect, test } from 'vitest'

import { Interior } from './interior.ts'

/** Spread evenly and without a pattern that a ring could share: multiples of an irrational number, the same every time. */
const spread = (from: number, to: number, index: number, step: number) => from + (to - from) * ((index * step) % 1)
const [golden, plastic] = [0.618034, 0.754878]

/** Ragged rings: an outline with a hole, and an island beside it. */
function ragged(): MultiPolygon {
  const ring = (lng: number, lat: number, radius: number, corners: number) => {
    const made = Array.from({ length: corners }, (_, corner) => {
      const angle = (2 * Math.PI * corner) / corners
      const reach = radius * spread(0.6, 1, corner, golden)
      return [lng + reach * Math.cos(angle), lat + reach * Math.sin(angle)]
    })
    return [...made, made[0] ?? []]
  }
  return {
    type: 'MultiPolygon',
    coordinates: [[ring(13, 56, 0.2, 400), ring(13, 56, 0.05, 40)], [ring(13.4, 56.1, 0.05, 7)]],
  }
}

test('says of any position what a geometry library says, with hole and island', () => {
  const boundary = ragged()
  const interior = new Interior(boundary)
  const positions = Array.from(
    { length: 20_000 },
    (_, index) => [spread(12.7, 13.5, index, golden), spread(55.7, 56.3, index, plastic)] as const,
  )
  const sides = positions.map((position) => interior.sideOf(position))
  expect(sides).toEqual(
    positions.map((position) => (booleanPointInPolygon(point([...position]), boundary) ? 'inside' : 'outside')),
  )
  expect(new Set(sides)).toEqual(new Set(['inside', 'outside']))
})

test('decides nothing on an edge or a corner, nor within a tenth of a millimetre of one', () => {
  const square: MultiPolygon = {
    type: 'MultiPolygon',
    coordinates: [
      [
        [
          [13, 56],
          [14, 56],
          [14, 57],
          [13, 57],
          [13, 56],
        ],
      ],
    ],
  }
  const interior = new Interior(square)
  const near = 5e-10
  const onEdge = [
    [13, 56],
    [14, 57],
    [13.5, 56],
    [13, 56.3],
    [13.5, 57 - near],
    [14 - near, 56.2],
    [14 + near, 56.2],
  ] as const
  expect(onEdge.map((position) => interior.sideOf(position))).toEqual(onEdge.map(() => 'unsure'))
  expect(interior.sideOf([13.5, 56.000001])).toBe('inside')
  expect(interior.sideOf([13.5, 55.999999])).toBe('outside')
  expect(interior.sideOf([Number.NaN, 56.5])).toBe('outside')
})
