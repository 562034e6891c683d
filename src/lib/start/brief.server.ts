import type { Source } from '#lib/cells/category.ts'
import { formatMonth } from '#lib/cells/period.ts'
import type { Database } from '#lib/database/database.ts'
import { compareMonths, isoWeek, type MonthComparison } from './brief.ts'
import { askSources } from './page.server.ts'
import { readSourceMonths, seenSources } from './source-months.server.ts'
import type { Heading, StartItem, StartQuestion, StartSource } from './start.ts'

/** One page for the weekly meeting of municipality and police, as the reader may see it. */
export interface Brief {
  week: number
  year: number
  told: Record<Heading, StartItem[]>
  comparisons: MonthComparison[]
}

const weekMilliseconds = 7 * 86_400_000

export async function readBrief(
  database: Database,
  sources: readonly StartSource[],
  asked: Omit<StartQuestion, 'since'>,
): Promise<Brief> {
  const since = new Date(asked.now.getTime() - weekMilliseconds)
  const told = await askSources(database, sources, { ...asked, since })
  const comparisons = await Promise.all(
    seenSources(asked.reader).map((source) => compareSource(database, asked, source)),
  )
  return { ...isoWeek(asked.now), told, comparisons: comparisons.filter((one) => one !== null) }
}

async function compareSource(
  database: Database,
  { reader }: Pick<StartQuestion, 'reader'>,
  source: Source,
): Promise<MonthComparison | null> {
  const counts = await readSourceMonths(database, reader, source)
  const latest = [...counts.keys()].at(-1)
  if (latest === undefined) return null
  const of = (month: number) => counts.get(month) ?? new Map()
  const months = [formatMonth(latest), formatMonth(latest - 1), formatMonth(latest - 12)] as const
  return { source, months, rows: compareMonths([of(latest), of(latest - 1), of(latest - 12)]) }
}
