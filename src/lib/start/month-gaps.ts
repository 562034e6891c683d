import { formatMonth, monthsBetween } from '#lib/cells/period.ts'

/** How far a source's points reach, and where they are missing. Months are counted from 2000-01. */
export interface MonthGaps {
  latest: number
  /** 'YYYY-MM', of the last two years up to `latest`: whole months without a single point. */
  missing: readonly string[]
  /** Whole months that have passed since `latest`. */
  behind: number
}

const monthsLookedAt = 24

/** @param months every month with points, ascending; null when there is none */
export function findGaps(months: readonly number[], thisMonth: number): MonthGaps | null {
  const [first] = months
  const latest = months.at(-1)
  if (first === undefined || latest === undefined) return null
  const known = new Set(months)
  const looked = monthsBetween(Math.max(first, latest - monthsLookedAt + 1), latest)
  return {
    latest,
    missing: looked.filter((month) => !known.has(month)).map(formatMonth),
    behind: Math.max(0, thisMonth - 1 - latest),
  }
}
