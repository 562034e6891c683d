import sql, { raw } from 'sql-template-tag'

import { ProblemError } from '#lib/platform/problem.ts'
import { municipalityRoles, policeRoles, type Database, type Transaction } from './database.ts'
import { migrate } from './migrate.server.ts'
import { PostgresDatabase } from './postgres.server.ts'

export interface Prepared {
  applied: string[]
  warnings: { sv: string; en: string }[]
}

/**
 * Migrates, and on PostgreSQL sees to it that each side's login may take its side's roles. An owner that may not grant
 * them (the recommended set-up: db/logins.sql is run once by a superuser) only looks, and says what is missing.
 */
export async function prepareDatabase(database: Database): Promise<Prepared> {
  if (!(database instanceof PostgresDatabase)) return { applied: await migrate(database), warnings: [] }
  const users = await database.sessionUsers()
  if (users.municipality !== users.police && [users.municipality, users.police].includes(users.owner)) {
    throw partyIsOwner(users.owner)
  }
  const applied = await migrate(database)
  const missing = await database.asOwner(async (db) => [
    ...(await grantRoles(db, users.municipality, municipalityRoles)),
    ...(await grantRoles(db, users.police, policeRoles)),
  ])
  const warnings = missing.length > 0 ? [missingRoles(missing)] : []
  if (users.municipality === users.police) warnings.push(oneLoginForBothSides)
  return { applied, warnings }
}

const oneLoginForBothSides = {
  sv: 'Varning: kommunen och polisen delar inloggning. Databasen skiljer dem då bara åt med roller. Sätt DATABASE_URL_POLICE.',
  en: 'Warning: municipality and police share one login, so only roles keep them apart. Set DATABASE_URL_POLICE.',
}

/** An owner is bound by no grant: a party that owned the schema could read the other's tables. */
function partyIsOwner(owner: string): ProblemError {
  return new ProblemError('invalid-configuration', [
    {
      column: 'DATABASE_URL_OWNER',
      value: owner,
      reason: {
        sv: 'Databasens ägare får inte vara en av parternas inloggningar: ägaren kan läsa allt.',
        en: "The owner of the schema must not be one of the parties' logins: an owner can read everything.",
      },
    },
  ])
}

function missingRoles(grants: readonly string[]) {
  return {
    sv: `Varning: inloggningar saknar roller. Låt en administratör av databasen köra: ${grants.join('; ')};`,
    en: `Warning: logins lack roles. Let an administrator of the database run: ${grants.join('; ')};`,
  }
}

/** @returns the grants that are missing and that the owner is not allowed to make */
async function grantRoles(db: Transaction, login: string, roles: readonly string[]): Promise<string[]> {
  const missing = await db.query<{ grant: string; allowed: boolean }>(sql`
    select
      format('grant %I to %I', role, ${login}::text) as grant,
      (select rolsuper or rolcreaterole from pg_roles where rolname = current_user) as allowed
    from unnest(${roles}::text[]) as role
    where not pg_has_role(${login}, role, 'member')
  `)
  for (const { grant, allowed } of missing) if (allowed) await db.execute(raw(grant))
  return missing.filter(({ allowed }) => !allowed).map(({ grant }) => grant)
}

/** Ends a command's use of the database; a failure to close must not hide why the command failed. */
export async function closeQuietly(database: Database): Promise<void> {
  await database.close().catch(() => undefined)
}
