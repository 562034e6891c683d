import sql, { raw } from 'sql-template-tag'
import { beforeAll, describe, expect, test } from 'vitest'

import { accountsRoles, municipalityRoles, policeRoles, sideOf, type Role } from '#lib/database/database.ts'
import {
  isTenantTable,
  readGrants,
  readsAcrossMunicipalities,
  readTables,
  type CatalogueTable,
  type Grant,
} from '../support/catalogue.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { insertStatement, minimalRow, parentsFirst, type MinimalRow } from '../support/minimal-row.ts'

/** What row security does, tried on every tenant table with rows found from the catalogue: a new table is in at once. */
const [codeA, codeB] = ['9001', '9002'] as const

const database = await openTestDatabase()
const tenantTables = (await database.asOwner(readTables)).filter(isTenantTable)
const names = tenantTables.map(({ name }) => name)
const grants = await database.asOwner((db) => readGrants(db, [...municipalityRoles, ...policeRoles, ...accountsRoles]))

const tableNamed = (name: string): CatalogueTable => {
  const table = tenantTables.find((candidate) => candidate.name === name)
  if (table === undefined) throw new Error(`no tenant table ${name}`)
  return table
}

describe('two municipalities with a row in every table', () => {
  beforeAll(async () => {
    await addPerson()
    for (const [index, code] of [codeA, codeB].entries()) {
      const boundary = boxBoundary(10 + index, 50, 11 + index, 51)
      await addTestMunicipality(database, { code, name: `Kommun ${code}`, slug: `kommun-${code}`, boundary })
      const rows = new Map<string, MinimalRow>()
      for (const table of parentsFirst(tenantTables)) {
        const row = minimalRow(table, code, rows)
        const [role] = rolesThatMay('insert', table.name)
        if (role === undefined) throw new Error(`no role may insert into ${table.name}`)
        await database.withContext({ role, municipalityCodes: [code], access: 'write' }, (db) =>
          db.execute(insertStatement(table, row)),
        )
        rows.set(table.name, row)
      }
    }
  })

  test.each(names)('%s: every reader sees nothing without a municipality, and its own with one', async (table) => {
    const readers = rolesThatMay('select', table).filter((role) => seesMinimalRow(role, table))
    for (const role of readers) {
      const crosses = readsAcrossMunicipalities.some(
        (exception) => exception.role === role && exception.table === table,
      )
      const both = [codeA, codeB]
      expect(await codesSeen(role, table, []), role).toEqual(crosses ? both : [])
      expect(await codesSeen(role, table, [codeA]), role).toEqual(crosses ? both : [codeA])
      expect(await codesSeen(role, table, both), role).toEqual(both)
    }
    expect(readers).not.toEqual([])
  })

  test.each(names)('%s: no writer can put a row into another municipality', async (table) => {
    const row = minimalRow(tableNamed(table), codeB, new Map())
    for (const role of rolesThatMay('insert', table)) {
      const attempt = database.withContext({ role, municipalityCodes: [codeA], access: 'write' }, (db) =>
        db.execute(insertStatement(tableNamed(table), row)),
      )
      const refusal = { sqlState: '42501', message: expect.stringMatching(/row-level security/) }
      await expect(attempt, role).rejects.toMatchObject(refusal)
    }
  })

  test.each(names)('%s: no writer changes a row of another municipality', async (table) => {
    for (const role of rolesThatMay('update', table)) {
      const changed = await database.withContext({ role, municipalityCodes: [codeA], access: 'write' }, (db) =>
        db.execute(sql`update ${raw(table)} set municipality_code = municipality_code`),
      )
      // Its one row is of the first audience the table allows, which may not be this side's.
      const [audience] = audiencesOf(table)
      expect(changed, role).toBe(audience === undefined || audiencesSeenBy(role).includes(audience) ? 1 : 0)
    }
  })
})

describe.each(names.filter((name) => audiencesOf(name).length > 1))('%s, with a row of every audience', (name) => {
  beforeAll(async () => {
    for (const audience of audiencesOf(name)) {
      const role = rolesThatMay('insert', name).find((candidate) => audiencesSeenBy(candidate).includes(audience))
      if (role === undefined) continue
      const row = { ...minimalRow(tableNamed(name), codeA, new Map()), audience: sql`${audience}` }
      // What a person has once in a municipality is had by another on each side.
      if ('person_id' in row) row['person_id'] = sql`${audience}`
      await database.withContext({ role, municipalityCodes: [codeA], access: 'write' }, (db) =>
        db.execute(sql`${insertStatement(tableNamed(name), row)} on conflict do nothing`),
      )
    }
  })

  test("shows each side its own and the shared, never the other side's", async () => {
    for (const role of rolesThatMay('select', name)) {
      const context = { role, municipalityCodes: [codeA], access: 'read' } as const
      const rows = await database.withContext(context, (db) =>
        db.query<{ audience: string }>(sql`select distinct audience from ${raw(name)}`),
      )
      const seen = rows.map(({ audience }) => audience)
      if (audiencesOf(name).includes('shared')) expect(seen, role).toContain('shared')
      expect(seen, role).not.toEqual([])
      expect(
        seen.filter((audience) => !audiencesSeenBy(role).includes(audience)),
        role,
      ).toEqual([])
    }
  })

  test('takes from no writer a row of the other side', async () => {
    for (const role of rolesThatMay('insert', name)) {
      for (const audience of audiencesOf(name).filter((other) => !audiencesSeenBy(role).includes(other))) {
        const row = { ...minimalRow(tableNamed(name), codeA, new Map()), audience: sql`${audience}` }
        const attempt = database.withContext({ role, municipalityCodes: [codeA], access: 'write' }, (db) =>
          db.execute(insertStatement(tableNamed(name), row)),
        )
        await expect(attempt, `${role} ${audience}`).rejects.toMatchObject({ sqlState: '42501' })
      }
    }
  })
})

/** Whom the rows of memberships are of, by the value that a minimal row has for a text. */
async function addPerson(): Promise<void> {
  await database.withContext({ role: 'accounts_request', municipalityCodes: [], access: 'write' }, (db) =>
    db.execute(sql`
      insert into accounts.person (id, name, email, created_at, updated_at)
      values ('x@x', 'X', 'x@kommun.test', timestamptz '2026-01-01 00:00:00Z', timestamptz '2026-01-01 00:00:00Z')
    `),
  )
}

/** The audiences a table's own check allows, or none where it has no such column. */
function audiencesOf(name: string): string[] {
  const check = tableNamed(name).checks.find((text) => text.includes('(audience = '))
  return [...(check ?? '').matchAll(/'(\w+)'/g)].flatMap(([, audience]) => audience ?? [])
}

/** Of a table that one party alone reads, the minimal row is the first party's. */
function seesMinimalRow(role: Role, table: string): boolean {
  const [audience] = audiencesOf(table)
  return audience === undefined || audiencesSeenBy(role).includes(audience)
}

function audiencesSeenBy(role: Role): string[] {
  if (role === 'statistics') return ['shared']
  const side = sideOf(role)
  return side === null ? ['shared', 'municipality', 'police'] : ['shared', side]
}

function rolesThatMay(verb: Grant['verbs'][number], table: string): Role[] {
  return grants.filter((grant) => grant.table === table && grant.verbs.includes(verb)).map(({ role }) => role as Role)
}

async function codesSeen(role: Role, table: string, municipalityCodes: readonly string[]): Promise<string[]> {
  const rows = await database.withContext({ role, municipalityCodes, access: 'read' }, (db) =>
    db.query<{ code: string }>(sql`select distinct municipality_code as code from ${raw(table)} order by 1`),
  )
  return rows.map(({ code }) => code)
}
