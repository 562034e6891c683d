import type { Database } from '#lib/database/database.ts'
import { requireMunicipality } from '#lib/municipalities/lookup.server.ts'
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
const atWork = new Map<string, UploadProgress>()

export interface ToldProgress {
  /** A job is at the file, or will be in a moment. */
  working: boolean
  progress: UploadProgress | null
}

/** @throws ProblemError not-found · unknown-municipality */
export async function readProgress(database: Database, slugOrCode: string, uploadId: string): Promise<ToldProgress> {
  const own = atWork.get(uploadId)
  if (own !== undefined) return { working: true, progress: own }
  const { code } = await requireMunicipality(database, slugOrCode)
  const { state, progress } = await findUpload(database, code, uploadId, selectProgress)
  return { working: isWorking(state), progress }
}

const writeMilliseconds = 2_000

/** Does the work of a job, telling how far it has come to whoever asks this process or, on PostgreSQL, another. */
export async function withProgress<Result>(
  database: Database,
  key: UploadKey,
  work: (tell: (progress: UploadProgress) => void) => Promise<Result>,
): Promise<Result> {
  atWork.set(key.id, { step: 'waiting', rows: 0 })
  const timer = database.engine === 'postgres' ? setInterval(() => void write(database, key), writeMilliseconds) : null
  try {
    return await work((progress) => atWork.set(key.id, progress))
  } finally {
    if (timer !== null) clearInterval(timer)
    atWork.delete(key.id)
  }
}

async function write(database: Database, key: UploadKey): Promise<void> {
  const progress = atWork.get(key.id)
  if (progress === undefined) return
  await database
    .withContext(writingContext(key.side, [key.municipalityCode]), (db) => updateProgress(db, key, progress))
    .catch((error: unknown) => log.warn({ err: error }, 'progress of an upload could not be written'))
}
