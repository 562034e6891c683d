import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { cellAt, cellToHex, parentCell } from './h3.ts'
import { cellCentroids, cellPolygons, cellSpacingMeters, classBreaks, classRanges, type CellCount } from './layer.ts'

const cellOf = (lng: number, lat: number) => cellToHex(parentCell(cellAt([lng, lat]), 9))
const here = cellOf(20.35, 58.75)
const there = cellOf(20.36, 58.76)

describe('cells on a map', () => {
  it('are closed hexagons round their middle, known by their H3 id', () => {
    const [polygon] = cellPolygons([[here, 3]]).features
    const [center] = cellCentroids([[here, 3]]).features
    const ring = polygon?.geometry.coordinates[0] ?? []
    expect(ring).toHaveLength(7)
    expect(ring[0]).toEqual(ring.at(-1))
    expect(polygon?.properties).toEqual({ id: here, n: 3 })
    const [lng = 0, lat = 0] = center?.geometry.coordinates ?? []
    const [lngs, lats] = [ring.map(([x = 0]) => x), ring.map(([, y = 0]) => y)]
    expect(lng > Math.min(...lngs) && lng < Math.max(...lngs)).toBe(true)
    expect(lat > Math.min(...lats) && lat < Math.max(...lats)).toBe(true)
  })

  it('are not drawn where nothing is', () => {
    const cells: CellCount[] = [
      [here, 0],
      [there, 1],
    ]
    expect(cellPolygons(cells).features.map(({ properties }) => properties.id)).toEqual([there])
    expect(cellCentroids(cells).features).toHaveLength(1)
  })

  it('keep their outline from one answer to the next', () => {
    const outline = (n: number) => cellPolygons([[here, n]]).features[0]?.geometry
    expect(outline(1)).toBe(outline(2))
  })

  it('lie about 350 metres apart at resolution 9', () => expect(cellSpacingMeters(9)).toBeCloseTo(348, -1))
})

const counts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 400 })

describe('classes', () => {
  it.each<[string, number[], number[]]>([
    ['none without cells', [], []],
    ['one where all cells are alike', [4, 4, 4], [4]],
    ['one a count where there are few counts', [1, 1, 2, 7], [1, 2, 7]],
    ['readable numbers', [1, 1, 1, 1, 2, 2, 3, 4, 5, 8, 13, 27, 64, 118], [1, 2, 4, 8, 60]],
  ])('are %s', (_, given, expected) => expect(classBreaks(given)).toEqual(expected))

  it('tell cells apart where most hold a single point', () => {
    const given = [
      ...Array.from({ length: 900 }, () => 1),
      ...Array.from({ length: 90 }, (_, index) => 2 + (index % 9)),
      80,
    ]
    const breaks = classBreaks(given)
    expect(breaks[0]).toBe(1)
    expect(breaks[1]).toBe(2)
  })

  it('are at most five, rise, begin at the lowest count, and none is empty', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const breaks = classBreaks(given)
        expect(breaks.length).toBe(Math.min(5, new Set(given).size))
        expect(breaks[0]).toBe(Math.min(...given))
        for (const [from, to] of classRanges(breaks, Math.max(...given))) {
          expect(Number.isInteger(from)).toBe(true)
          expect(given.some((n) => n >= from && n <= to)).toBe(true)
        }
      }),
      { seed: 20_261_122 },
    )
  })

  it('leave no gap between one another', () => {
    expect(classRanges([1, 2, 5, 20], 64)).toEqual([
      [1, 1],
      [2, 4],
      [5, 19],
      [20, 64],
    ])
  })
})
