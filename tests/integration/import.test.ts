import sql, { type Sql } from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { readFileSync } from 'node:fs'

import { verifyCounts } from '#lib/cells/verification.server.ts'
import type { Role } from '#lib/database/database.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, fixture, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()

beforeAll(async () => {
  await addTestMunicipality(database, {
    code: '9904',
    name: 'Sydkommun',
    slug: 'sydkommun',
    boundary: boxBoundary(12.5, 54.9, 13, 55.1),
  })
  await addTestMunicipality(database, {
    code: '9906',
    name: 'Nordkommun',
    slug: 'nordkommun',
    // A sliver of the other's: real files overlap so.
    boundary: boxBoundary(12.5, 55.0999, 13, 55.2),
  })
})

function read<Row>(role: Role, statement: Sql): Promise<Row[]> {
  const context = { role, municipalityCodes: ['9904', '9906'], access: 'read' } as const
  return database.withContext(context, (db) => db.query<Row>(statement))
}

async function refusal(work: Promise<unknown>): Promise<ProblemError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ProblemError) return error
  throw error ?? new Error('the file was not refused')
}

const heading = 'Crime type,Month,Longitude,Latitude'

test('a Swedish list in SWEREF 99 TM, Windows-1252 and decimal commas lands within a metre', async () => {
  const report = await importPoints(database, anImport('crime', fixture('brott-sweref.csv')))
  expect(report).toMatchObject({ rowsRead: 4, added: 4, alreadyPresent: 0, withoutPosition: 1, outside: 1 })
  expect(report.understanding).toMatchObject({
    file: { format: 'csv', packing: null, encoding: 'windows-1252', delimiter: ';', layer: null },
    position: { system: 'EPSG:3006', east: 'E', north: 'N', guessed: true },
  })
  const rows = await read<{ place: string; meters: number | null; hasCell: boolean; hour: number | null }>(
    'police_request',
    sql`
      select place_name as place, cell is not null as "hasCell", hour_of_week as hour,
        ST_Distance(position::geography, ST_SetSRID(ST_MakePoint(12.75, 55), 4326)::geography) as meters
      from police.crime where case_reference like '5000-K%' order by case_reference
    `,
  )
  expect(rows.map(({ place, hasCell }) => [place, hasCell])).toEqual([
    ['Ö. Förstadsgatan 1', true],
    ['Ä-gränd', true],
    ['okänd', false],
    ['utanför', false],
  ])
  expect(rows[0]?.meters).toBeLessThan(1)
  expect(rows[1]?.meters).toBeGreaterThan(99)
  expect(rows[1]?.meters).toBeLessThan(101)
  // Saturday half past nine in the evening, on clocks in Stockholm; the others know only their day.
  expect(rows.map(({ hour }) => hour)).toEqual([5 * 24 + 21, null, null, null])
})

test('remarks and observations keep their words, people and times', async () => {
  const remarks = await importPoints(database, anImport('remark', fixture('synpunkter.csv')))
  expect(remarks).toMatchObject({ added: 3, withoutPosition: 1, outside: 0 })
  const [first, , third] = await read<Record<string, unknown>>(
    'kommun_request',
    sql`select words, w, theme, feeling, scope from remark order by received_at`,
  )
  expect(first).toEqual({
    words: 'Mörkt på gångvägen.\nLampan är trasig, "igen".',
    w: 3,
    theme: 'lighting',
    feeling: 'unsafe',
    scope: 'point',
  })
  expect(third).toMatchObject({ theme: 'other', feeling: 'unsure', scope: 'none', w: 1 })
  const observations = await importPoints(database, anImport('observation', fixture('iakttagelser.csv')))
  expect(observations).toMatchObject({ added: 2, outside: 0 })
  expect(observations.understanding.position).toMatchObject({ system: 'EPSG:3006', north: 'x', east: 'y' })
})

test('a subject without a theme counts as other, and is told', async () => {
  const lines = [
    'Tema,Synpunkt,Inkommen,Lat,Lon',
    'Gropar,En grop.,2025-01-01,55,12.7',
    'Belysning,Mörkt.,2025-01-01,55,12.7',
  ]
  const path = write('subjects.csv', lines.join('\n'))
  const set = { feeling: 'unsafe' }
  const report = await importPoints(database, anImport('remark', path, { choice: { map: {}, set } }))
  expect(report).toMatchObject({ added: 2, undecidedThemes: [{ value: 'Gropar', rows: 1 }] })
  const wrong = { map: {}, set: { ...set, theme: 'gropar' } }
  const problem = await refusal(importPoints(database, anImport('remark', path, { choice: wrong })))
  expect(problem.errors).toMatchObject([{ column: 'theme', value: 'gropar' }])
  const everything = { map: {}, set: { feeling: 'otrygg', theme: 'drugs' } }
  const stated = await importPoints(database, anImport('remark', path, { choice: everything, dryRun: true }))
  expect(stated).toMatchObject({ undecidedThemes: [], understanding: { set: everything.set } })
})

test('a position in two boundaries goes to the smaller code; one in none is kept, listed, and drawn nowhere', async () => {
  const path = write('edges.csv', `${heading}\nRobbery,2026-01,12.75,55.09995\nRobbery,2026-02,12.75,55.21\n`)
  const report = await importPoints(database, anImport('crime', path))
  expect(
    report.municipalities.map(({ municipalityCode, added, outside }) => [municipalityCode, added, outside]),
  ).toEqual([
    ['9904', 1, 0],
    ['9906', 1, 1],
  ])
  const [outside] = report.outsideRows
  expect(outside).toMatchObject({ row: 3, lngLat: [12.75, 55.21], municipalityCode: '9906' })
  // A hundredth of a degree of latitude, less the bulge of a boundary drawn straight over half a degree.
  expect(outside?.distanceMeters).toBeGreaterThan(1050)
  expect(outside?.distanceMeters).toBeLessThan(1130)
  const stated = await importPoints(
    database,
    anImport('crime', write('stated.csv', `${heading}\nRobbery,2026-03,12.75,55.15\n`), { municipalityCode: '9904' }),
  )
  expect(stated.outsideRows).toMatchObject([{ municipalityCode: '9904', row: 2 }])
})

test('equal rows are as many as they are, and overlapping files give the union of occurrences', async () => {
  const [a, b, c, d] = ['Drugs,2025-01,12.7,55', 'Drugs,2025-02,12.7,55', 'Drugs,2025-03,12.7,55', 'Drugs,2025-04,,']
  const first = write('first.csv', [heading, a, a, b, c].join('\n'))
  const second = write('second.csv', [heading, d, b, a, b].join('\n'))
  expect(await importPoints(database, anImport('crime', first))).toMatchObject({ added: 4, alreadyPresent: 0 })
  expect(await importPoints(database, anImport('crime', second))).toMatchObject({ added: 2, alreadyPresent: 2 })
  const packed = write('first.csv.gz', gzipSync(readFileSync(first)))
  expect(await importPoints(database, anImport('crime', packed))).toMatchObject({ added: 0, alreadyPresent: 4 })
  const months = await read(
    'police_request',
    sql`select month - 300 as month, count(*)::int as n from police.crime
      where offence_group = 'drugs' group by month order by month`,
  )
  expect(months).toEqual([
    { month: 0, n: 2 },
    { month: 1, n: 2 },
    { month: 2, n: 1 },
    { month: 3, n: 1 },
  ])
})

test('rows without position need a municipality that can be known', async () => {
  const path = write('nowhere.csv', `${heading}\nRobbery,2024-01,,\n`)
  const problem = await refusal(importPoints(database, anImport('crime', path)))
  expect(problem.errors[0]?.reason.command?.sv).toContain('--municipality')
  const report = await importPoints(database, anImport('crime', path, { municipalityCode: '9906' }))
  expect(report).toMatchObject({ added: 1, withoutPosition: 1 })
  const unknown = await refusal(importPoints(database, anImport('crime', path, { municipalityCode: '0001' })))
  expect(unknown.code).toBe('unknown-municipality')
})

test('a dry run counts what would be added and saves nothing', async () => {
  const path = write('dry.csv', `${heading}\nRobbery,2023-01,12.75,55\nRobbery,2026-01,12.75,55.09995\n`)
  const dry = await importPoints(database, anImport('crime', path, { dryRun: true }))
  expect(dry).toMatchObject({ dryRun: true, added: 1, alreadyPresent: 1 })
  expect(await importPoints(database, anImport('crime', path))).toMatchObject({ added: 1, alreadyPresent: 1 })
})

test('the log says who, which file, how it was read and what came of it, and the act is audited', async () => {
  const [logged] = await read<Record<string, unknown>>(
    'police_request',
    sql`
      select file_name, encode(file_sha256, 'hex') as sha256, mapping->>'crs' as crs, rows_read, added, audience, trial,
        imported_by <> '' as "hasAuthor",
        (select act from audit_entry where audit_entry.municipality_code = import.municipality_code
          and subject_id = import.id::text) as act
      from import where file_name = 'brott-sweref.csv' and municipality_code = '9904'
    `,
  )
  expect(logged).toEqual({
    file_name: 'brott-sweref.csv',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    crs: 'EPSG:3006',
    // The fourth lies nearer the other municipality.
    rows_read: 3,
    added: 3,
    audience: 'police',
    trial: true,
    hasAuthor: true,
    act: 'import.crime',
  })
  const seen = await read('kommun_request', sql`select id from import where source = 'crime'`)
  expect(seen).toEqual([])
})

const good = 'Robbery,2022-01,12.75,55'

test.each([
  ['a binary file', 'binary.csv', Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 167) % 256)), 1, '1'],
  ['an empty file', 'empty.csv', '', 1, undefined],
  ['a heading alone', 'heading.csv', `${heading}\n`, 2, undefined],
  ['NaN for a coordinate', 'nan.csv', `${heading}\n${good}\nRobbery,2022-01,NaN,55\n`, 3, 'Longitude'],
  ['one swapped row', 'row.csv', `${heading}\n${good}\nRobbery,2022-01,55,12.75\n`, 3, 'Latitude'],
  ['a missing column', 'missing.csv', `Month,Longitude,Latitude\n2022-01,12.75,55\n`, 1, 'offence'],
  ['half a position', 'half.csv', `Crime type,Month,Longitude\nRobbery,2022-01,12.75\n`, 1, 'Longitude'],
  ['an unknown type', 'type.csv', `${heading}\n${good}\nPiracy,2022-01,12.75,55\n`, 3, 'Crime type'],
  ['no such month', 'month.csv', `${heading}\n${good}\nRobbery,2022-13,12.75,55\n`, 3, 'Month'],
  ['a row too short', 'short.csv', `${heading}\n${good}\nRobbery,2022-01\n`, 3, '3'],
  ['another country', 'far.csv', `${heading}\nRobbery,2022-01,-72.9,41.3\n`, 2, 'Latitude'],
])(
  '%s is refused by row and column, in both languages, and nothing is written',
  async (_, name, content, row, column) => {
    const everything = sql`
    select (select count(*) from police.crime) as crimes, (select count(*) from import) as imports,
      (select count(*) from police.cell_delta) as deltas
  `
    const before = await read('police_request', everything)
    const problem = await refusal(importPoints(database, anImport('crime', write(name, content))))
    expect(problem.code).toBe('invalid-file')
    expect(problem.errors[0]).toMatchObject({ row, ...(column === undefined ? {} : { column }) })
    expect(problem.errors[0]?.reason.sv).not.toBe('')
    expect(problem.errors[0]?.reason.en).not.toBe('')
    expect(await read('police_request', everything)).toEqual(before)
  },
)

test('every bad row is told, up to a hundred', async () => {
  const rows = Array.from({ length: 300 }, (_, index) => `Robbery,2022-01,${index % 2 === 0 ? 'x' : '12.75'},55`)
  const problem = await refusal(
    importPoints(database, anImport('crime', write('many.csv', [heading, ...rows].join('\n')))),
  )
  expect(problem.errors).toHaveLength(100)
  expect(problem.errors.at(-1)).toMatchObject({ row: 200, column: 'Longitude', value: 'x' })
})

test('the embedded engine takes single crimes for trial only', async () => {
  const path = write('trial.csv', `${heading}\nRobbery,2021-01,12.75,55\n`)
  const work = importPoints(database, anImport('crime', path, { trial: false }))
  if (database.engine === 'embedded') expect((await refusal(work)).code).toBe('exact-crimes-need-trial')
  else expect(await work).toMatchObject({ added: 1 })
})

test('the counts are what the points give', async () => {
  for (const municipalityCode of ['9904', '9906']) {
    expect(await verifyCounts(database, { municipalityCode, side: 'police' })).toMatchObject({ total: 0 })
    expect(await verifyCounts(database, { municipalityCode, side: 'municipality' })).toMatchObject({ total: 0 })
  }
})
