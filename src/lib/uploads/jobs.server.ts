import type { Database } from '#lib/database/database.ts'
import { hashFile } from '#lib/imports/text-file.server.ts'
import { maximumAttempts, type Job, type JobHandlers } from '#lib/jobs/job.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { asProblem } from '#lib/platform/problem.ts'

import { cleaning, cleanJob } from './cleaning.server.ts'
import { deleteChunks, insertChunk } from './chunk-queries.server.ts'
import { importJob, tryJob, withoutContent } from './commands.server.ts'
import { withFileCopy } from './file-copy.server.ts'
import { findLoggedImport, runImport } from './importing.server.ts'
import { withProgress } from './progress.server.ts'
import { selectUpload, updateUpload } from './queries.server.ts'
import type { UploadChange } from './queries.server.ts'
import { RefusalFile } from './refusal-file.server.ts'
import { readingContext, writingContext } from './tables.server.ts'
import type { Upload, UploadKey, UploadProgress, UploadState } from './upload.ts'

/** The background work on files that were sent in: trying them, taking them in, and throwing forgotten ones away. */
export function uploadJobs(database: Database, clock: Clock = systemClock): JobHandlers {
  return {
    [tryJob]: { run: (job, signal) => run(database, job, signal, 'trying', tryFile, clock) },
    [importJob]: { run: (job, signal) => run(database, job, signal, 'importing', importFile, clock) },
    [cleanJob]: cleaning(database, clock),
  }
}

interface Work {
  database: Database
  upload: Upload
  attempts: number
  tell: (progress: UploadProgress) => void
  clock: Clock
}

async function run(
  database: Database,
  job: Job,
  signal: AbortSignal,
  state: UploadState,
  work: (work: Work) => Promise<void>,
  clock: Clock,
): Promise<void> {
  const upload = await readUpload(database, job)
  // Thrown away or done meanwhile.
  if (upload?.state !== state) return
  try {
    await withProgress(database, upload, (tell) => {
      const tellUnlessStopped = (progress: UploadProgress) => {
        signal.throwIfAborted()
        tell(progress)
      }
      return work({ database, upload, attempts: job.attempts, tell: tellUnlessStopped, clock })
    })
  } catch (error) {
    if (signal.aborted || (isPassing(error) && job.attempts < maximumAttempts)) throw error
    await change(
      { database, upload, clock },
      { state: 'failed', problem: asProblem(error).toProblem(), progress: null },
    )
    if (asProblem(error).code === 'internal') throw error
  }
}

/** What may go better at the next attempt; what is wrong with a file stays wrong. */
function isPassing(error: unknown): boolean {
  return ['internal', 'database-unavailable', 'database-timeout', 'disk-full'].includes(asProblem(error).code)
}

async function tryFile({ database, upload, tell, clock }: Work): Promise<void> {
  const refusals = await RefusalFile.create()
  try {
    const { report } = await withFileCopy(database, upload, (path) =>
      runImport(database, upload, { path, dryRun: true, refusals, tell, clock }),
    )
    let part = 0
    for await (const bytes of refusals.read()) {
      await inWriting(database, upload, (db) => insertChunk(db, upload, 'refusals', part, bytes))
      part += 1
    }
    await change({ database, upload, clock }, { state: 'tried', report, progress: null })
  } finally {
    await refusals.remove()
  }
}

async function importFile({ database, upload, attempts, tell, clock }: Work): Promise<void> {
  const outcome = await withFileCopy(database, upload, async (path) => {
    // A process may have been killed between the import's transaction and the next one.
    const logged =
      attempts > 1 ? await findLoggedImport(database, upload, (await hashFile(path)).toString('hex')) : null
    return logged ?? runImport(database, upload, { path, dryRun: false, refusals: null, tell, clock })
  })
  await change({ database, upload, clock }, { state: 'done', ...withoutContent, outcome })
  await inWriting(database, upload, async (db) => {
    await deleteChunks(db, upload, 'file')
    await deleteChunks(db, upload, 'refusals')
  })
}

async function change({ database, upload, clock }: Pick<Work, 'database' | 'upload' | 'clock'>, wanted: UploadChange) {
  await inWriting(database, upload, (db) => updateUpload(db, upload, [upload.state], wanted, clock.now()))
}

function inWriting<Result>(
  database: Database,
  { side, municipalityCode }: UploadKey,
  work: Parameters<typeof database.withContext<Result>>[1],
): Promise<Result> {
  return database.withContext(writingContext(side, [municipalityCode]), work)
}

function readUpload(database: Database, { side, payload }: Job): Promise<Upload | null> {
  const municipalityCode = String(payload['municipalityCode'])
  const key = { side, municipalityCode, id: String(payload['uploadId']) }
  return database.withContext(readingContext(side, municipalityCode), (db) => selectUpload(db, key))
}
