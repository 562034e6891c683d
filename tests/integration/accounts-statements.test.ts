import { Kysely, PostgresDialect } from 'kysely'
import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { authOf } from '#lib/accounts/auth.server.ts'
import { accountsContext, joinTransaction, StatementPool } from '#lib/accounts/statement-pool.server.ts'
import { openTestDatabase } from '../support/database.ts'

/** What better-auth asks of a database, asked of ours through the same pool. */
interface Tables {
  verification: { id: string; identifier: string; value: string; expires_at: Date; created_at: Date; updated_at: Date }
}

const database = await openTestDatabase()
const kysely = new Kysely<Tables>({
  dialect: new PostgresDialect({ pool: new StatementPool(database) }),
}).withSchema('accounts')
const now = new Date()
const later = new Date(now.getTime() + 600_000)
const row = (id: string) => ({ id, identifier: id, value: 'v', expires_at: later, created_at: now, updated_at: now })
const insert = (db: Kysely<Tables>, id: string) => db.insertInto('verification').values(row(id)).execute()
const find = (id: string) => kysely.selectFrom('verification').select('expires_at').where('id', '=', id).execute()

test('statements answer their rows, and how many they touched', async () => {
  await insert(kysely, 'one')
  expect(await find('one')).toEqual([{ expires_at: later }])
  const [changed] = await kysely.updateTable('verification').set({ value: 'w' }).where('id', '=', 'one').execute()
  expect(changed?.numUpdatedRows).toBe(1n)
  const deleted = await kysely.deleteFrom('verification').where('id', '=', 'one').returningAll().execute()
  expect(deleted).toMatchObject([{ id: 'one', value: 'w' }])
})

test('a transaction holds as a whole, or leaves nothing', async () => {
  await kysely.transaction().execute(async (db) => {
    await insert(db, 'kept')
    await insert(db, 'kept too')
  })
  expect(await find('kept too')).toHaveLength(1)
  const half = kysely.transaction().execute(async (db) => {
    await insert(db, 'half')
    throw new Error('thought better of it')
  })
  await expect(half).rejects.toThrow('thought better of it')
  expect(await find('half')).toEqual([])
})

test('a failed statement is told with its state, and takes its transaction with it', async () => {
  await insert(kysely, 'taken')
  await expect(insert(kysely, 'taken')).rejects.toMatchObject({ sqlState: '23505' })
  const failing = kysely.transaction().execute(async (db) => {
    await insert(db, 'with a failure')
    await insert(db, 'taken').catch(() => undefined)
  })
  await expect(failing).rejects.toMatchObject({ sqlState: '23505' })
  expect(await find('with a failure')).toEqual([])
  expect(await find('taken')).toHaveLength(1)
})

test('what joins a transaction ends with it, its own transactions too', async () => {
  const joined = database.withContext(accountsContext('write'), (db) =>
    joinTransaction(db, async () => {
      await insert(kysely, 'joined')
      await kysely.transaction().execute((inner) => insert(inner, 'joined within'))
      throw new Error('thought better of it')
    }),
  )
  await expect(joined).rejects.toThrow('thought better of it')
  expect([...(await find('joined')), ...(await find('joined within'))]).toEqual([])
})

test('nothing of a party can be asked for', async () => {
  const elsewhere = new Kysely<Record<string, { code: string }>>({
    dialect: new PostgresDialect({ pool: new StatementPool(database) }),
  })
  for (const table of ['remark', 'police.crime', 'import']) {
    await expect(elsewhere.selectFrom(table).selectAll().execute(), table).rejects.toMatchObject({ sqlState: '42501' })
  }
})

test('better-auth keeps people, credentials, sessions and what waits in our tables', async () => {
  const auth = await authOf(database)
  const person = await auth.createUser(
    { name: 'Prov', email: 'Prov@Kommun.example', emailVerified: true },
    { method: 'admin' },
  )
  expect(person.email).toBe('prov@kommun.example')
  await auth.linkAccount({ providerId: 'credential', accountId: person.id, userId: person.id, password: 'hash' })
  expect(await auth.findCredentialAccount(person.id)).toMatchObject({ userId: person.id, password: 'hash' })
  await auth.updatePassword(person.id, 'another')
  const found = await auth.findUserByEmail(person.email, { includeAccounts: true })
  expect(found).toMatchObject({ user: { id: person.id }, accounts: [{ password: 'another' }] })
  const { token } = await auth.createSession(person.id)
  expect(await auth.findSession(token)).toMatchObject({ user: { id: person.id } })
  await auth.deleteSession(token)
  expect(await auth.findSession(token)).toBeNull()
  await auth.createVerificationValue({ identifier: 'waits', value: person.id, expiresAt: later })
  const taken = await Promise.all([auth.consumeVerificationValue('waits'), auth.consumeVerificationValue('waits')])
  expect(taken.filter((value) => value !== null)).toMatchObject([{ value: person.id }])
  const [counted] = await database.withContext(accountsContext('read'), (db) =>
    db.query(sql`select count(*)::int as n from accounts.person where id = ${person.id}`),
  )
  expect(counted).toEqual({ n: 1 })
})
