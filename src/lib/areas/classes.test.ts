import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { areaBreaks, areaClasses, classOf, isUncertain } from './classes.ts'
import { countValue } from './value.ts'

const counts = [7, 19, 23, 41, 56, 77, 101, 118, 133, 160, 190, 240]

describe('classes', () => {
  test('hold about as many areas each, between limits that can be said aloud', () => {
    const breaks = areaBreaks(counts, 1)
    expect(breaks).toEqual([7, 20, 70, 110, 190])
    const sizes = breaks.map((_, index) => counts.filter((count) => classOf(count, breaks, 1) === index).length)
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(2)
    expect(areaClasses(breaks, counts, 1)).toEqual([
      { from: 7, to: 19 },
      { from: 20, to: 69 },
      { from: 70, to: 109 },
      { from: 110, to: 189 },
      { from: 190, to: 240 },
    ])
  })

  test('are as many as the different values where those are few', () => {
    expect(areaBreaks([], 1)).toEqual([])
    expect(areaBreaks([3, 3, 3], 1)).toEqual([3])
    expect(areaBreaks([3, 9, 3, 0], 1)).toEqual([0, 3, 9])
  })

  test('of rates differ by tenths', () => {
    const breaks = areaBreaks([1.04, 2.2, 2.26, 3.9, 5.5, 7.1, 8.8], 0.1)
    expect(breaks.every((limit) => Number(limit.toFixed(1)) === limit)).toBe(true)
    const classes = areaClasses(breaks, [8.8], 0.1)
    expect(classes.at(-1)?.to).toBe(8.8)
    classes.slice(1).forEach(({ from }, index) => expect(from - (classes[index]?.to ?? 0)).toBeCloseTo(0.1))
  })

  test('are never empty, rise, and hold every value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1, maxLength: 80 }), (values) => {
        const breaks = areaBreaks(values, 1)
        const found = values.map((value) => classOf(value, breaks, 1))
        expect(breaks.length).toBeLessThanOrEqual(5)
        expect(breaks).toEqual(breaks.toSorted((a, b) => a - b))
        expect(new Set(found).size).toBe(breaks.length)
        expect(found).not.toContain(-1)
      }),
      { seed: 17 },
    )
  })
})

test('a sum is uncertain only when its unknown part could change its class', () => {
  const value = countValue([
    { n: 18, written: '18' },
    { n: null, written: '<5' },
  ])
  expect(isUncertain(value, [7, 20, 60], 1)).toBe(true)
  expect(isUncertain(value, [7, 30, 60], 1)).toBe(false)
})
