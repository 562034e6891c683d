import { describe, expect, it } from 'vitest'

import { fullHeat, radiusOf } from './heat-paint.ts'

describe('the reach of heat', () => {
  it('covers the same ground at every zoom', () => {
    const radius = radiusOf(350, 60)
    if (typeof radius === 'number') throw new Error('expected an expression')
    const [, , , from, atFrom, to, atTo] = radius as unknown as [
      string,
      unknown,
      unknown,
      number,
      number,
      number,
      number,
    ]
    expect(atTo / atFrom).toBeCloseTo(2 ** (to - from), 6)
    // At 60° north a pixel of zoom 13 is 4.78 m, so 2.1 × 350 m are 154 pixels.
    expect(atFrom * 2 ** 13).toBeCloseTo(153.9, 0)
  })

  it('is fixed where the spacing is unknown', () => expect(radiusOf(undefined, 60)).toBe(28))
})

describe('full heat', () => {
  it('is not set by a single peak', () => {
    expect(fullHeat([...Array.from({ length: 199 }, () => 4), 900])).toBe(4)
  })
  it('is one where there is nothing', () => expect(fullHeat([])).toBe(1))
})
