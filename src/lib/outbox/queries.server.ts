import sql from 'sql-template-tag'

import type { Side, Transaction } from '#lib/database/database.ts'
import type { Letter, MessageState, OutboxMessage } from './message.ts'

interface Posted {
  createdAt: Date
  createdBy: string
}

export async function insertMessage(db: Transaction, letter: Letter, { createdAt, createdBy }: Posted): Promise<void> {
  await db.execute(sql`
    insert into outbox_message (
      municipality_code, id, audience, recipient, subject, body, state, send_after, created_at, created_by
    ) values (
      ${letter.municipalityCode}, ${letter.id}, ${letter.audience}, ${letter.recipient}, ${letter.subject}, ${letter.body},
      'waiting', ${createdAt}, ${createdAt}, ${createdBy}
    )
  `)
}

/** Newest first. */
export async function selectMessages(
  db: Transaction,
  municipalityCode: string,
  audience: Side,
  limit: number,
): Promise<OutboxMessage[]> {
  return db.query<OutboxMessage>(sql`
    select
      id, recipient, subject, body, state, attempts,
      created_at as "createdAt", created_by as "createdBy", ended_at as "endedAt", last_error as "lastError"
    from outbox_message
    where municipality_code = ${municipalityCode} and audience = ${audience}
    order by created_at desc, id desc
    limit ${limit}
  `)
}

/** The municipalities with a letter of the party that is due. */
export async function selectCodesWithDue(
  db: Transaction,
  municipalityCodes: readonly string[],
  audience: Side,
  now: Date,
): Promise<string[]> {
  const rows = await db.query<{ code: string }>(sql`
    select distinct municipality_code as code from outbox_message
    where municipality_code = any(${municipalityCodes}::text[]) and audience = ${audience}
      and state = 'waiting' and send_after <= ${now}
    order by 1
  `)
  return rows.map(({ code }) => code)
}

/** Takes the letter that has been due longest, and moves its next attempt on: whoever comes next takes another. */
export async function takeDueMessage(
  db: Transaction,
  municipalityCode: string,
  audience: Side,
  { now, sendAfter }: { now: Date; sendAfter: Date },
): Promise<(Letter & { attempts: number }) | null> {
  const [letter] = await db.query<Letter & { attempts: number }>(sql`
    update outbox_message set attempts = attempts + 1, send_after = ${sendAfter}
    where municipality_code = ${municipalityCode} and id = (
      select id from outbox_message
      where municipality_code = ${municipalityCode} and audience = ${audience}
        and state = 'waiting' and send_after <= ${now}
      order by send_after
      limit 1
      for update skip locked
    )
    returning municipality_code as "municipalityCode", id, audience, recipient, subject, body, attempts
  `)
  return letter ?? null
}

interface Key {
  municipalityCode: string
  id: string
}

/** @returns whether a letter was still there to end: its words are forgotten. */
export async function endMessage(
  db: Transaction,
  { municipalityCode, id }: Key,
  state: Extract<MessageState, 'sent' | 'handed-over'>,
  endedAt: Date,
): Promise<boolean> {
  const ended = await db.execute(sql`
    update outbox_message set state = ${state}, body = null, ended_at = ${endedAt}, last_error = null
    where municipality_code = ${municipalityCode} and id = ${id} and state in ('waiting', 'failed')
  `)
  return ended > 0
}

export async function delayMessage(
  db: Transaction,
  { municipalityCode, id }: Key,
  { sendAfter, error, hasFailed }: { sendAfter: Date; error: string; hasFailed: boolean },
): Promise<void> {
  await db.execute(sql`
    update outbox_message set
      state = ${hasFailed ? 'failed' : 'waiting'}, send_after = ${sendAfter}, last_error = ${error}
    where municipality_code = ${municipalityCode} and id = ${id} and state = 'waiting'
  `)
}

/** @returns whether the letter was there to be tried again. */
export async function retryMessage(db: Transaction, { municipalityCode, id }: Key, now: Date): Promise<boolean> {
  const retried = await db.execute(sql`
    update outbox_message set state = 'waiting', attempts = 0, send_after = ${now}
    where municipality_code = ${municipalityCode} and id = ${id} and state in ('waiting', 'failed')
  `)
  return retried > 0
}
