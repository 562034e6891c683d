import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import type { Context } from '#lib/database/database.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const reading = { role: 'kommun_request', municipalityCodes: [], access: 'read' } satisfies Context

/** Both engines: whoever has left gets no turn, and those who stay get theirs. */
test('a question of somebody who has left is not asked', async () => {
  const leaving = new AbortController()
  let asked = false
  const busy = database.withContext(reading, (db) => db.query(sql`select pg_sleep(0.2)::text`))
  leaving.abort()
  const left = database.withContext({ ...reading, signal: leaving.signal }, async (db) => {
    asked = true
    return db.query(sql`select 1`)
  })
  await expect(left).rejects.toMatchObject({ code: 'client-left', status: 499 })
  await busy
  expect(asked).toBe(false)
  expect(await database.withContext(reading, (db) => db.query(sql`select 1 as n`))).toEqual([{ n: 1 }])
})
