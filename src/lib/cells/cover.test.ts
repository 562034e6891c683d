import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coverBox, levelFor, possibleCells, rangesAt, resolutionForZoom, type Box } from './cover.ts'
import { averageEdgeMeters, cellAt, cellBoundary, parentCell, resolutionOf } from './h3.ts'

fc.configureGlobal({ seed: 20261122, numRuns: 200 })

const city: Box = [17.85, 59.24, 18.25, 59.42]

/** Boxes of any size anywhere, with positions inside them given as fractions. */
const boxWithPoints = fc
  .record({
    west: fc.double({ min: -180, max: 179, noNaN: true }),
    south: fc.double({ min: -85, max: 84, noNaN: true }),
    width: fc.double({ min: 0.001, max: 360, noNaN: true }),
    height: fc.double({ min: 0.001, max: 180, noNaN: true }),
    shrink: fc.integer({ min: 0, max: 4 }),
    fractions: fc.array(
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    ),
  })
  .map(({ west, south, width, height, shrink, fractions }) => {
    const east = Math.min(180, west + width / 10 ** shrink)
    const north = Math.min(85, south + height / 10 ** shrink)
    const box: Box = [west, south, east, north]
    const points = fractions.map(([x, y]) => [west + x * (east - west), south + y * (north - south)] as const)
    return { box, points }
  })

describe('a cover', () => {
  test('holds every position of its box, everywhere a map reaches', () => {
    fc.assert(
      fc.property(boxWithPoints, fc.integer({ min: 0, max: 15 }), ({ box, points }, resolution) => {
        const cover = coverBox(box, resolution)
        const parents = new Set(cover.parents)
        for (const point of points) expect(parents.has(parentCell(cellAt(point), cover.resolution))).toBe(true)
      }),
    )
  })

  test('holds every cell that only touches the box', () => {
    const fine = 9
    const cover = coverBox(city, fine)
    const parents = new Set(cover.parents)
    for (let step = 0; step <= 1; step += 0.002) {
      const [west, south, east, north] = city
      const rim = [
        [west + step * (east - west), south],
        [west + step * (east - west), north],
        [west, south + step * (north - south)],
        [east, south + step * (north - south)],
      ] as const
      for (const position of rim) {
        // The chain's cell, and the cells whose outlines it borders on.
        for (const corner of [position, ...cellBoundary(parentCell(cellAt(position), fine))]) {
          const [lng, lat] = corner
          if (lng < west || lng > east || lat < south || lat > north) continue
          expect(parents.has(parentCell(cellAt(corner), cover.resolution))).toBe(true)
        }
      }
    }
  })

  test('is bounded, and its ranges are sorted, apart and few', () => {
    fc.assert(
      fc.property(boxWithPoints, fc.integer({ min: 0, max: 15 }), ({ box }, resolution) => {
        const cover = coverBox(box, resolution)
        expect(cover.parents.length).toBeLessThan(400)
        const ranges = rangesAt(cover, 15)
        for (const [index, { low, high }] of ranges.entries()) {
          expect(low <= high).toBe(true)
          expect(low > (ranges[index - 1]?.high ?? -1n)).toBe(true)
        }
      }),
    )
  })

  test('of a city at resolution 9 is about 40 ranges of parents at 7, and little more than the box', () => {
    const cover = coverBox(city, 9)
    expect(cover.resolution).toBe(7)
    expect(rangesAt(cover, 9).length).toBeLessThanOrEqual(40)
    expect(cover.parents.length * 49).toBeLessThan(2 * possibleCells(city, 9))
  })

  test('ranges hold the parents’ descendants and nothing else', () => {
    const cover = coverBox(city, 9)
    const parents = new Set(cover.parents)
    const ranges = rangesAt(cover, 15)
    fc.assert(
      fc.property(
        fc.double({ min: 17.5, max: 18.6, noNaN: true }),
        fc.double({ min: 59, max: 59.7, noNaN: true }),
        (lng, lat) => {
          const cell = cellAt([lng, lat])
          const inRange = ranges.some(({ low, high }) => low <= cell && cell <= high)
          expect(inRange).toBe(parents.has(parentCell(cell, 7)))
        },
      ),
    )
  })
})

test('possible cells grow sevenfold a resolution, and the world at 15 is beyond counting', () => {
  expect(possibleCells(city, 10) / possibleCells(city, 9)).toBeCloseTo(7, 0)
  expect(possibleCells([-180, -90, 180, 90], 15)).toBeGreaterThan(1e14)
})

test('each resolution is answered by itself or the next finer level, from 10 on by the points', () => {
  expect([0, 4, 5, 6, 7, 8, 9, 10, 15].map(levelFor)).toEqual([5, 5, 5, 7, 7, 9, 9, null, null])
})

describe('the resolution of a zoom', () => {
  test('never falls as one zooms in, and stays between 3 and 11', () => {
    let last = 0
    for (let zoom = 0; zoom <= 24; zoom += 0.25) {
      const resolution = resolutionForZoom(zoom, 59.3)
      expect(resolution).toBeGreaterThanOrEqual(Math.max(3, last))
      expect(resolution).toBeLessThanOrEqual(11)
      last = resolution
    }
    expect(last).toBe(11)
  })

  test('draws hexagons between 20 and 56 pixels wide from Skåne to Lappland', () => {
    for (const latitude of [55.4, 59.3, 68.4]) {
      for (let zoom = 4.5; zoom <= 14; zoom += 0.25) {
        const edge = averageEdgeMeters(resolutionForZoom(zoom, latitude))
        const metersPerPixel = (40_075_017 * Math.cos((latitude * Math.PI) / 180)) / (512 * 2 ** zoom)
        const width = (Math.sqrt(3) * edge) / metersPerPixel
        expect(width).toBeGreaterThan(20)
        expect(width).toBeLessThan(56)
      }
    }
  })
})

test('parents are at the resolution the cover says', () => {
  const cover = coverBox([11, 55, 24, 69], 7)
  expect(cover.parents.every((parent) => resolutionOf(parent) === cover.resolution)).toBe(true)
})
