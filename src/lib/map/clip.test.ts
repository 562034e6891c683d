import type { Position } from 'geojson'
import { expect, it } from 'vitest'

import { clipRing } from './clip.ts'

const box = [0, 0, 10, 10] as const
const square = (west: number, south: number, east: number, north: number): Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]

/** Twice the enclosed area, by the shoelace formula. */
function doubleArea(ring: readonly Position[]): number {
  return Math.abs(
    ring.slice(1).reduce((sum, [x = 0, y = 0], index) => {
      const [px = 0, py = 0] = ring[index] ?? []
      return sum + px * y - x * py
    }, 0),
  )
}

it('leaves a ring inside the box as it is', () => {
  expect(doubleArea(clipRing(square(1, 1, 4, 4), box))).toBe(18)
})

it('cuts what sticks out, and closes the ring', () => {
  const clipped = clipRing(square(-5, 5, 5, 15), box)
  expect(clipped[0]).toEqual(clipped.at(-1))
  expect(doubleArea(clipped)).toBe(50)
  for (const [x = 0, y = 0] of clipped) expect(x >= 0 && x <= 10 && y >= 0 && y <= 10).toBe(true)
})

it('is the box where the ring lies round it', () => expect(doubleArea(clipRing(square(-9, -9, 19, 19), box))).toBe(200))

it('is nothing where the ring lies beside it', () => expect(clipRing(square(20, 20, 30, 30), box)).toEqual([]))
