import type { Category, Source } from '#lib/cells/category.ts'

/** One source's latest month by category, beside the month before and the same month a year earlier. */
export interface MonthComparison {
  source: Source
  /** 'YYYY-MM': the latest month with points, the one before it, and the same month a year earlier. */
  months: readonly [latest: string, before: string, yearBefore: string]
  /** Most frequent in the latest month first; those without any in all three are left out. */
  rows: readonly { category: Category; counts: readonly [latest: number, before: number, yearBefore: number] }[]
}

/** @param counts by category, for each of the three months */
export function compareMonths(
  counts: readonly [latest: CategoryCounts, before: CategoryCounts, yearBefore: CategoryCounts],
): MonthComparison['rows'] {
  const categories = [...new Set(counts.flatMap((month) => [...month.keys()]))]
  return categories
    .map((category) => ({
      category,
      counts: [counts[0].get(category) ?? 0, counts[1].get(category) ?? 0, counts[2].get(category) ?? 0] as const,
    }))
    .filter((row) => row.counts.some((count) => count > 0))
    .sort((one, other) => other.counts[0] - one.counts[0] || one.category.localeCompare(other.category))
}

export type CategoryCounts = ReadonlyMap<Category, number>

/** The week of a day in Stockholm by ISO 8601: weeks begin on Mondays, the first holds the year's first Thursday. */
export function isoWeek(moment: Date): { week: number; year: number } {
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' }).format(moment)
  const day = new Date(`${local}T00:00:00Z`)
  const thursday = new Date(day.getTime() + (3 - ((day.getUTCDay() + 6) % 7)) * 86_400_000)
  const year = thursday.getUTCFullYear()
  const firstOfYear = Date.UTC(year, 0, 1)
  return { year, week: 1 + Math.floor((thursday.getTime() - firstOfYear) / (7 * 86_400_000)) }
}
