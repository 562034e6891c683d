import sql, { raw, type Sql } from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { actingAs } from '#lib/audit/actor.server.ts'
import type { AuditAudience } from '#lib/audit/audit.ts'
import { appendAudit } from '#lib/audit/commands.server.ts'
import { valueHashOf } from '#lib/audit/hashing.server.ts'
import { checkAudit } from '#lib/audit/health.server.ts'
import { checkChains, compareHeads, findUnchecked, verifyChains } from '#lib/audit/verification.server.ts'
import { selectHeads } from '#lib/audit/verify-queries.server.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import { requestJob } from '#lib/jobs/commands.server.ts'
import { municipalityRoles, policeRoles, type Context, type Side } from '#lib/database/database.ts'
import { jobHandlers } from '../../src/job-handlers.server.ts'
import { act, anna, bo, faultsOf, fillLog, read, sealBoth, tamper } from '../support/audit.ts'
import { readGrants } from '../support/catalogue.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()

async function municipality(code: string): Promise<string> {
  await addTestMunicipality(database, { code, name: code, slug: `m${code}`, boundary: boxBoundary(17, 58, 19, 60) })
  return code
}

const contextOf = (role: Context['role'], code: string): Context => ({
  role,
  municipalityCodes: [code],
  access: 'write',
})

describe('the log', () => {
  test('names the person who acts, and whoever runs a command', async () => {
    const code = await municipality('7001')
    await act(database, code, { subjectId: 'x' })
    await database.withContext(contextOf('import_worker', code), (db) =>
      appendAudit(db, { municipalityCode: code, ...plain, subjectId: 'y', audience: 'municipality' }),
    )
    const rows = await database.withContext(contextOf('kommun_request', code), (db) =>
      db.query(sql`select subject_id as subject, actor_id as id, actor <> '' as named from audit_entry order by id`),
    )
    expect(rows).toEqual([
      { subject: 'x', id: anna.personId, named: true },
      { subject: 'y', id: null, named: true },
    ])
  })

  test('is only ever added to: no role may change or take away an entry, a reading, a seal, a head or a salt', async () => {
    const roles = [...municipalityRoles, ...policeRoles, 'accounts_request']
    const grants = await database.asOwner((db) => readGrants(db, roles))
    const kept = ['public.audit_entry', 'public.reading', 'police.reading', 'public.audit_seal', 'public.audit_head']
    const loose = grants.filter(
      ({ table, verbs }) =>
        [...kept, 'public.audit_salt'].includes(table) && verbs.some((verb) => verb === 'update' || verb === 'delete'),
    )
    expect(loose).toEqual([])
    const code = await fillLog(database, '7002')
    for (const role of [...municipalityRoles, ...policeRoles]) {
      for (const table of kept) {
        for (const statement of [
          sql`update ${raw(table)} set municipality_code = municipality_code`,
          sql`delete from ${raw(table)}`,
        ]) {
          const attempt = database.withContext(contextOf(role, code), (db) => db.execute(statement))
          await expect(attempt, `${role} ${table}`).rejects.toMatchObject({
            sqlState: expect.stringMatching(/42501|42703/),
          })
        }
      }
    }
  })

  test('shows a party its own readings and never those of the other', async () => {
    const code = await fillLog(database, '7003')
    const seen = (role: Context['role'], table: Sql) =>
      database.withContext(contextOf(role, code), (db) =>
        db.query(sql`select person, purpose, filter, rows from ${table} order by rows`),
      )
    expect((await seen('police_request', raw('police.reading')))[0]).toEqual({
      person: bo.name,
      purpose: 'Underlag till möte',
      filter: { cell: '89' },
      rows: 1,
    })
    expect(await seen('kommun_request', raw('reading'))).toEqual([])
    await expect(seen('kommun_request', raw('police.reading'))).rejects.toMatchObject({ sqlState: '42501' })
  })

  test('lets a known value be found by its hash, differently for each party and municipality', async () => {
    const [one, other] = [await municipality('7004'), await municipality('7005')]
    const hashOf = (role: Context['role'], code: string, side: Side, value: unknown) =>
      database.withContext(contextOf(role, code), async (db) => (await valueHashOf(db, code, side))(value))
    const hash = await hashOf('kommun_request', one, 'municipality', 'anna@ort.se')
    expect(hash).toMatch(/^hmac-sha256:[0-9a-f]{64}$/)
    expect(await hashOf('import_worker', one, 'municipality', 'anna@ort.se')).toBe(hash)
    const others = [
      await hashOf('police_request', one, 'police', 'anna@ort.se'),
      await hashOf('kommun_request', other, 'municipality', 'anna@ort.se'),
      await hashOf('kommun_request', one, 'municipality', 'anna@ort.com'),
    ]
    expect(new Set([hash, ...others]).size).toBe(4)
    await expect(hashOf('kommun_request', one, 'police', 'x')).rejects.toMatchObject({ sqlState: '42501' })
  })
})

const plain = { act: 'import.undo', subjectKind: 'import', detail: {} }

describe('background work', () => {
  test('is done in the name of the person who ordered it, and of nobody where it was found to be there', async () => {
    const code = await municipality('7006')
    const note = (audience: AuditAudience) =>
      database.withContext(contextOf('import_worker', code), (db) =>
        appendAudit(db, { municipalityCode: code, ...plain, subjectId: 'job', audience }),
      )
    const order = { kind: 'note', workKey: code, side: 'municipality', payload: {} } as const
    await actingAs(anna, () => database.withContext(contextOf('kommun_request', code), (db) => requestJob(db, order)))
    const handlers = {
      note: { run: () => note('shared') },
      find: {
        find: async (side: Side) => (side === 'municipality' ? [{ ...order, kind: 'find' }] : []),
        run: () => note('municipality'),
      },
    }
    await new JobRunner(database, handlers).runDue()
    const rows = await database.withContext(contextOf('kommun_request', code), (db) =>
      db.query(sql`select audience, actor, actor_id as id from audit_entry order by audience`),
    )
    expect(rows).toEqual([
      { audience: 'municipality', actor: 'jobb', id: null },
      { audience: 'shared', actor: anna.name, id: anna.personId },
    ])
  })
})

describe('the chain', () => {
  test('holds every entry once, is found by the jobs, gone through once a day, and seen in /readyz', async () => {
    const code = await municipality('7010')
    for (const subjectId of ['a', 'b', 'c']) await act(database, code, { subjectId })
    await read(database, code, 5)
    expect(Number((await checkAudit(database))['unsealed'])).toBeGreaterThanOrEqual(4)
    const runner = new JobRunner(database, jobHandlers(database))
    await runner.runDue()
    expect(await checkAudit(database)).toMatchObject({ ok: true, unsealed: 0, whole: true })
    const [shared] = await verifyChains(database, 'municipality', code)
    expect(shared).toMatchObject({ entries: 3, waiting: 0, faults: 0 })
    expect((await verifyChains(database, 'police', code))[1]).toMatchObject({ entries: 1, faults: 0 })
    // The first pass sealed what the second finds to go through.
    await new JobRunner(database, jobHandlers(database)).runDue()
    expect(await findUnchecked(database, 'municipality', new Date())).toEqual([])
    const tomorrow = new Date(Date.now() + 86_400_000)
    expect(await findUnchecked(database, 'municipality', tomorrow)).toContain(code)
  })

  test('an entry that commits after a later one was sealed is sealed all the same', async () => {
    const code = await municipality('7011')
    await act(database, code, { subjectId: 'early' })
    // Dated long before: its transaction began then.
    const clock = { now: () => new Date('2020-01-01T00:00:00Z') }
    await sealBoth(database, code)
    await database.withContext(contextOf('kommun_request', code), (db) =>
      appendAudit(db, { municipalityCode: code, ...plain, subjectId: 'late', audience: 'shared' }, clock),
    )
    expect(await sealBoth(database, code)).toBe(1)
    expect(await faultsOf(database, code)).toEqual([])
  })

  test('a head is kept once a day for a chain with something new', async () => {
    const code = await fillLog(database, '7012')
    const days = ['2026-05-01T08:00:00Z', '2026-05-01T20:00:00Z', '2026-05-01T23:00:00Z']
    for (const [index, now] of days.entries()) {
      if (index > 0) await act(database, code, { subjectId: now })
      await sealBoth(database, code)
      await checkChains(database, 'municipality', code, { now: () => new Date(now) })
    }
    const heads = await database.withContext(contextOf('kommun_request', code), (db) => selectHeads(db, code))
    // The evening's entry stands under the next day, which has begun in Stockholm.
    expect(heads.map(({ audience, day, number }) => [audience, day, number])).toEqual([
      ['shared', '2026-05-02', 4],
      ['shared', '2026-05-01', 2],
    ])
    await tamper(database, (db) =>
      db.execute(sql`delete from audit_seal where municipality_code = ${code} and number > 2`),
    )
    expect(await compareHeads(database, 'municipality', heads)).toMatchObject([{ kind: 'head-missing', number: 4 }])
  })
})
