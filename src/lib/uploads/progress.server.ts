import type { Asker } from '#lib/accounts/reading-context.ts'
import type { Database } from '#lib/database/database.ts'
import { log } from '#lib/platform/log.server.ts'

import { findUpload } from './finding.server.ts'
import { selectProgress, updateProgress } from './queries.server.ts'
import { writingContext } from './tables.server.ts'
import { isWorking } from './upload.ts'
import type { UploadKey, UploadProgress } from './upload.ts'

/**
 * How far the jobs of this process have come. Kept in memory because the embedded engine answers nobody while an import's
 * transaction is open; another process's work is read from the table.
 */
const atWork = new Map<string, { key: UploadKey; progress: UploadProgress }>()

export interface ToldProgress {
  /** A job is at the file, or will be in a moment. */
  working: boolean
  progress: UploadProgress | null
}

/** @throws ProblemError not-found */
export async function readProgress(database: Database, reader: Asker, uploadId: string): Promise<ToldProgress> {
  const own = atWork.get(uploadId)
  if (own !== undefined && isOf(own.key, reader)) return { working: true, progress: own.progress }
  const { state, progress } = await findUpload(database, reader, uploadId, selectProgress)
  return { working: isWorking(state), progress }
}

function isOf({ side, municipalityCode }: UploadKey, reader: Asker): boolean {
  return side === reader.party && municipalityCode === reader.municipalityCode
}

const writeMilliseconds = 2_000

/** Does the work of a job, telling how far it has come to whoever asks this process or, on PostgreSQL, another. */
export async function withProgress<Result>(
  database: Database,
  key: UploadKey,
  work: (tell: (progress: UploadProgress) => void) => Promise<Result>,
): Promise<Result> {
  const told = (progress: UploadProgress) => void atWork.set(key.id, { key, progress })
  told({ step: 'waiting', rows: 0 })
  const timer = database.engine === 'postgres' ? setInterval(() => void write(database, key), writeMilliseconds) : null
  try {
    return await work(told)
  } finally {
    if (timer !== null) clearInterval(timer)
    atWork.delete(key.id)
  }
}

async function write(database: Database, key: UploadKey): Promise<void> {
  const progress = atWork.get(key.id)?.progress
  if (progress === undefined) return
  await database
    .withContext(writingContext(key.side, [key.municipalityCode]), (db) => updateProgress(db, key, progress))
    .catch((error: unknown) => log.warn({ err: error }, 'progress of an upload could not be written'))
}
