import { expect, test } from 'vitest'

import { actingAs } from '#lib/audit/actor.server.ts'
import { changedFields } from '#lib/audit/changed-fields.ts'
import { appendAudit } from '#lib/audit/commands.server.ts'
import { valueHashOf } from '#lib/audit/hashing.server.ts'
import { readHeads } from '#lib/audit/head-file.ts'
import { startLogFile } from '#lib/audit/log-file.server.ts'
import { checkNow, readLogPage, takeHeads } from '#lib/audit/log-page.server.ts'
import type { Side } from '#lib/database/database.ts'
import { act, anna, bo, read, sealBoth } from '../support/audit.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const code = '7500'
await addTestMunicipality(database, { code, name: code, slug: code, boundary: boxBoundary(17, 58, 19, 60) })
for (let turn = 0; turn < 60; turn++) await act(database, code, { subjectId: `fil ${turn}` })
await act(database, code, { subjectId: '100%', audience: 'municipality', actor: { ...anna, name: 'Åsa Ängström' } })
await act(database, code, { subjectId: 'hemligt', audience: 'police', actor: bo })
await read(database, code, 1234)

const page = (party: Side, query: string) =>
  readLogPage(database, { municipalityCode: code, party }, new URLSearchParams(query))
const subjects = async (party: Side, query: string) =>
  (await page(party, query)).entries.map(({ subjectId }) => subjectId)

async function fileOf(party: Side, query: string): Promise<string> {
  const parts: Uint8Array[] = []
  const reader = { municipalityCode: code, party }
  for await (const part of await startLogFile(database, reader, new URLSearchParams(query), 'sv')) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

test('each party sees its own entries and those of both, a page at a time, newest first', async () => {
  const first = await page('municipality', '')
  expect(first).toMatchObject({ total: 61, pages: 2, search: { page: 1 } })
  expect(first.entries.map(({ subjectId }) => subjectId).slice(0, 2)).toEqual(['100%', 'fil 59'])
  expect((await page('municipality', 'page=99')).search.page).toBe(2)
  expect(await subjects('municipality', 'subject=hemligt')).toEqual([])
  expect(await subjects('police', 'subject=hemligt')).toEqual(['hemligt'])
  expect((await page('municipality', 'log=readings')).total).toBe(0)
  const { readings } = await page('police', 'log=readings&subject=möte')
  expect(readings).toMatchObject([{ person: bo.name, what: 'crimes', rows: 1234 }])
})

test('is searched by person, act, subject and period; letters that mean something to the database mean themselves', async () => {
  expect(await subjects('municipality', 'person=Åsa')).toEqual(['100%'])
  expect(await subjects('municipality', 'subject=100%25')).toEqual(['100%'])
  expect(await subjects('municipality', 'subject=_')).toEqual([])
  expect((await page('municipality', 'act=import.undo')).total).toBe(61)
  expect((await page('municipality', 'act=export.crime')).total).toBe(0)
  expect((await page('municipality', 'to=2020-01-01')).total).toBe(0)
  expect((await page('municipality', 'from=2020-01-01')).total).toBe(61)
})

test('finds a known value that stands in the log as its hash alone', async () => {
  const context = { role: 'kommun_request', municipalityCodes: [code], access: 'write' } as const
  await database.withContext(context, async (db) => {
    const hash = await valueHashOf(db, code, 'municipality')
    const before = { email: 'anna@ort.se' }
    const detail = { ...changedFields(before, { email: 'anna@stad.se' }, { hashed: ['email'], hash }) }
    const entry = { municipalityCode: code, act: 'person.change', subjectKind: 'person', subjectId: 'p1', detail }
    await appendAudit(db, { ...entry, audience: 'municipality' })
  })
  for (const known of ['anna@ort.se', 'anna@stad.se']) {
    expect(await subjects('municipality', `subject=${known}`)).toEqual(['p1'])
  }
  expect(await subjects('municipality', 'subject=anna@')).toEqual([])
  const { entries } = await page('municipality', 'act=person.change')
  expect(JSON.stringify(entries)).not.toContain('anna@')
})

test('what was looked for leaves as a file, which the log then says', async () => {
  const file = await actingAs(anna, () => fileOf('municipality', 'act=import.undo'))
  const lines = file.trimEnd().split('\r\n')
  expect(lines).toHaveLength(62)
  expect(lines[0]).toContain('Tid;Vem;Konto;Vad')
  expect(lines[1]).toContain('Ångrade en inläsning')
  expect((await page('municipality', 'act=audit.download')).entries).toMatchObject([
    { actor: anna.name, actorId: anna.personId, detail: { rows: 61 } },
  ])
  expect(await fileOf('police', 'log=readings')).toContain(`${bo.name};${bo.personId};crimes;Underlag till möte`)
})

test('says how far the chain was found whole, and gives its heads to be saved', async () => {
  expect((await page('municipality', '')).chain).toBeNull()
  await sealBoth(database, code)
  const reader = { municipalityCode: code, party: 'municipality' } as const
  await actingAs(anna, () => checkNow(database, reader))
  const { chain } = await page('municipality', '')
  expect(chain).toMatchObject({ faults: 0 })
  expect(chain?.wholeUntil.getTime()).toBeLessThanOrEqual(chain?.checkedAt.getTime() ?? 0)
  const heads = readHeads(await takeHeads(database, reader))
  expect(heads.map(({ audience, log, number }) => [audience, log, number])).toEqual([
    ['municipality', 'acts', 1],
    ['shared', 'acts', 1],
  ])
})
