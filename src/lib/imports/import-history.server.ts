import type { Asker } from '#lib/accounts/reading-context.ts'
import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { listImports, readImport } from './import-log.server.ts'
import { pageOfHistory, type HistoryPage } from './import-history.ts'
import type { ImportDetail } from './logged-import.ts'

/** What the reader's own party has taken in, a page of it. */
export async function readHistory(
  database: Database,
  { party, municipalityCode }: Asker,
  parameters: URLSearchParams,
): Promise<HistoryPage> {
  const listed = await listImports(database, party, municipalityCode)
  return pageOfHistory(
    listed.map(({ mapping: _, ...entry }) => entry),
    parameters,
  )
}

/**
 * One import of the reader's own party.
 *
 * @throws ProblemError not-found, also for one of another municipality or of the other party
 */
export async function requireImport(
  database: Database,
  { party, municipalityCode }: Asker,
  id: string,
): Promise<ImportDetail> {
  const entry = await readImport(database, party, municipalityCode, id)
  if (entry === null) throw new ProblemError('not-found')
  return entry
}
