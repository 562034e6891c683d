import { v7 as uuidv7 } from 'uuid'

import { appendAudit } from '#lib/audit/commands.server.ts'
import { currentActor } from '#lib/audit/actor.server.ts'
import type { Context, Database, Side, Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { Letter, OutboxMessage } from './message.ts'
import { endMessage, insertMessage, retryMessage, selectMessages } from './queries.server.ts'

/** Puts a letter in the outbox, in the transaction of the act it tells of: neither exists without the other. */
export async function postLetter(
  db: Transaction,
  letter: Omit<Letter, 'id'>,
  clock: Clock = systemClock,
): Promise<string> {
  const id = uuidv7()
  await insertMessage(db, { ...letter, id }, { createdAt: clock.now(), createdBy: currentActor().name })
  return id
}

export interface OutboxKey {
  municipalityCode: string
  side: Side
}

const shownMessages = 200

/** The party's letters, newest first: those sent without their words. */
export function listMessages(database: Database, { municipalityCode, side }: OutboxKey): Promise<OutboxMessage[]> {
  return database.withContext(outboxContext(side, [municipalityCode], 'read'), (db) =>
    selectMessages(db, municipalityCode, side, shownMessages),
  )
}

/** Notes that somebody has given the letter to its reader by other means. @throws ProblemError unknown-message */
export function handOverMessage(database: Database, key: OutboxKey, id: string, clock: Clock = systemClock) {
  return changeMessage(database, { ...key, act: 'message.hand-over', id, clock }, (db) =>
    endMessage(db, { ...key, id }, 'handed-over', clock.now()),
  )
}

/** Tries again at once. @throws ProblemError unknown-message */
export function sendMessageAgain(database: Database, key: OutboxKey, id: string, clock: Clock = systemClock) {
  return changeMessage(database, { ...key, act: 'message.send-again', id, clock }, (db) =>
    retryMessage(db, { ...key, id }, clock.now()),
  )
}

interface MessageChange extends OutboxKey {
  act: string
  id: string
  clock: Clock
}

async function changeMessage(
  database: Database,
  { municipalityCode, side, act, id, clock }: MessageChange,
  change: (db: Transaction) => Promise<boolean>,
): Promise<void> {
  await database.withContext(outboxContext(side, [municipalityCode], 'write'), async (db) => {
    if (!(await change(db))) throw new ProblemError('unknown-message')
    const entry = { municipalityCode, act, subjectKind: 'message', subjectId: id, audience: side, detail: {} }
    await appendAudit(db, entry, clock)
  })
}

export function outboxContext(side: Side, municipalityCodes: readonly string[], access: Context['access']): Context {
  return { role: side === 'police' ? 'police_request' : 'kommun_request', municipalityCodes, access }
}
