/**
 * Calendar questions, all in Europe/Stockholm. A month is a number: months since 2000-01. A period is a number too, as
 * cell_count keeps it (migration 0007): 0 all time | 1000 + (year − 2000) | 2000 + months since 2000-01.
 */
import { stockholmOffset } from './stockholm.ts'

/** Months a point may have. Before 1925 the number of a month's period would be that of a year. */
export const earliestMonth = monthNumber(1925, 1)
export const latestMonth = monthNumber(2099, 12)

export const allTime = 0

export function monthNumber(year: number, monthOfYear: number): number {
  return (year - 2000) * 12 + monthOfYear - 1
}

export function yearOfMonth(month: number): number {
  return 2000 + Math.floor(month / 12)
}

export function yearPeriod(year: number): number {
  return 1000 + year - 2000
}

export function monthPeriod(month: number): number {
  return 2000 + month
}

export function isMonthPeriod(period: number): boolean {
  return period >= monthPeriod(earliestMonth)
}

/** The January of a year's period. */
export function monthNumberOfYearPeriod(period: number): number {
  return monthNumber(period + 1000, 1)
}

/** 'YYYY-MM' → months since 2000-01; null for anything else. */
export function parseMonth(text: string): number | null {
  const parts = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text)
  return parts === null ? null : monthNumber(Number(parts[1]), Number(parts[2]))
}

/** Months since 2000-01 → 'YYYY-MM'. */
export function formatMonth(month: number): string {
  const year = yearOfMonth(month)
  return `${String(year).padStart(4, '0')}-${String(month - (year - 2000) * 12 + 1).padStart(2, '0')}`
}

/** A date whose UTC fields are what Stockholm's calendar and clocks show. @throws RangeError for an invalid date */
function inStockholm(instant: number): Date {
  return new Date(instant + stockholmOffset(instant))
}

/**
 * The month an instant falls in, in Stockholm.
 *
 * @throws RangeError for an invalid date or one outside 1925–2099
 */
export function monthOf(instant: Date): number {
  const local = inStockholm(instant.getTime())
  const month = monthNumber(local.getUTCFullYear(), local.getUTCMonth() + 1)
  if (month < earliestMonth || month > latestMonth) throw new RangeError(`outside 1925–2099: ${instant.toISOString()}`)
  return month
}

const longestIntervalMilliseconds = 2 * 3_600_000

/**
 * Hour of the week in Stockholm, Monday 00–01 being 0, at the middle of an interval of at most two hours; null when the
 * interval is longer or one of its ends is unknown.
 */
export function hourOfWeek(from: Date | null, to: Date | null): number | null {
  if (from === null || to === null) return null
  const length = to.getTime() - from.getTime()
  if (!(length >= 0 && length <= longestIntervalMilliseconds)) return null
  const local = inStockholm(from.getTime() + length / 2)
  return ((local.getUTCDay() + 6) % 7) * 24 + local.getUTCHours()
}

/** A choice of months, both ends inclusive; null leaves that end open. */
export interface MonthFilter {
  fromMonth: number | null
  toMonth: number | null
}

/** A window cut for counting: whole calendar years, and the months before and after them. */
export interface Window {
  fromMonth: number
  toMonth: number
  /** Whole calendar years inside the window, both inclusive; null when it holds none. */
  years: { first: number; last: number } | null
  /** The months outside those years, ascending: at most 22. */
  edgeMonths: readonly number[]
}

/** All time, or the window a filter names; an open end reaches as far as a point's month may. */
export function decomposePeriod({ fromMonth, toMonth }: MonthFilter): Window | typeof allTime {
  if (fromMonth === null && toMonth === null) return allTime
  const from = Math.max(fromMonth ?? earliestMonth, earliestMonth)
  const to = Math.min(toMonth ?? latestMonth, latestMonth)
  const first = yearOfMonth(from + 11)
  const last = yearOfMonth(to + 1) - 1
  if (first > last) return { fromMonth: from, toMonth: to, years: null, edgeMonths: monthsBetween(from, to) }
  const before = monthsBetween(from, monthNumber(first, 1) - 1)
  const after = monthsBetween(monthNumber(last, 12) + 1, to)
  return { fromMonth: from, toMonth: to, years: { first, last }, edgeMonths: [...before, ...after] }
}

/** A window where only whole years are kept: what they hold, and single months added to it or taken from it. */
export interface WindowByYears extends Window {
  /** Months of those years that are outside the window, ascending. */
  monthsTooMany: readonly number[]
}

/** A year of which more than half lies inside is taken whole, without its other months: at most 12 single months are left. */
export function decomposeByYears(window: Window): WindowByYears {
  const { fromMonth, toMonth } = window
  const inside = (year: number) =>
    monthsBetween(Math.max(fromMonth, monthNumber(year, 1)), Math.min(toMonth, monthNumber(year, 12)))
  let [first, last] = [yearOfMonth(fromMonth), yearOfMonth(toMonth)]
  if (inside(first).length <= 6) first += 1
  if (last >= first && inside(last).length <= 6) last -= 1
  if (first > last) return { ...window, years: null, edgeMonths: monthsBetween(fromMonth, toMonth), monthsTooMany: [] }
  const [start, end] = [monthNumber(first, 1), monthNumber(last, 12)]
  return {
    fromMonth,
    toMonth,
    years: { first, last },
    edgeMonths: [...monthsBetween(fromMonth, start - 1), ...monthsBetween(end + 1, toMonth)],
    monthsTooMany: [...monthsBetween(start, fromMonth - 1), ...monthsBetween(toMonth + 1, end)],
  }
}

export function monthsBetween(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}

/** 'all', 'YYYY' or 'YYYY-MM': a period of cell_count for people. */
export function describePeriod(period: number): string {
  if (period === allTime) return 'all'
  return isMonthPeriod(period) ? formatMonth(period - 2000) : String(period + 1000)
}
