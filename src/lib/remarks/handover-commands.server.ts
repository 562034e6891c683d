import { appendAudit } from '#lib/audit/commands.server.ts'
import type { Reader } from '#lib/accounts/access.ts'
import { actingContext, readingContext } from '#lib/accounts/reading-context.ts'
import type { Database } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { canBeHandedOver, isHandoverReason, otherParty } from './handover.ts'
import { findRemark, insertHandover, type SeenRemark } from './handover-queries.server.ts'

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

/** @throws ProblemError not-found, also for a remark of another municipality or of the other party's staff */
export async function readRemark(database: Database, reader: Reader, id: string): Promise<SeenRemark> {
  const remark = uuid.test(id)
    ? await database.withContext(readingContext(reader), (db) => findRemark(db, reader.municipalityCode, id))
    : null
  if (remark === null) throw new ProblemError('not-found')
  return remark
}

/** What a form says. */
export interface HandoverStatement {
  remarkId: string
  /** Made with the form: sent twice it is one handing over. */
  id: unknown
  reason: unknown
}

/**
 * Gives one remark, with its words, to the other party, as an act that both see and the audit log keeps. It is not taken
 * back.
 *
 * @throws ProblemError invalid-form · not-found · remark-not-handed-over when it is not the reader's party's to give
 */
export async function handOver(
  database: Database,
  reader: Reader,
  { remarkId, id, reason }: HandoverStatement,
  clock: Clock = systemClock,
): Promise<void> {
  if (!uuid.test(remarkId)) throw new ProblemError('not-found')
  if (!isHandoverReason(reason)) throw new ProblemError('invalid-form', [{ column: 'reason', reason: reasonMissing }])
  if (typeof id !== 'string' || !uuid.test(id)) throw new ProblemError('invalid-form')
  const { municipalityCode, party, person } = reader
  await database.withContext(actingContext(reader), async (db) => {
    const remark = await findRemark(db, municipalityCode, remarkId)
    if (remark === null) throw new ProblemError('not-found')
    if (!canBeHandedOver(remark, party)) throw new ProblemError('remark-not-handed-over')
    const handover = { municipalityCode, id, remarkId, from: party, reason }
    const isNew = await insertHandover(db, { ...handover, handedOverAt: clock.now(), handedOverBy: person.id })
    if (!isNew) return
    const subject = { subjectKind: 'remark', subjectId: remarkId, audience: 'shared' } as const
    const detail = { handover: id, from: party, to: otherParty(party), reason }
    await appendAudit(db, { municipalityCode, act: 'remark.hand-over', ...subject, detail }, clock)
  })
}

const reasonMissing = { sv: 'Ange varför synpunkten överlämnas.', en: 'State why the remark is handed over.' }
