import type { Database, Side, Transaction } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { selectOpenUploads, selectUpload } from './queries.server.ts'
import { readingContext } from './tables.server.ts'
import type { Upload, UploadKey, UploadSummary } from './upload.ts'

const sides: readonly Side[] = ['municipality', 'police']

/**
 * An address does not say which side a file is on; the police's may be absent.
 *
 * @throws ProblemError not-found
 */
export async function findUpload<Found = Upload>(
  database: Database,
  municipalityCode: string,
  id: string,
  select: (db: Transaction, key: UploadKey) => Promise<Found | null> = selectUpload as never,
): Promise<Found> {
  for (const side of isUuid(id) ? sides : []) {
    const key = { side, municipalityCode, id }
    const found = await onSide(side, null, () =>
      database.withContext(readingContext(side, municipalityCode), (db) => select(db, key)),
    )
    if (found !== null) return found
  }
  throw new ProblemError('not-found')
}

/** Files that wait for somebody to do something with them, on both sides, newest first. */
export async function listOpenUploads(database: Database, municipalityCode: string): Promise<UploadSummary[]> {
  const lists = sides.map((side) =>
    onSide(side, [], () =>
      database.withContext(readingContext(side, municipalityCode), (db) =>
        selectOpenUploads(db, side, municipalityCode),
      ),
    ),
  )
  return (await Promise.all(lists)).flat().sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
}

async function onSide<Result>(side: Side, absent: Result, ask: () => Promise<Result>): Promise<Result> {
  return ask().catch((error: unknown) => {
    const isAbsent = error instanceof ProblemError && error.code === 'police-side-not-connected'
    if (side === 'police' && isAbsent) return absent
    throw error
  })
}

function isUuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
}
