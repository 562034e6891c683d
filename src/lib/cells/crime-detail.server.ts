/** Fine cells of crimes are single crimes by another name: who asks for them is asked the same, and is logged the same. */
import type { Reader } from '#lib/accounts/access.ts'
import { actingContext, seesCrimes, seesExactCrimes } from '#lib/accounts/reading-context.ts'
import { logReading } from '#lib/audit/read-log.server.ts'
import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { finestCrimeCells } from './cover.ts'
import { writeFilter, type CellFilter } from './filter.ts'
import { slotsMatching } from './slot.ts'

/** @throws ProblemError step-up-required for crimes in cells finer than `finestCrimeCells` */
export function requireCrimeDetail(reader: Reader, filter: CellFilter, resolution: number): void {
  const isFine = resolution > finestCrimeCells && slotsMatching(filter).police.length > 0 && seesCrimes(reader)
  if (isFine && !seesExactCrimes(reader)) throw new ProblemError('step-up-required')
}

export interface FineReading {
  filter: CellFilter
  resolution: number
  /** The part of the map, as it was asked for. */
  where: Readonly<Record<string, unknown>>
  /** How many crimes lie in the cells of the answer. */
  rows: number
}

/**
 * Appends a reading of crimes in fine cells to the read log: in a transaction of its own, which has ended before the answer
 * leaves. Counts are read at many at once and by statements that only read; nobody gets an answer that is not logged.
 */
export async function logFineCrimes(database: Database, reader: Reader, reading: FineReading): Promise<void> {
  const { filter, resolution, where, rows } = reading
  if (resolution <= finestCrimeCells || slotsMatching(filter).police.length === 0 || !seesCrimes(reader)) return
  const asked = { ...where, res: resolution, filter: writeFilter(filter).toString() }
  await database.withContext(actingContext(reader), (db) =>
    logReading(db, { reader, what: 'crimes', filter: asked, rows }),
  )
}
