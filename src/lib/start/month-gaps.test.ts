import { describe, expect, it } from 'vitest'

import { parseMonth } from '#lib/cells/period.ts'
import { findGaps } from './month-gaps.ts'

const month = (text: string): number => parseMonth(text) ?? NaN
const months = (...texts: string[]) => texts.map(month)

describe('gaps in what has been taken in', () => {
  it('are whole months without anything, between the first and the latest', () => {
    expect(findGaps(months('2026-05', '2026-06', '2026-09'), month('2026-11'))).toEqual({
      latest: month('2026-09'),
      missing: ['2026-07', '2026-08'],
      behind: 1,
    })
  })

  it('are looked for in the last two years alone', () => {
    const gaps = findGaps(months('2015-01', '2026-10'), month('2026-11'))
    expect(gaps?.missing).toHaveLength(23)
    expect(gaps?.missing[0]).toBe('2024-11')
    expect(gaps?.behind).toBe(0)
  })

  it('are none where there is nothing at all', () => {
    expect(findGaps([], month('2026-11'))).toBeNull()
  })
})
