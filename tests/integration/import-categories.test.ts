import sql, { type Sql } from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'

import { categoriesOf } from '#lib/cells/category.ts'
import { verifyCounts } from '#lib/cells/verification.server.ts'
import type { Role } from '#lib/database/database.ts'
import {
  listCategoryDecisions,
  listOffenceCodebook,
  removeCategoryDecision,
  saveCategoryDecisions,
} from '#lib/imports/category-decisions.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const codes = ['9904', '9906']

beforeAll(async () => {
  const south = boxBoundary(12.5, 54.9, 13, 55.1)
  const north = boxBoundary(12.5, 55.1, 13, 55.3)
  await addTestMunicipality(database, { code: '9904', name: 'Sydkommun', slug: 'sydkommun', boundary: south })
  await addTestMunicipality(database, { code: '9906', name: 'Nordkommun', slug: 'nordkommun', boundary: north })
})

function read<Row>(role: Role, statement: Sql): Promise<Row[]> {
  return database.withContext({ role, municipalityCodes: codes, access: 'read' }, (db) => db.query<Row>(statement))
}

async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ProblemError) return error
  throw error ?? new Error('the file was not refused')
}

const heading = 'Brottskod;Brottstyp;Datum;Lat;Lon;Adress'

test('offences that are never mapped are counted in the import and kept nowhere', async () => {
  const path = write(
    'excluded.csv',
    [
      heading,
      ';Misshandel;2026-01-02;55;12.7;Torget',
      ';Våld i nära relation;2026-01-02;55;12.71;Hemliga gatan 1',
      '9612;Våldtäkt;2026-01-03;55.2;12.72;Hemliga gatan 2',
      ';Hedersrelaterat våld;inget datum;;;Hemliga gatan 3',
      '9611;;2026-01-03;55;12.73;Parken',
    ].join('\n'),
  )
  const before = await read<{ n: number }>('police_request', sql`select count(*)::int as n from police.cell_delta`)
  const report = await importPoints(database, anImport('crime', path))
  expect(report).toMatchObject({
    rowsRead: 5,
    added: 2,
    alreadyPresent: 0,
    excluded: 3,
    withoutPosition: 0,
    outside: 0,
  })
  const counted = report.municipalities.map((part) => [part.municipalityCode, part.rowsRead, part.added, part.excluded])
  expect(counted.sort()).toEqual([
    ['9904', 4, 2, 2],
    ['9906', 1, 0, 1],
  ])
  const stored = await read<{ place: string; name: string }>(
    'police_request',
    sql`select place_name as place, offence_name as name from police.crime order by place_name`,
  )
  expect(stored).toEqual([
    { place: 'Parken', name: 'Oaktsam våldtäkt, mot kvinna 18 år eller äldre, utomhus' },
    { place: 'Torget', name: 'Misshandel' },
  ])
  const after = await read<{ n: number }>('police_request', sql`select count(*)::int as n from police.cell_delta`)
  expect((after[0]?.n ?? 0) - (before[0]?.n ?? 0)).toBe(2)
  const log = await read(
    'police_request',
    sql`select municipality_code as code, rows_read, added, excluded from import order by municipality_code`,
  )
  expect(log).toEqual([
    { code: '9904', rows_read: 4, added: 2, excluded: 2 },
    { code: '9906', rows_read: 1, added: 0, excluded: 1 },
  ])
  const everything = await read<{ text: string }>(
    'police_request',
    sql`
      select import::text as text from import union all select audit_entry::text from audit_entry
      union all select crime::text from police.crime
    `,
  )
  expect(everything.map(({ text }) => text).join('\n')).not.toMatch(/Hemliga|Heders|nära relation/)
  expect(await importPoints(database, anImport('crime', path))).toMatchObject({
    added: 0,
    alreadyPresent: 2,
    excluded: 3,
  })
})

test('every unmapped type is told once, with its number of rows', async () => {
  const rows = [...Array.from({ length: 150 }, () => 'Häleri'), 'Rån', 'Piracy', 'Piracy']
  const lines = rows.map((type) => `;${type};2026-01-02;55;12.7;`)
  const problem = await refusal(
    importPoints(database, anImport('crime', write('u.csv', [heading, ...lines].join('\n')))),
  )
  expect(problem.errors).toMatchObject([
    { row: 2, column: 'Brottstyp', value: 'Häleri', reason: { sv: expect.stringContaining('(150 rader)') } },
    { row: 153, column: 'Brottstyp', value: 'Piracy', reason: { en: expect.stringContaining('(2 rows)') } },
  ])
})

test('a decision holds for its file, and for the next ones where it is saved, in its own municipality', async () => {
  const file = (name: string) => write(name, `${heading}\n;Häleri;2025-0${name.slice(0, 1)}-02;55;12.7;\n`)
  const here = { municipalityCode: '9904' }
  const categories = { Häleri: 'theft' }
  expect(await importPoints(database, anImport('crime', file('1.csv'), { ...here, categories }))).toMatchObject({
    added: 1,
  })
  expect((await refusal(importPoints(database, anImport('crime', file('2.csv'), here)))).errors).toHaveLength(1)
  const unknown = anImport('crime', file('2.csv'), { categories, saveMapping: true })
  expect((await refusal(importPoints(database, unknown))).errors[0]?.reason.sv).toContain('--municipality')
  const dry = anImport('crime', file('2.csv'), { ...here, categories, saveMapping: true, dryRun: true })
  await importPoints(database, dry)
  expect(await read('police_request', sql`select written from category_mapping`)).toEqual([])
  await importPoints(database, { ...dry, dryRun: false })
  expect(await importPoints(database, anImport('crime', file('3.csv'), here))).toMatchObject({ added: 1 })
  const elsewhere = anImport('crime', file('4.csv'), { municipalityCode: '9906' })
  expect((await refusal(importPoints(database, elsewhere))).errors).toHaveLength(1)
  expect(await read('kommun_request', sql`select written from category_mapping`)).toEqual([])
  const acts = await read('police_request', sql`select act from audit_entry where act = 'category_mapping.save'`)
  expect(acts).toHaveLength(1)
})

test("a remark's own subject gets the theme that is stated", async () => {
  const path = write('r.csv', 'Tema,Upplevelse,Synpunkt,Inkommen,Lat,Lon\nGropar,otrygg,En grop.,2025-01-01,55,12.7\n')
  const report = await importPoints(database, anImport('remark', path, { categories: { gropar: 'traffic' } }))
  expect(report).toMatchObject({ added: 1, excluded: 0, undecidedThemes: [] })
  expect(await read('kommun_request', sql`select theme from remark`)).toEqual([{ theme: 'traffic' }])
})

test('the codebook names groups that exist, and never both maps and hides a code', async () => {
  const rows = await read<{ code: string; group: string | null }>(
    'kommun_request',
    sql`select code, offence_group as "group" from offence_code`,
  )
  expect(rows.length).toBeGreaterThan(30)
  const groups = new Set<string | null>([...categoriesOf('crime'), null])
  expect(rows.filter(({ group }) => !groups.has(group))).toEqual([])
})

test('an administrator lists, sets and removes decisions, each in the audit log', async () => {
  const here = { municipalityCode: '9906', source: 'crime' } as const
  await saveCategoryDecisions(database, { ...here, stated: { 'Häleri,  grovt': 'theft', Rån: 'not_mapped' } })
  await saveCategoryDecisions(database, { municipalityCode: '9906', source: 'remark', stated: { Gropar: 'traffic' } })
  const decided = (await listCategoryDecisions(database, 'police', '9906')).map(({ written, category }) => [
    written,
    category,
  ])
  expect(decided).toEqual([
    ['häleri grovt', 'theft'],
    ['rån', 'not_mapped'],
  ])
  expect(await listCategoryDecisions(database, 'municipality', '9906')).toMatchObject([
    { source: 'remark', written: 'gropar', category: 'traffic' },
  ])
  const wrong = saveCategoryDecisions(database, { ...here, stated: { 'Våld i nära relation': 'violence' } })
  await expect(wrong).rejects.toMatchObject({ code: 'invalid-form' })
  const barred = saveCategoryDecisions(database, { ...here, stated: { '9612': 'violence', Klotter: 'damage' } })
  await expect(barred).rejects.toMatchObject({ errors: [{ value: '9612', reason: { sv: /aldrig/ } }] })
  expect(await removeCategoryDecision(database, { ...here, written: 'RÅN' })).toBe(true)
  expect(await removeCategoryDecision(database, { ...here, written: 'RÅN' })).toBe(false)
  expect(await listCategoryDecisions(database, 'police', '9906')).toHaveLength(1)
  const acts = await read(
    'police_request',
    sql`select act, subject_id as words from audit_entry
      where municipality_code = '9906' and subject_kind = 'category_mapping' order by id`,
  )
  expect(acts).toEqual([
    { act: 'category_mapping.save', words: 'crime häleri grovt' },
    { act: 'category_mapping.save', words: 'crime rån' },
    { act: 'category_mapping.remove', words: 'crime rån' },
  ])
  const codebook = await listOffenceCodebook(database)
  expect(codebook.find(({ code }) => code === '0309')).toMatchObject({ codebookVersion: '2016', offenceGroup: null })
})

test('an offence set for every row does not map what the file itself says is never mapped', async () => {
  const lines = [
    ';Misshandel mot närstående;2026-03-02;55;12.7;Hemliga gatan 4',
    '9612;;2026-03-02;55;12.7;Hemliga gatan 5',
    ';Misshandel;2026-03-02;55;12.7;Torget',
  ]
  const set = { map: {}, set: { offence: 'Våld' } }
  const path = write('set.csv', [heading, ...lines].join('\n'))
  expect(await importPoints(database, anImport('crime', path, { choice: set }))).toMatchObject({
    added: 1,
    excluded: 2,
  })
  const other = write('other.csv', [`${heading};Slag`, ...lines.map((line) => `${line};Våld`)].join('\n'))
  const chosen = { map: { Slag: 'offence' }, set: {} }
  const report = await importPoints(database, anImport('crime', other, { choice: chosen, dryRun: true }))
  expect(report).toMatchObject({ rowsRead: 3, excluded: 2, refusedRows: 0 })
})

test('the counts are what the points give', async () => {
  for (const municipalityCode of codes) {
    expect(await verifyCounts(database, { municipalityCode, side: 'police' })).toMatchObject({ total: 0 })
  }
})
