import sql, { raw } from 'sql-template-tag'

import { municipalityRoles, policeRoles, type Database, type Transaction } from './database.ts'
import { migrate } from './migrate.server.ts'
import { PostgresDatabase } from './postgres.server.ts'

export interface Prepared {
  applied: string[]
  warnings: { sv: string; en: string }[]
}

/** Migrates, and on PostgreSQL lets each side's login take its side's roles and no other's. */
export async function prepareDatabase(database: Database): Promise<Prepared> {
  const applied = await migrate(database)
  if (!(database instanceof PostgresDatabase)) return { applied, warnings: [] }
  const users = await database.sessionUsers()
  await database.asOwner(async (db) => {
    await grantRoles(db, users.municipality, municipalityRoles, users.owner)
    await grantRoles(db, users.police, policeRoles, users.owner)
  })
  return { applied, warnings: users.municipality === users.police ? [oneLoginForBothSides] : [] }
}

const oneLoginForBothSides = {
  sv: 'Varning: kommunen och polisen delar inloggning. Databasen skiljer dem då bara åt med roller. Sätt DATABASE_URL_POLICE.',
  en: 'Warning: municipality and police share one login, so only roles keep them apart. Set DATABASE_URL_POLICE.',
}

/** A superuser may take any role already, and must not be made a member of one. */
async function grantRoles(db: Transaction, login: string, roles: readonly string[], owner: string): Promise<void> {
  const [found] = await db.query<{ identifier: string; superuser: boolean }>(sql`
    select quote_ident(rolname) as identifier, rolsuper as superuser from pg_roles where rolname = ${login}
  `)
  if (found === undefined || found.superuser) return
  // The roles' rights are taken for one transaction at a time, never inherited.
  if (login !== owner) await db.execute(raw(`alter role ${found.identifier} noinherit`))
  for (const role of roles) await db.execute(raw(`grant ${role} to ${found.identifier}`))
}

/** Ends a command's use of the database; a failure to close must not hide why the command failed. */
export async function closeQuietly(database: Database): Promise<void> {
  await database.close().catch(() => undefined)
}
