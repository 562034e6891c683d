import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allTime,
  decomposeByYears,
  decomposePeriod,
  describePeriod,
  earliestMonth,
  formatMonth,
  hourOfWeek,
  latestMonth,
  monthNumber,
  monthOf,
  monthPeriod,
  monthsBetween,
  parseMonth,
  yearOfMonth,
  yearPeriod,
} from './period.ts'

fc.configureGlobal({ seed: 20261122 })

describe('months', () => {
  test('are counted from January 2000', () => {
    expect(parseMonth('2000-01')).toBe(0)
    expect(parseMonth('1999-12')).toBe(-1)
    expect(formatMonth(monthNumber(2026, 11))).toBe('2026-11')
    expect(formatMonth(-1)).toBe('1999-12')
  })

  test('what is no month is refused', () => {
    for (const text of ['', '2020', '2020-13', '2020-00', '2020-1', '20-01', ' 2020-01', '2020-01-01', 'NaN']) {
      expect(parseMonth(text)).toBeNull()
    }
  })

  test('are written and read alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: earliestMonth, max: latestMonth }), (month) => {
        expect(parseMonth(formatMonth(month))).toBe(month)
      }),
    )
  })

  test("are Stockholm's: New Year's Eve ends an hour before UTC's", () => {
    expect(formatMonth(monthOf(new Date('2025-12-31T22:59:59Z')))).toBe('2025-12')
    expect(formatMonth(monthOf(new Date('2025-12-31T23:00:00Z')))).toBe('2026-01')
    expect(formatMonth(monthOf(new Date('2026-06-30T21:59:59Z')))).toBe('2026-06')
    expect(formatMonth(monthOf(new Date('2026-06-30T22:00:00Z')))).toBe('2026-07')
  })

  test('an instant no point can have is refused', () => {
    expect(() => monthOf(new Date(NaN))).toThrow(RangeError)
    expect(() => monthOf(new Date('1850-01-01T00:00:00Z'))).toThrow(RangeError)
    expect(() => monthOf(new Date('2100-06-01T00:00:00Z'))).toThrow(RangeError)
  })
})

describe('the hour of the week', () => {
  const at = (instant: string) => hourOfWeek(new Date(instant), new Date(instant))

  test('starts on Monday at midnight in Stockholm', () => {
    expect(at('2026-11-22T23:00:00Z')).toBe(0)
    expect(at('2026-11-22T22:59:00Z')).toBe(167)
    expect(at('2026-07-03T20:30:00Z')).toBe(4 * 24 + 22)
  })

  test('follows summer time: both nights when the clock moves', () => {
    expect(at('2026-03-29T00:59:00Z')).toBe(6 * 24 + 1)
    expect(at('2026-03-29T01:00:00Z')).toBe(6 * 24 + 3)
    expect(at('2026-10-25T00:30:00Z')).toBe(6 * 24 + 2)
    expect(at('2026-10-25T01:30:00Z')).toBe(6 * 24 + 2)
    expect(at('2026-10-25T02:00:00Z')).toBe(6 * 24 + 3)
  })

  test("crosses the year: New Year's Eve 2026 is a Thursday", () => {
    expect(at('2026-12-31T22:59:00Z')).toBe(3 * 24 + 23)
    expect(at('2026-12-31T23:00:00Z')).toBe(4 * 24)
  })

  test('is that of the middle of at most two hours, otherwise unknown', () => {
    const from = new Date('2026-11-23T08:30:00Z')
    expect(hourOfWeek(from, new Date('2026-11-23T10:30:00Z'))).toBe(10)
    expect(hourOfWeek(from, new Date('2026-11-23T10:30:01Z'))).toBeNull()
    expect(hourOfWeek(from, new Date('2026-11-23T08:29:00Z'))).toBeNull()
    expect(hourOfWeek(from, null)).toBeNull()
    expect(hourOfWeek(null, from)).toBeNull()
  })
})

describe('a window', () => {
  const cut = (from: string | null, to: string | null) =>
    decomposePeriod({
      fromMonth: from === null ? null : parseMonth(from),
      toMonth: to === null ? null : parseMonth(to),
    })

  test('without ends is all time', () => expect(cut(null, null)).toBe(allTime))

  test('is cut into whole years and the months beside them', () => {
    expect(cut('2019-11', '2022-02')).toMatchObject({
      years: { first: 2020, last: 2021 },
      edgeMonths: [monthNumber(2019, 11), monthNumber(2019, 12), monthNumber(2022, 1), monthNumber(2022, 2)],
    })
    expect(cut('2020-01', '2020-12')).toMatchObject({ years: { first: 2020, last: 2020 }, edgeMonths: [] })
    expect(cut('2020-02', '2021-11')).toMatchObject({ years: null })
    expect(cut('2020-05', '2020-05')).toMatchObject({ years: null, edgeMonths: [monthNumber(2020, 5)] })
  })

  test('with one end reaches as far as points may', () => {
    expect(cut(null, '2020-12')).toMatchObject({ years: { first: 1925, last: 2020 }, edgeMonths: [] })
    expect(cut('2026-12', null)).toMatchObject({
      years: { first: 2027, last: 2099 },
      edgeMonths: [monthNumber(2026, 12)],
    })
    expect(cut('1900-01', null)).toMatchObject({ fromMonth: earliestMonth })
  })

  test('holds each of its months once, however it is cut', () => {
    const month = fc.integer({ min: earliestMonth, max: latestMonth })
    fc.assert(
      fc.property(month, month, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)]
        const window = decomposePeriod({ fromMonth: from, toMonth: to })
        if (window === allTime) throw new Error('a window has ends')
        const ofYears: number[] = []
        for (let year = window.years?.first ?? 1; year <= (window.years?.last ?? 0); year++) {
          for (let monthOfYear = 1; monthOfYear <= 12; monthOfYear++) ofYears.push(monthNumber(year, monthOfYear))
        }
        const held = [...ofYears, ...window.edgeMonths].sort((a, b) => a - b)
        expect(held).toEqual(Array.from({ length: to - from + 1 }, (_, index) => from + index))
        expect(window.edgeMonths.length).toBeLessThanOrEqual(22)
      }),
    )
  })
})

test('no period is both a year and a month', () => {
  const years = new Set<number>()
  for (let year = yearOfMonth(earliestMonth); year <= yearOfMonth(latestMonth); year++) years.add(yearPeriod(year))
  for (let month = earliestMonth; month <= latestMonth; month++) expect(years.has(monthPeriod(month))).toBe(false)
  expect(years.has(allTime)).toBe(false)
})

test('periods are written for people', () => {
  expect([allTime, yearPeriod(2026), yearPeriod(1999), monthPeriod(-1)].map(describePeriod)).toEqual([
    'all',
    '2026',
    '1999',
    '1999-12',
  ])
})

test('by whole years, a window is the years it mostly holds, with few single months added or taken away', () => {
  const first = monthNumber(2019, 1)
  for (let from = first; from < first + 24; from++) {
    for (let to = from; to < from + 40; to++) {
      const window = decomposePeriod({ fromMonth: from, toMonth: to })
      if (window === allTime) throw new Error('a window with two ends is not all time')
      const { years, edgeMonths, monthsTooMany } = decomposeByYears(window)
      expect(edgeMonths.length + monthsTooMany.length).toBeLessThanOrEqual(12)
      const whole = years === null ? [] : monthsBetween(monthNumber(years.first, 1), monthNumber(years.last, 12))
      const counted = [...whole.filter((month) => !monthsTooMany.includes(month)), ...edgeMonths]
      expect(counted.toSorted((one, other) => one - other)).toEqual(monthsBetween(from, to))
    }
  }
})
