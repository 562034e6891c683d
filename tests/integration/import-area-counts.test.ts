import sql from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { listCrimeAreaCounts } from '#lib/crimes/queries.server.ts'
import { importAreaCounts } from '#lib/imports/area-count-commands.server.ts'
import { importAreas } from '#lib/imports/area-commands.server.ts'
import { saveCategoryMappings } from '#lib/imports/category-commands.server.ts'
import { notMapped } from '#lib/imports/category-table.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { aRegister, madeFiles } from '../support/imports.ts'
import { rowOf, workbookOf } from '../support/workbook.ts'

const database = await openTestDatabase()
const write = madeFiles()
const code = '9913'
await addTestMunicipality(database, {
  code,
  name: 'Räkneby',
  slug: 'rakneby',
  boundary: boxBoundary(16, 58, 16.4, 58.2),
})

const square = (west: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, 58.1],
      [west + 0.05, 58.1],
      [west + 0.05, 58.15],
      [west, 58.1],
    ],
  ],
})
const areas = [
  { kod: 'A1', namn: 'Norr' },
  { kod: 'A2', namn: 'Söder' },
  { kod: 'A3', namn: 'Torget' },
  { kod: 'A4', namn: 'Torget' },
].map((properties, index) => ({ type: 'Feature', properties, geometry: square(16.05 + index * 0.06) }))
await importAreas(
  database,
  aRegister(write('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features: areas }))),
)

const handOver = (date: string) => ({
  giver: 'Polisen',
  handed_over_on: date,
  diarienummer: 'A123.456/2026',
})
const counts = (content: string, set: Record<string, string> = handOver('2026-02-01')) =>
  aRegister(write('antal.csv', content), { choice: { map: {}, set } })

const context = { role: 'police_request', municipalityCodes: [code], access: 'read' } as const
const kept = () =>
  database.withContext(context, (db) => listCrimeAreaCounts(db, code, { monthFrom: '2000-01', monthTo: '2050-12' }))

const rows = [
  'Område;Brottsgrupp;Tid;Antal',
  'A1;Misshandel;2025-03;12',
  'A1;Mord;2025-03;<5',
  'Norr;Cykelstöld;2025 kv 1;1 204',
  'söder;Cykelstöld;2025Q1;–',
  'A3;burglary;2025;7',
  'A1;Misshandel i nära relation;2025-03;3',
]

test('counts by code or name of an area, by month, quarter and year; small ones hidden', async () => {
  const dry = await importAreaCounts(database, { ...counts(rows.join('\n')), dryRun: true })
  expect(dry).toMatchObject({ rowsRead: 6, excluded: 1, saved: { added: 4 } })
  expect(await kept()).toEqual([])
  await importAreaCounts(database, counts(rows.join('\n')))
  const given = { giver: 'Polisen', handedOverOn: '2026-02-01', reference: 'A123.456/2026' }
  expect(await kept()).toEqual(
    [
      {
        areaCode: 'A1',
        offenceGroup: 'bicycle_theft',
        monthFrom: '2025-01',
        monthTo: '2025-03',
        n: 1204,
        written: '1 204',
      },
      {
        areaCode: 'A1',
        offenceGroup: 'violence',
        monthFrom: '2025-03',
        monthTo: '2025-03',
        n: null,
        written: '12 + <5',
      },
      { areaCode: 'A2', offenceGroup: 'bicycle_theft', monthFrom: '2025-01', monthTo: '2025-03', n: 0, written: '–' },
      { areaCode: 'A3', offenceGroup: 'burglary', monthFrom: '2025-01', monthTo: '2025-12', n: 7, written: '7' },
    ].map((count) => ({ ...count, ...given })),
  )
})

test('the same hand-over changes nothing, a newer one replaces, an older one does not', async () => {
  expect((await importAreaCounts(database, counts(rows.join('\n')))).saved).toMatchObject({ unchanged: 4, replaced: 0 })
  const later = rows.join('\n').replace('1 204', '1 210')
  const replaced = await importAreaCounts(database, counts(later, handOver('2026-03-01')))
  expect(replaced.saved).toEqual({ added: 0, replaced: 4, unchanged: 0, older: 0 })
  const older = await importAreaCounts(database, counts(rows.join('\n')))
  expect(older.saved).toEqual({ added: 0, replaced: 0, unchanged: 0, older: 4 })
  expect((await kept()).map(({ n, handedOverOn }) => [n, handedOverOn])).toEqual([
    [1210, '2026-03-01'],
    [null, '2026-03-01'],
    [0, '2026-03-01'],
    [7, '2026-03-01'],
  ])
})

test('by brottskod, the year and the quarter apart; codes never mapped are excluded, sums left out', async () => {
  const lines = [
    'Områdeskod;Brottskod;År;Kvartal;Antal',
    'A2;0301;2024;2;<5',
    // A spreadsheet has taken its nought.
    'A2;309;2024;2;4',
    'A2;9357;2024;2;1',
    'A2;9611;2024;Kv 2;-',
    'A2;Totalt;2024;2;17',
    'Summa;0301;2024;2;30',
  ]
  const report = await importAreaCounts(database, counts(lines.join('\n')))
  expect(report).toMatchObject({ rowsRead: 6, excluded: 2, totals: 2, saved: { added: 2 } })
  const own = (await kept()).filter(({ areaCode, monthFrom }) => areaCode === 'A2' && monthFrom === '2024-04')
  expect(own.map(({ offenceGroup, n, written, monthTo }) => [offenceGroup, n, written, monthTo])).toEqual([
    ['sexual_offence', 0, '-', '2024-06'],
    ['violence', null, '<5', '2024-06'],
  ])
  const cells = await database.withContext({ ...context, role: 'police_request' }, (db) =>
    db.query(sql`select 1 from police.cell_delta where municipality_code = ${code}`),
  )
  expect(cells).toEqual([])
})

test('a workbook as it is handed over: a title, lines about it, a merged row, a column a month', async () => {
  const sheet = [
    rowOf(1, ['Anmälda brott per stadsdel, Räkneby']),
    rowOf(2, ['Diarienummer', 'A123.456/2026']),
    rowOf(4, ['', '', '2023']),
    rowOf(5, ['Stadsdel', 'Brottstyp', 'jan', 'feb', 'mars']),
    rowOf(6, ['Norr', 'Rån', 3, '<5', '-']),
    rowOf(7, ['Söder', 'Rån', 1, 2, 3]),
    rowOf(8, ['Totalt', '', 4, 2, 3]),
  ]
  const path = write('antal.xlsx', workbookOf({ sheets: [{ name: 'Blad1', rows: sheet.join('') }] }))
  const set = { ...handOver('2026-02-01'), år: '2023' }
  const report = await importAreaCounts(database, aRegister(path, { choice: { map: {}, set } }))
  expect(report).toMatchObject({ rowsRead: 3, totals: 1, saved: { added: 6 } })
  expect(report.columns?.unread).toEqual([])
  const own = (await kept()).filter(({ monthFrom }) => monthFrom.startsWith('2023'))
  expect(own.map(({ areaCode, monthFrom, n, written }) => [areaCode, monthFrom, n, written])).toEqual([
    ['A1', '2023-01', 3, '3'],
    ['A1', '2023-02', null, '<5'],
    ['A1', '2023-03', 0, '-'],
    ['A2', '2023-01', 1, '1'],
    ['A2', '2023-02', 2, '2'],
    ['A2', '2023-03', 3, '3'],
  ])
})

test("what the police's side has decided of words holds for counts too, what is stated with the file goes before", async () => {
  const police = { role: 'police_import_worker', municipalityCodes: [code], access: 'write' } as const
  const decisions = [
    { written: 'trolleri', category: 'other' },
    { written: 'hemfrid', category: notMapped },
  ] as const
  await database.withContext(police, (db) =>
    saveCategoryMappings(db, { municipalityCode: code, source: 'crime', audience: 'police', decisions }, systemClock),
  )
  const file = counts('Område;Brottstyp;Månad;Antal\nA2;Trolleri;2022-05;3\nA2;Hemfrid;2022-05;2')
  expect(await importAreaCounts(database, file)).toMatchObject({ excluded: 1, saved: { added: 1 } })
  await importAreaCounts(database, { ...file, categories: { Trolleri: 'threats' } })
  const groups = (await kept())
    .filter(({ monthFrom }) => monthFrom === '2022-05')
    .map(({ offenceGroup }) => offenceGroup)
  expect(groups).toEqual(['other', 'threats'])
})

test('words that no group is decided for are refused, until somebody decides', async () => {
  const file = counts('Område;Brottstyp;Månad;Antal\nA2;Tjuvfiske;2025-05;3')
  await expect(importAreaCounts(database, file)).rejects.toMatchObject({
    errors: [{ row: 2, column: 'Brottstyp', value: 'Tjuvfiske' }],
  })
  const decided = await importAreaCounts(database, { ...file, categories: { Tjuvfiske: 'other' } })
  expect(decided.saved.added).toBe(1)
})

describe('what cannot be read is refused naming row and column, and nothing is written', () => {
  const heading = 'Område;Brott;Tid;Antal'
  test.each([
    ['an unknown area, once', [heading, 'X;rån;2025;1', 'X;hot;2025;2'], [{ row: 2, column: 'Område', value: 'X' }]],
    ['a name of two areas', [heading, 'Torget;rån;2025;1'], [{ row: 2, column: 'Område', value: 'Torget' }]],
    ['a month without a year', ['Område;Brott;Månad;Antal', 'A1;rån;mars;1'], [{ row: 2, column: 'Månad' }]],
    ['an empty month', ['Område;Brott;2025-01;2025-02', 'A1;rån;1;'], [{ row: 2, column: '2025-02', value: '' }]],
    ['a period', [heading, 'A1;rån;våren;1'], [{ row: 2, column: 'Tid', value: 'våren' }]],
    ['a count', [heading, 'A1;rån;2025;några'], [{ row: 2, column: 'Antal', value: 'några' }]],
    ['no count', [heading, 'A1;rån;2025;'], [{ row: 2, column: 'Antal', value: '' }]],
    ['the same twice', [heading, 'A1;rån;2025;1', 'Norr;Rån;2025;1'], [{ row: 3, column: 'Område' }]],
    ['a narrow row', [heading, 'A1;rån;2025'], [{ row: 2, column: '4' }]],
    ['no rows', [heading], [{ row: 2 }]],
    ['no such column', ['Område;Brott;Tid', 'A1;rån;2025'], [{ row: 1, column: 'n' }]],
  ])('%s', async (_, lines, errors) => {
    const before = await kept()
    const error = await importAreaCounts(database, counts(lines.join('\n'))).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'invalid-file', errors })
    expect(await kept()).toEqual(before)
  })

  test('who handed it over and when must be said', async () => {
    const lines = [heading, 'A1;rån;2025;1'].join('\n')
    await expect(importAreaCounts(database, counts(lines, {}))).rejects.toMatchObject({
      errors: [{ column: 'giver' }, { column: 'handed_over_on' }],
    })
    await expect(importAreaCounts(database, counts(lines, handOver('i våras')))).rejects.toMatchObject({
      errors: [{ row: 2, column: 'handed_over_on', value: 'i våras' }],
    })
  })
})
