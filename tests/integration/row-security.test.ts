import sql, { raw } from 'sql-template-tag'
import { beforeAll, describe, expect, test } from 'vitest'

import { municipalityRoles, policeRoles, sideOf, type Role } from '#lib/database/database.ts'
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
const grants = await database.asOwner((db) => readGrants(db, [...municipalityRoles, ...policeRoles]))

const tableNamed = (name: string): CatalogueTable => {
  const table = tenantTables.find((candidate) => candidate.name === name)
  if (table === undefined) throw new Error(`no tenant table ${name}`)
  return table
}

describe('two municipalities with a row in every table', () => {
  beforeAll(async () => {
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
    const readers = rolesThatMay('select', table)
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
      expect(changed, role).toBe(1)
    }
  })
})

describe.each(names.filter((name) => audiencesOf(name).length > 1))('%s, with a row of every audience', (name) => {
  beforeAll(async () => {
    for (const audience of audiencesOf(name)) {
      const role = rolesThatMay('insert', name).find((candidate) => audiencesSeenBy(candidate).includes(audience))
      if (role === undefined) continue
      const row = { ...minimalRow(tableNamed(name), codeA, new Map()), audience: sql`${audience}` }
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
      expect(seen, role).toContain('shared')
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

/** The audiences a table's own check allows, or none where it has no such column. */
function audiencesOf(name: string): string[] {
  const check = tableNamed(name).checks.find((text) => text.includes('(audience = '))
  return [...(check ?? '').matchAll(/'(\w+)'/g)].flatMap(([, audience]) => audience ?? [])
}

function audiencesSeenBy(role: Role): string[] {
  if (role === 'statistics') return ['shared']
  return ['shared', sideOf(role)]
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
