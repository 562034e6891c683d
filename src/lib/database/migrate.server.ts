import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import sql, { raw } from 'sql-template-tag'

import { ProblemError } from '#lib/platform/problem.ts'
import { projectRoot } from '#lib/platform/project-root.server.ts'
import type { Database, Transaction } from './database.ts'
import { splitStatements } from './statements.ts'

export interface Migration {
  /** The file's name without its ending: '0001_create_roles_and_schemas'. */
  name: string
  sha256: string
  statements: string[]
}

interface AppliedMigration {
  name: string
  sha256: string
}

// Any number will do as long as every process of the product takes the same one.
const advisoryLockKey = 4_815_162_342n

export function readMigrations(folder = join(projectRoot(), 'migrations')): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      const sha256 = createHash('sha256').update(text).digest('hex')
      return { name: file.slice(0, -'.sql'.length), sha256, statements: splitStatements(text) }
    })
}

/**
 * Brings the schema up to date: forward only, one transaction a file, under an advisory lock so that two processes that
 * start together apply each file once.
 *
 * @returns the names of the files applied now
 * @throws ProblemError migration-changed when a file that is already applied is missing or has other content
 */
export async function migrate(database: Database, migrations = readMigrations()): Promise<string[]> {
  await database.asOwner(createRegister)
  const applied: string[] = []
  for (const migration of migrations) {
    if (await database.asOwner((db) => applyOnce(db, migration, migrations))) applied.push(migration.name)
  }
  return applied
}

/** Which files are not applied yet. Reads only. */
export async function pendingMigrations(database: Database, migrations = readMigrations()): Promise<string[]> {
  return database.withContext({ role: 'kommun_request', municipalityCodes: [], access: 'read' }, async (db) => {
    const applied = await readApplied(db)
    refuseChanged(applied, migrations)
    const names = new Set(applied.map(({ name }) => name))
    return migrations.map(({ name }) => name).filter((name) => !names.has(name))
  })
}

async function applyOnce(db: Transaction, migration: Migration, all: readonly Migration[]): Promise<boolean> {
  await db.query(sql`select pg_advisory_xact_lock(${advisoryLockKey})`)
  const applied = await readApplied(db)
  refuseChanged(applied, all)
  if (applied.some(({ name }) => name === migration.name)) return false
  for (const statement of migration.statements) await db.execute(raw(statement))
  await db.execute(sql`
    insert into app.migration (name, sha256, applied_at) values (${migration.name}, ${migration.sha256}, now())
  `)
  return true
}

async function createRegister(db: Transaction): Promise<void> {
  await db.query(sql`select pg_advisory_xact_lock(${advisoryLockKey})`)
  await db.execute(sql`create schema if not exists app`)
  await db.execute(sql`
    create table if not exists app.migration (
      name text primary key,
      sha256 text not null,
      applied_at timestamptz not null
    )
  `)
}

function readApplied(db: Transaction): Promise<AppliedMigration[]> {
  return db.query<AppliedMigration>(sql`select name, sha256 from app.migration order by name`)
}

function refuseChanged(applied: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  const fileByName = new Map(migrations.map((migration) => [migration.name, migration]))
  const changed = applied.filter(({ name, sha256 }) => fileByName.get(name)?.sha256 !== sha256)
  if (changed.length === 0) return
  throw new ProblemError(
    'migration-changed',
    changed.map(({ name }) => ({
      value: name,
      reason: {
        sv: `migrations/${name}.sql saknas eller har ändrats sedan den kördes.`,
        en: `migrations/${name}.sql is missing or has changed since it was applied.`,
      },
    })),
  )
}
