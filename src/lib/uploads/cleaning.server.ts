import { appendAudit } from '#lib/audit/commands.server.ts'
import type { Database, Side } from '#lib/database/database.ts'
import { secondsFrom, type JobHandler } from '#lib/jobs/job.ts'
import { listMunicipalityCodes } from '#lib/municipalities/queries.server.ts'
import type { Clock } from '#lib/platform/clock.ts'

import { withoutContent } from './commands.server.ts'
import { deleteChunks } from './chunk-queries.server.ts'
import { removeLeftCopies } from './file-copy.server.ts'
import { fileKeptHours, receivingHours, rowKeptDays } from './limit.ts'
import { deleteOldUploads, deleteUpload, selectForgottenUploads, updateUpload } from './queries.server.ts'
import type { ForgottenUpload } from './queries.server.ts'
import { writingContext } from './tables.server.ts'

export const cleanJob = 'upload.clean'

const lookEverySeconds = 600

/** Throws forgotten files away; whether there are any is looked at every ten minutes, not every second. */
export function cleaning(database: Database, clock: Clock): JobHandler {
  const lookedAt = new Map<Side, number>()
  return {
    find: async (side) => {
      const now = clock.now().getTime()
      if (now - (lookedAt.get(side) ?? -Infinity) < lookEverySeconds * 1000) return []
      lookedAt.set(side, now)
      await removeLeftCopies()
      return [{ kind: cleanJob, workKey: `${cleanJob} ${side}`, side, payload: {} }]
    },
    run: ({ side }) => forgetUploads(database, side, clock),
  }
}

/** Throws away forgotten files with all that was read from them, and the bare rows of those long gone. */
export async function forgetUploads(database: Database, side: Side, clock: Clock): Promise<void> {
  const reading = writingContext(side, [])
  const codes = await database.withContext({ ...reading, access: 'read' }, listMunicipalityCodes)
  const now = clock.now()
  const context = writingContext(side, codes)
  const forgotten = await database.withContext(context, async (db) => {
    await deleteOldUploads(db, side, codes, secondsFrom(now, -rowKeptDays * 86_400))
    return selectForgottenUploads(db, side, codes, {
      receivingBefore: secondsFrom(now, -receivingHours * 3600),
      changedBefore: secondsFrom(now, -fileKeptHours * 3600),
    })
  })
  for (const upload of forgotten) await forgetOne(database, side, upload, clock)
}

async function forgetOne(database: Database, side: Side, upload: ForgottenUpload, clock: Clock): Promise<void> {
  const { municipalityCode, id, state } = upload
  const key = { side, municipalityCode, id }
  await database.withContext(writingContext(side, [municipalityCode]), async (db) => {
    if (state === 'receiving') return deleteUpload(db, key)
    if (!(await updateUpload(db, key, [state], { state: 'expired', ...withoutContent }, clock.now()))) return
    await deleteChunks(db, key, 'file')
    await deleteChunks(db, key, 'refusals')
    const subject = { municipalityCode, act: 'upload.expire', subjectKind: 'upload', subjectId: id, audience: side }
    await appendAudit(db, { ...subject, detail: {} }, clock)
  })
}
