import pg from 'pg'
import sql from 'sql-template-tag'
import { describe, expect, it, onTestFinished } from 'vitest'

import { openDatabase } from '#lib/database/open.server.ts'
import { prepareDatabase } from '#lib/database/prepare.server.ts'
import type { DatabaseConfig } from '#lib/platform/config.ts'
import { createTestInstallation } from '../support/database.ts'

type PostgresConfig = Extract<DatabaseConfig, { engine: 'postgres' }>

async function openInstallation(change: (config: PostgresConfig) => PostgresConfig = (config) => config) {
  const { config } = await createTestInstallation()
  if (config.engine !== 'postgres') throw new Error('this file runs on PostgreSQL')
  const database = await openDatabase(change(config))
  onTestFinished(() => database.close())
  return { config, database }
}

/** A login may end its own connections: what a restart or a failover does to all of them. */
async function terminate(connectionString: string, pid: number): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query('select pg_terminate_backend($1, 5000)', [pid])
  await client.end()
}

const reading = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const

// What only PostgreSQL has: connections that can be lost, and logins that can be mixed up.
describe('on PostgreSQL', () => {
  it('a connection that is lost in mid-transaction fails that transaction alone', async () => {
    const { config, database } = await openInstallation()
    const lost = database.withContext(reading, async (db) => {
      const [own] = await db.query<{ pid: number }>(sql`select pg_backend_pid() as pid`)
      await terminate(config.municipalityUrl, own?.pid ?? 0)
      return db.query(sql`select 1`)
    })
    await expect(lost).rejects.toMatchObject({ code: 'database-unavailable' })
    const rows = await database.withContext(reading, (db) => db.query(sql`select 1 as one`))
    expect(rows).toEqual([{ one: 1 }])
  })

  it('a database that is not prepared says so', async () => {
    const { database } = await openInstallation()
    await database.asOwner((db) => db.execute(sql`alter schema app rename to elsewhere`))
    const asked = database.withContext(reading, (db) => db.query(sql`select 1`))
    await expect(asked).rejects.toMatchObject({ code: 'migrations-pending' })
  })

  it("refuses to prepare a database whose owner is one of the parties' logins", async () => {
    const { database } = await openInstallation((config) => ({ ...config, ownerUrl: config.municipalityUrl }))
    await expect(prepareDatabase(database)).rejects.toMatchObject({ code: 'invalid-configuration' })
  })

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['no password', { password: '' }],
    ['a database that is not there', { pathname: '/nowhere' }],
  ])('%s is refused, which is another thing than not answering', async (_, change) => {
    const { database } = await openInstallation((config) => {
      const municipalityUrl = Object.assign(new URL(config.municipalityUrl), change).href
      return { ...config, municipalityUrl }
    })
    const asked = database.withContext(reading, (db) => db.query(sql`select 1`))
    await expect(asked).rejects.toMatchObject({ code: 'database-refused' })
  })
})
