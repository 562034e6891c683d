import { appendAudit } from '#lib/audit/commands.server.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { requestJob } from '#lib/jobs/commands.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { UploadChoice } from './choice.ts'
import { deleteChunks } from './chunk-queries.server.ts'
import { examineUpload } from './examine.server.ts'
import { findUpload } from './finding.server.ts'
import { updateUpload } from './queries.server.ts'
import type { UploadChange } from './queries.server.ts'
import { writingContext } from './tables.server.ts'
import type { Upload, UploadKey, UploadState } from './upload.ts'

/** The kinds of background work on a file. */
export const tryJob = 'upload.try'
export const importJob = 'upload.import'

/** The upload as its page shows it; looked into when nobody has done so yet. */
export async function openUpload(
  database: Database,
  municipalityCode: string,
  id: string,
  clock: Clock = systemClock,
): Promise<Upload> {
  const upload = await findUpload(database, municipalityCode, id)
  if (upload.state !== 'received') return upload
  await examineAgain(database, upload, upload.choice, clock)
  return findUpload(database, municipalityCode, id)
}

const correctable: readonly UploadState[] = ['received', 'examined', 'tried', 'failed']

/**
 * Keeps what a person has said and looks into the file once more. An earlier dry run is of another choice, and forgotten.
 *
 * @throws ProblemError upload-changed when the file has moved on, in another tab say
 */
export async function correctUpload(
  database: Database,
  upload: Upload,
  choice: UploadChoice,
  clock: Clock = systemClock,
): Promise<void> {
  if (!correctable.includes(upload.state)) throw new ProblemError('upload-changed')
  await examineAgain(database, upload, choice, clock)
}

async function examineAgain(database: Database, upload: Upload, choice: UploadChoice, clock: Clock): Promise<void> {
  const { examination, problem } = await examineUpload(database, { ...upload, choice })
  await change(
    database,
    upload,
    correctable,
    async (db, update) => {
      await update({ state: 'examined', choice, examination, problem, report: null, progress: null })
      await deleteChunks(db, upload, 'refusals')
    },
    clock,
  )
}

/** Asks for a dry run of the whole file as it is understood now; asking again while it runs changes nothing. */
export async function tryUpload(database: Database, upload: Upload, clock: Clock = systemClock): Promise<void> {
  if (upload.state === 'trying') return
  const from: readonly UploadState[] = ['examined', 'tried', 'failed']
  await change(
    database,
    upload,
    from,
    async (db, update) => {
      await update({ state: 'trying', report: null, problem: null, progress: { step: 'waiting', rows: 0 } })
      await deleteChunks(db, upload, 'refusals')
      await requestJob(db, jobOf(upload, tryJob), clock)
    },
    clock,
  )
}

/**
 * Asks for the import of a file that has been tried; pressed twice it is one import. With `acceptPartial` rows with faults
 * are left out.
 */
export async function importUpload(
  database: Database,
  upload: Upload,
  { acceptPartial }: { acceptPartial: boolean },
  clock: Clock = systemClock,
): Promise<void> {
  if (upload.state === 'importing' || upload.state === 'done') return
  const choice = { ...upload.choice, acceptPartial }
  await change(
    database,
    upload,
    ['tried'],
    async (db, update) => {
      await update({ state: 'importing', choice, problem: null, progress: { step: 'waiting', rows: 0 } })
      await requestJob(db, jobOf(upload, importJob), clock)
    },
    clock,
  )
}

/** Throws the file away at once, with all that was read from it. What is being imported can't be stopped. */
export async function discardUpload(database: Database, upload: Upload, clock: Clock = systemClock): Promise<void> {
  if (upload.state === 'discarded') return
  const { side, municipalityCode, id, kind } = upload
  await change(
    database,
    upload,
    [...correctable, 'trying'],
    async (db, update) => {
      await update({ state: 'discarded', ...withoutContent })
      await deleteChunks(db, upload, 'file')
      await deleteChunks(db, upload, 'refusals')
      const subject = { municipalityCode, act: 'upload.discard', subjectKind: 'upload', subjectId: id, audience: side }
      await appendAudit(db, { ...subject, detail: { kind } }, clock)
    },
    clock,
  )
}

/** Everything that was read from a file. */
export const withoutContent = { examination: null, report: null, progress: null, problem: null } as const

function jobOf({ side, municipalityCode, id }: UploadKey, kind: string) {
  return { kind, workKey: id, side, payload: { municipalityCode, uploadId: id } }
}

/** @throws ProblemError upload-changed when the upload is in none of the states any more */
async function change(
  database: Database,
  key: UploadKey,
  from: readonly UploadState[],
  work: (db: Transaction, update: (change: UploadChange) => Promise<void>) => Promise<void>,
  clock: Clock,
): Promise<void> {
  await database.withContext(writingContext(key.side, [key.municipalityCode]), (db) =>
    work(db, async (wanted) => {
      if (!(await updateUpload(db, key, from, wanted, clock.now()))) throw new ProblemError('upload-changed')
    }),
  )
}
