import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import type { Context } from '#lib/database/database.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const reading = { role: 'kommun_request', municipalityCodes: [], access: 'read' } satisfies Context

/** Each sleeper holds a lock of its own, and locks are for all to see. */
const lockGroup = 4711
const asleep = (sleeper: number) =>
  sql`select pg_sleep(60)::text from (select pg_advisory_xact_lock(${lockGroup}, ${sleeper})) as locked`

async function untilAsleep(count: number): Promise<void> {
  const sleepers = () =>
    database.withContext(reading, (db) =>
      db.query(sql`select objid from pg_locks where locktype = 'advisory' and classid = ${lockGroup}::oid`),
    )
  while ((await sleepers()).length !== count) await new Promise((resolve) => setTimeout(resolve, 20))
}

test('a statement is cancelled in the database when the one who asked leaves, and only that one', async () => {
  const [one, other] = [new AbortController(), new AbortController()]
  const ask = ({ signal }: AbortController, sleeper: number) =>
    database.withContext({ ...reading, statementTimeoutMilliseconds: 90_000, signal }, (db) =>
      db.query(asleep(sleeper)),
    )
  const [left, stays] = [ask(one, 1), ask(other, 2)]
  const leaves = expect(left).rejects.toMatchObject({ code: 'client-left' })
  await untilAsleep(2)
  one.abort()
  await leaves
  await untilAsleep(1)
  other.abort()
  await expect(stays).rejects.toMatchObject({ code: 'client-left' })
  await untilAsleep(0)
})

test.each([1, 2, 3])('leaving at any moment leaves the connections fit for the next (%i)', async () => {
  // Twice as many as there are connections, so that some leave while they wait for one.
  const rounds = Array.from({ length: 20 }, async (_, round) => {
    const leaving = new AbortController()
    setTimeout(() => leaving.abort(), round % 12)
    const answer = database.withContext({ ...reading, signal: leaving.signal }, (db) =>
      db.query(sql`select count(*)::int as n from generate_series(1, 200000)`),
    )
    return answer.then(
      (rows) => expect(rows).toEqual([{ n: 200_000 }]),
      (error: unknown) => expect(error).toMatchObject({ code: 'client-left' }),
    )
  })
  await Promise.all(rounds)
  const after = Array.from({ length: 20 }, () => database.withContext(reading, (db) => db.query(sql`select 1 as n`)))
  for (const rows of await Promise.all(after)) expect(rows).toEqual([{ n: 1 }])
})
