import type { Asker } from '#lib/accounts/reading-context.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { selectOpenUploads, selectUpload } from './queries.server.ts'
import { readingContext } from './tables.server.ts'
import type { Upload, UploadKey, UploadSummary } from './upload.ts'

/**
 * A file that somebody of the reader's party sent in.
 *
 * @throws ProblemError not-found, also for a file of another municipality or the other party
 */
export async function findUpload<Found = Upload>(
  database: Database,
  { party: side, municipalityCode }: Asker,
  id: string,
  select: (db: Transaction, key: UploadKey) => Promise<Found | null> = selectUpload as never,
): Promise<Found> {
  const key = { side, municipalityCode, id }
  const found = isUuid(id)
    ? await database.withContext(readingContext(side, municipalityCode), (db) => select(db, key))
    : null
  if (found === null) throw new ProblemError('not-found')
  return found
}

/** Files of the reader's party that wait for somebody to do something with them, newest first. */
export async function listOpenUploads(
  database: Database,
  { party: side, municipalityCode }: Asker,
): Promise<UploadSummary[]> {
  return database.withContext(readingContext(side, municipalityCode), (db) =>
    selectOpenUploads(db, side, municipalityCode),
  )
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
}
