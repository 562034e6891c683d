import sql from 'sql-template-tag'
import { expect, it } from 'vitest'

import { migrate, pendingMigrations, readMigrations, type Migration } from '#lib/database/migrate.server.ts'
import { prepareDatabase } from '#lib/database/prepare.server.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const files = readMigrations()

const addColour: Migration = {
  name: '9998_add_colour',
  sha256: 'a'.repeat(64),
  statements: ['create table app.colour (name text)', "insert into app.colour values ('teal')"],
}

const breaksHalfway: Migration = {
  name: '9999_break_halfway',
  sha256: 'b'.repeat(64),
  statements: ['create table app.half (name text)', 'select no_such_function()'],
}

it('applies nothing twice', async () => {
  expect(await pendingMigrations(database)).toEqual([])
  expect(await migrate(database)).toEqual([])
})

it('applies a new file once, also when two processes start together', async () => {
  const runs = await Promise.all([migrate(database, [...files, addColour]), migrate(database, [...files, addColour])])
  expect(runs.flat()).toEqual(['9998_add_colour'])
  const rows = await database.asOwner((db) => db.query(sql`select name from app.colour`))
  expect(rows).toEqual([{ name: 'teal' }])
})

it('leaves nothing of a file that breaks halfway, and names it as pending', async () => {
  const all = [...files, addColour, breaksHalfway]
  await expect(migrate(database, all)).rejects.toMatchObject({ sqlState: '42883' })
  const [row] = await database.asOwner((db) => db.query(sql`select to_regclass('app.half')::text as name`))
  expect(row).toEqual({ name: null })
  expect(await pendingMigrations(database, all)).toEqual(['9999_break_halfway'])
})

it('refuses to run when an applied file has changed or is missing', async () => {
  const changed = { ...addColour, sha256: 'c'.repeat(64) }
  await expect(migrate(database, [...files, changed])).rejects.toMatchObject({ code: 'migration-changed' })
  await expect(migrate(database, files)).rejects.toMatchObject({
    code: 'migration-changed',
    errors: [{ value: '9998_add_colour' }],
  })
})

it('can prepare a database that is prepared already', async () => {
  await database.asOwner((db) => db.execute(sql`delete from app.migration where name = '9998_add_colour'`))
  expect(await prepareDatabase(database)).toEqual({ applied: [], warnings: [] })
})
