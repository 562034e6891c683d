import sql from 'sql-template-tag'

import { asProblem } from '#lib/platform/problem.ts'
import type { Database, Role } from './database.ts'
import { minimumFreeBytes } from './embedded.server.ts'
import { pendingMigrations } from './migrate.server.ts'

/** One thing that must hold for the product to serve: `ok`, and what was seen. */
export interface Check {
  ok: boolean
  [seen: string]: unknown
}

/** Engine, durability, lock, disk, migrations and a real write: what /readyz says of the database. */
export async function checkDatabase(database: Database, now: Date): Promise<Record<string, Check>> {
  const [storage, engine, police, migrations, write] = await Promise.all([
    database.storage(),
    checked(async () => {
      await askAs(database, 'kommun_request')
      return { engine: database.engine }
    }),
    checked(() => lookForPolice(database)),
    checked(async () => ({ pending: await pendingMigrations(database) })),
    checked(() => probeWrite(database, now)),
  ])
  const pending = Array.isArray(migrations['pending']) ? migrations['pending'].length : 0
  return {
    engine,
    police,
    durability: { ok: true, durability: storage.durability },
    lock: { ok: true, exclusive: storage.exclusive },
    disk: {
      ok: storage.freeBytes === null || storage.freeBytes >= minimumFreeBytes,
      freeBytes: storage.freeBytes,
      minimumFreeBytes: storage.freeBytes === null ? null : minimumFreeBytes,
    },
    migrations: { ...migrations, ok: migrations.ok && pending === 0 },
    write,
  }
}

/** An installation without the police's database serves all the same, without crimes. */
export async function lookForPolice(database: Database): Promise<{ connected: boolean }> {
  try {
    await askAs(database, 'police_request')
    return { connected: true }
  } catch (error) {
    if (asProblem(error).code === 'police-side-not-connected') return { connected: false }
    throw error
  }
}

/** Whether a side answers at all. */
export async function askAs(database: Database, role: Role): Promise<void> {
  await database.withContext({ role, municipalityCodes: [], access: 'read' }, (db) => db.query(sql`select 1`))
}

async function probeWrite(database: Database, now: Date): Promise<Record<string, unknown>> {
  const context = { role: 'kommun_request', municipalityCodes: [], access: 'write' } as const
  const started = performance.now()
  await database.withContext(context, (db) =>
    db.execute(sql`
      insert into app.write_probe (id, written_at) values (1, ${now})
      on conflict (id) do update set written_at = excluded.written_at
    `),
  )
  return { milliseconds: Math.round(performance.now() - started) }
}

async function checked(look: () => Promise<Record<string, unknown>>): Promise<Check> {
  try {
    return { ok: true, ...(await look()) }
  } catch (error) {
    return { ok: false, problem: asProblem(error).code }
  }
}
