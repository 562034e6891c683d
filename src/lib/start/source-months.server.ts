import type { Reader } from '#lib/accounts/access.ts'
import { seesCrimes } from '#lib/accounts/reading-context.ts'
import { sources, type Category, type Source } from '#lib/cells/category.ts'
import { askSides } from '#lib/cells/counts.server.ts'
import { readSlotMonthCounts } from '#lib/cells/history-queries.server.ts'
import { readVersion } from '#lib/cells/queries.server.ts'
import { describeSlot } from '#lib/cells/slot.ts'
import type { Database } from '#lib/database/database.ts'
import type { CategoryCounts } from './brief.ts'

/** The sources whose counts the reader may see. */
export function seenSources(reader: Reader): readonly Source[] {
  return sources.filter((source) => source !== 'crime' || seesCrimes(reader))
}

/** A source's points by month, counted from 2000-01 and ascending, and category: those without a position too. */
export type SourceMonths = ReadonlyMap<number, CategoryCounts>

export async function readSourceMonths(database: Database, reader: Reader, source: Source): Promise<SourceMonths> {
  const { municipalityCode } = reader
  const open = { categories: null, feelings: null, fromMonth: null, toMonth: null }
  const filter = { municipalityCode, sources: [source], ...open }
  const { answers } = await askSides(database, reader, filter, async (db, question) => ({
    ...(await readVersion(db, question)),
    counts: await readSlotMonthCounts(db, question),
  }))
  const months = new Map<number, Map<Category, number>>()
  for (const { slot, month, n } of answers.flatMap(([, { counts }]) => counts)) {
    const { category } = describeSlot(slot)
    const ofMonth = months.get(month) ?? new Map<Category, number>()
    ofMonth.set(category, (ofMonth.get(category) ?? 0) + n)
    months.set(month, ofMonth)
  }
  return new Map([...months].sort(([one], [other]) => one - other))
}
