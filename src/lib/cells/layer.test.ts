import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { cellSpacingMeters, classBreaks, classRanges } from './layer.ts'

describe('cells on a map', () => {
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
