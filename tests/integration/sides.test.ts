import sql, { raw } from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { municipalityRoles, policeRoles, sideOf, type Role } from '#lib/database/database.ts'
import { requestJob } from '#lib/jobs/commands.server.ts'
import { checkJobs } from '#lib/jobs/health.server.ts'
import { claimNextJob } from '#lib/jobs/queries.server.ts'
import { saveMunicipalities } from '#lib/municipalities/commands.server.ts'
import { isTenantTable, readGrants, readTables } from '../support/catalogue.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { insertStatement, minimalRow } from '../support/minimal-row.ts'

/** What keeps the sides apart beyond the rule of tenant tables. */
const [own, other] = ['9101', '9102'] as const

const database = await openTestDatabase()
const grants = await database.asOwner((db) => readGrants(db, [...municipalityRoles, ...policeRoles]))
const tables = await database.asOwner(readTables)
await addTestMunicipality(database, municipality(own))
await addTestMunicipality(database, municipality(other))

function municipality(code: string) {
  return { code, name: `Kommun ${code}`, slug: `kommun-${code}`, boundary: boxBoundary(10, 50, 11, 51) }
}

function rolesThatMay(verb: 'select' | 'insert' | 'update' | 'delete', table: string): Role[] {
  return grants.filter((grant) => grant.table === table && grant.verbs.includes(verb)).map(({ role }) => role as Role)
}

describe('background work', () => {
  const now = new Date('2026-05-01T12:00:00Z')
  const inRole = (role: Role) => ({ role, municipalityCodes: [], access: 'write' }) as const
  const ask = (role: Role, side: 'municipality' | 'police') =>
    database.withContext(inRole(role), (db) =>
      requestJob(db, { kind: 'greet', workKey: `${side}/${role}`, side, payload: {} }, { now: () => now }),
    )

  test('is asked for, seen and taken on its own side only', async () => {
    await ask('kommun_request', 'municipality')
    await ask('police_request', 'police')
    for (const role of rolesThatMay('select', 'app.job')) {
      const seen = await database.withContext(inRole(role), (db) =>
        db.query<{ side: string }>(sql`select distinct side from app.job`),
      )
      expect(seen, role).toEqual([{ side: sideOf(role) }])
    }
    for (const role of rolesThatMay('insert', 'app.job')) {
      const otherSide = sideOf(role) === 'police' ? 'municipality' : 'police'
      await expect(ask(role, otherSide), role).rejects.toMatchObject({ sqlState: '42501' })
    }
    for (const role of rolesThatMay('delete', 'app.job')) {
      const otherSide = sideOf(role) === 'police' ? 'municipality' : 'police'
      const taken = await database.withContext(inRole(role), (db) => claimNextJob(db, otherSide, now))
      expect(taken, role).toBeNull()
    }
  })

  test('is reported for both sides together', async () => {
    expect(await checkJobs(database, now)).toMatchObject({ ok: true, waiting: 2 })
  })
})

describe('the register of municipalities', () => {
  test('is written from inside the municipality only, and read by all', async () => {
    const entered = { role: 'import_worker', municipalityCodes: [own], access: 'write' } as const
    const rename = (code: string) =>
      database.withContext(entered, (db) => db.execute(sql`update municipality set name = 'Ny' where code = ${code}`))
    expect(await rename(own)).toBe(1)
    expect(await rename(other)).toBe(0)
    const insertion = database.withContext(entered, (db) =>
      db.execute(sql`
        insert into municipality (code, name, slug, boundary, updated_at)
        select '9103', 'Tredje', 'tredje', boundary, updated_at from municipality where code = ${own}
      `),
    )
    await expect(insertion).rejects.toMatchObject({ sqlState: '42501' })
    for (const role of rolesThatMay('select', 'public.municipality')) {
      const rows = await database.withContext({ role, municipalityCodes: [], access: 'read' }, (db) =>
        db.query(sql`select code from municipality order by code`),
      )
      expect(rows, role).toEqual([{ code: own }, { code: other }])
    }
  })

  test('takes several at a time through its own way in', async () => {
    const saved = [own, other].map((code) => ({ ...municipality(code), name: `Omdöpt ${code}`, invented: false }))
    await saveMunicipalities(database, saved)
    const names = await database.withContext({ role: 'kommun_request', municipalityCodes: [], access: 'read' }, (db) =>
      db.query(sql`select name from municipality order by code`),
    )
    expect(names).toEqual([{ name: `Omdöpt ${own}` }, { name: `Omdöpt ${other}` }])
  })

  test('is still searched by its index on boundaries', async () => {
    const plan = await database.withContext(
      { role: 'import_worker', municipalityCodes: [own], access: 'write' },
      (db) =>
        db
          .execute(sql`set local enable_seqscan = off`)
          .then(() =>
            db.query(
              sql`explain (costs off) select code from municipality where boundary && ST_MakePoint(10, 50)::geometry`,
            ),
          ),
    )
    expect(JSON.stringify(plan)).toContain('municipality_by_boundary')
  })
})

describe("the police's rows", () => {
  const ofPublic = tables.filter(
    (table) => isTenantTable(table) && /^public\.(?:remark|observation|cell_count|cell_delta)$/.test(table.name),
  )

  test.each(ofPublic.map(({ name }) => name))('%s takes none, not even from its owner', async (name) => {
    const table = ofPublic.find((candidate) => candidate.name === name)
    if (table === undefined) throw new Error(name)
    for (const role of rolesThatMay('insert', name)) expect(sideOf(role), role).toBe('municipality')
    const row = { ...minimalRow(table, own, new Map()), audience: sql`'police'` }
    const attempt = database.asOwner(async (db) => {
      await db.execute(raw(`alter table ${name} no force row level security`))
      await db.execute(insertStatement(table, row))
    })
    await expect(attempt).rejects.toMatchObject({ sqlState: '23514' })
  })

  test.each(['import', 'saved_columns'])('what %s tells of files of single crimes is for them alone', async (name) => {
    const table = tables.find((candidate) => candidate.name === `public.${name}`)
    if (table === undefined) throw new Error(name)
    const source = name === 'import' ? { source: sql`'crime'` } : {}
    const row = { ...minimalRow(table, own, new Map()), ...source, kind: sql`'crimes'` }
    for (const audience of ['shared', 'municipality', 'police']) {
      const attempt = database.asOwner(async (db) => {
        await db.execute(raw(`alter table ${name} no force row level security`))
        await db.execute(insertStatement(table, { ...row, audience: sql`${audience}` }))
        throw new Error('taken')
      })
      await expect(attempt).rejects.toMatchObject(audience === 'police' ? { message: 'taken' } : { sqlState: '23514' })
    }
  })

  test('nobody who serves requests writes counts: no request writes points yet', () => {
    for (const name of ['public.cell_delta', 'police.cell_delta']) {
      expect(rolesThatMay('insert', name).filter((role) => role.endsWith('_request'))).toEqual([])
    }
  })
})
