import sql, { type Sql } from 'sql-template-tag'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'

import { verifyCounts } from '#lib/cells/verification.server.ts'
import type { Role } from '#lib/database/database.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { listImports, readImport, readRefusals } from '#lib/imports/import-log.server.ts'
import { openRefusalFile } from '#lib/imports/refusal-file.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { ProblemError, type ProblemReason } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const partial = { acceptPartial: true }

beforeAll(async () => {
  const south = boxBoundary(12.5, 54.9, 13, 55.1)
  const north = boxBoundary(12.5, 55.1, 13, 55.3)
  await addTestMunicipality(database, { code: '9904', name: 'Sydkommun', slug: 'sydkommun', boundary: south })
  await addTestMunicipality(database, { code: '9906', name: 'Nordkommun', slug: 'nordkommun', boundary: north })
})

function read<Row>(role: Role, statement: Sql): Promise<Row[]> {
  const context = { role, municipalityCodes: ['9904', '9906'], access: 'read' } as const
  return database.withContext(context, (db) => db.query<Row>(statement))
}

async function told(municipalityCode: string, id: string): Promise<string> {
  let text = ''
  for await (const bytes of readRefusals(database, 'police', municipalityCode, id))
    text += Buffer.from(bytes).toString()
  return text
}

const heading = 'Brottstyp;Datum;Lat;Lon;Adress'

const mixed = [
  'Rån;2026-01-02;55;12.7;Torget',
  'Rån;igår;55;12.7;Torget',
  'Rån;2026-01-02;12.7;55;Torget',
  '"=HYPERLINK(""http://x"")";2026-01-02;55;12.71;Torget',
  'Rån;2026-13-02;x;12.7;Torget',
  'Våld i nära relation;inget datum;x;12.7;Hemliga gatan',
  'Rån;2026-01-02;55',
  'Rån;2026-01-02;55;12.7;Torget',
]

test('rows with faults are refused and listed, the others taken in; without being asked for, nothing is', async () => {
  const path = write('mixed.csv', [heading, ...mixed].join('\n'))
  const here = { municipalityCode: '9904' }
  await expect(importPoints(database, anImport('crime', path, here))).rejects.toThrow(ProblemError)
  const found: ProblemReason[] = []
  const sink = { write: (reason: ProblemReason) => void found.push(reason) }
  const watch = () => undefined
  const request = anImport('crime', path, { ...here, ...partial })
  const dry = await importPoints(database, { ...request, dryRun: true }, watch, systemClock, sink)
  const expected = { rowsRead: 8, added: 2, excluded: 1, refusedRows: 5 }
  expect(dry).toMatchObject(expected)
  expect(found.map(({ row, column }) => [row, column])).toEqual([
    [3, 'Datum'],
    [4, 'Lat'],
    [5, 'Brottstyp'],
    [6, 'Lat'],
    [6, 'Datum'],
    [8, '4'],
  ])
  expect(await listImports(database, 'police', '9904')).toEqual([])
  const report = await importPoints(database, request)
  expect(report).toMatchObject({ ...expected, faults: found, unmapped: [{ column: 'Brottstyp', row: 5, rows: 1 }] })
  const [logged] = await listImports(database, 'police', '9904')
  expect(logged).toMatchObject({ kind: 'crimes', rowsRead: 8, added: 2, excluded: 1, refused: 5, hasRefusals: true })
  const csv = await told('9904', logged?.id ?? '')
  expect(csv.startsWith('\uFEFFrad / row;')).toBe(true)
  expect(csv.split('\r\n')).toHaveLength(8)
  expect(csv).toContain(`5;Brottstyp;"'=HYPERLINK(""http://x"")";`)
  expect(csv).toMatch(/3;Datum;igår;"?är inte ett datum.*is not a date/)
  expect(csv).not.toMatch(/Hemliga|nära relation|inget datum/)
  expect(await read('kommun_request', sql`select * from import_refusal`)).toEqual([])
})

test('a dry run goes through the whole file, however many rows are wrong, and says that it would be refused', async () => {
  const rows = Array.from(
    { length: 5000 },
    (_, index) => `Rån;2026-02-02;${index % 2 === 0 ? 'x' : '55'};12.7;${index}`,
  )
  const path = write('many.csv', [heading, ...rows].join('\n'))
  const list = write('taken.csv', '')
  await expect(openRefusalFile(list)).rejects.toThrow(ProblemError)
  const file = await openRefusalFile(`${list}.new`)
  const request = anImport('crime', path, { dryRun: true, municipalityCode: '9904' })
  const report = await importPoints(database, request, () => undefined, systemClock, file)
  await file.close()
  expect(report).toMatchObject({ refusedRows: 2500, added: 2500 })
  expect(report.faults).toHaveLength(100)
  expect(report.warnings[0]?.command?.sv).toContain('--accept-partial')
  const lines = readFileSync(`${list}.new`, 'utf8').trimEnd().split('\r\n')
  expect(lines).toHaveLength(2501)
  expect(lines.at(-1)).toMatch(/^5000;Lat;x;/)
})

test('a refused row shifts no other: mended, the file adds that row alone', async () => {
  const rows = [
    'Rån;2025-03-02;55;12.7;A',
    'Rån;2025-03-02;55;12.7;A',
    'Rån;2025-03-02;55;12.7;A',
    'Rån;2025-03-03;55;12.7;B',
  ]
  const broken = rows.map((row, index) => (index === 1 ? row.replace('55', 'x') : row))
  const first = await importPoints(
    database,
    anImport('crime', write('b.csv', [heading, ...broken].join('\n')), partial),
  )
  expect(first).toMatchObject({ added: 3, refusedRows: 1 })
  const mended = write('m.csv', [heading, ...rows].join('\n'))
  expect(await importPoints(database, anImport('crime', mended))).toMatchObject({ added: 1, alreadyPresent: 3 })
})

test("a refused row is kept with the municipality it lies in, never with another's", async () => {
  const rows = [
    'Rån;2025-04-02;55;12.7;A',
    'Rån;2025-04-02;55.2;12.7;B',
    'Rån;fel;55;12.7;C',
    'Rån;fel;55.2;12.7;D',
    'Rån;fel;;;E',
  ]
  const path = write('two.csv', [heading, ...rows].join('\n'))
  const report = await importPoints(database, anImport('crime', path, partial))
  expect(report).toMatchObject({ added: 2, refusedRows: 3 })
  expect(report.municipalities.map(({ municipalityCode, refused }) => [municipalityCode, refused])).toEqual([
    ['9904', 1],
    ['9906', 1],
  ])
  expect(report.warnings.map(({ sv }) => sv).join()).toContain('1 avvisade rader har inget läge')
  const [north] = await listImports(database, 'police', '9906')
  const csv = await told('9906', north?.id ?? '')
  expect(csv).toContain('\n5;Datum;fel;')
  expect(csv).not.toContain('\n4;')
  expect(await readImport(database, 'police', '9904', north?.id ?? '')).toBeNull()
  expect(await readImport(database, 'municipality', '9906', north?.id ?? '')).toBeNull()
})

test('an area that is not there refuses its row; a file of which nothing remains is refused', async () => {
  const rows = ['Tema,Upplevelse,Synpunkt,Inkommen,Lat,Lon,Områdeskod', 'Belysning,otrygg,Mörkt.,2025-01-01,55,12.7,']
  const path = write('area.csv', [...rows, 'Belysning,otrygg,Ljust.,2025-01-01,,,FINNS-EJ'].join('\n'))
  expect(await importPoints(database, anImport('remark', path, partial))).toMatchObject({
    added: 1,
    refusedRows: 1,
    withoutPosition: 0,
    faults: [{ row: 3, value: 'FINNS-EJ' }],
  })
  const nothing = anImport('crime', write('nothing.csv', `${heading}\nRån;fel;55;12.7;C`), partial)
  await expect(importPoints(database, nothing)).rejects.toThrow(ProblemError)
  expect(await importPoints(database, { ...nothing, dryRun: true })).toMatchObject({ refusedRows: 1, added: 0 })
})

test('a shape that is no point refuses its row, but tells nothing of one that is never mapped', async () => {
  const ring = [
    [12.7, 55],
    [12.8, 55],
    [12.8, 55.01],
    [12.7, 55],
  ]
  const feature = (Brottstyp: string) => ({
    type: 'Feature',
    properties: { Brottstyp, Datum: '2025-05-02' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  })
  const point = { ...feature('Rån'), geometry: { type: 'Point', coordinates: [12.7, 55] } }
  const features = [feature('Rån'), feature('Misshandel mot närstående'), point]
  const path = write('shapes.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
  const report = await importPoints(database, anImport('crime', path, { ...partial, municipalityCode: '9904' }))
  expect(report).toMatchObject({ added: 1, excluded: 1, refusedRows: 1 })
  expect(report.faults).toMatchObject([{ row: 1, column: 'geometry', value: 'Polygon' }])
})

test('the counts are what the points give', async () => {
  for (const municipalityCode of ['9904', '9906']) {
    expect(await verifyCounts(database, { municipalityCode, side: 'police' })).toMatchObject({ total: 0 })
    expect(await verifyCounts(database, { municipalityCode, side: 'municipality' })).toMatchObject({ total: 0 })
  }
})
