import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, parse } from 'node:path'
import { gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { foldMunicipality } from '#lib/cells/commands.server.ts'
import { verifyCounts } from '#lib/cells/verification.server.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { addTestMunicipality, boxBoundary, createTestInstallation, runScriptOn } from '../support/database.ts'
import { writeGeoPackage } from '../support/geopackage.ts'
import { seededRandom } from '../support/mutation.ts'
import { rowOf, workbookOf } from '../support/workbook.ts'
import { zipOf } from '../support/zip.ts'

const isFull = process.env['PROOF'] === 'full'
/** Of imports: each format in turn. */
const kills = isFull ? 20 : 6
const foldKills = isFull ? 20 : 3
const rowsOfFile = 4000
const rowsOfFold = 1500
const municipalityCode = '9903'

const installation = await createTestInstallation()
const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-kill-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Random moments, in the full proof new ones each time; the seed is printed so that a failure can be run again. */
const seed = Number(process.env['SEED'] ?? (isFull ? Date.now() % 1_000_000 : 1))
const random = seededRandom(seed)
console.log(`kill moments: SEED=${seed}`)

beforeAll(() =>
  opened((database) =>
    addTestMunicipality(database, {
      code: municipalityCode,
      name: 'Avbrottet',
      slug: 'avbrottet',
      boundary: boxBoundary(18, 59, 19, 60),
    }),
  ),
)

test(
  `kill -9 at ${kills} random moments of an import, in every format, leaves the whole file or nothing`,
  { timeout: isFull ? 1_800_000 : 480_000 },
  async () => {
    const whole = new Map<string, number>()
    const measured = await runImport(writeFile('measured', 'csv'))
    expect(measured.exitCode, measured.errors).toBe(0)
    const files: string[] = []
    let present = rowsOfFile
    for (let kill = 0; kill < kills; kill++) {
      const format = formats[kill % formats.length] ?? 'csv'
      const file = `killed-${kill}`
      const path = writeFile(file, format)
      files.push(path)
      // A little past the end too, so that some moments lie about the commit and after it.
      const ended = await runImport(path, 1.25 * random() * (whole.get(format) ?? measured.milliseconds))
      const state = await opened((database) => readState(database, path))
      expect([0, rowsOfFile], `${path}: rows`).toContain(state.ofFile)
      const isWhole = state.ofFile === rowsOfFile
      present += state.ofFile
      expect(state, path).toMatchObject({
        rows: present,
        imports: isWhole ? 1 : 0,
        audits: isWhole ? 1 : 0,
        differences: 0,
      })
      if (ended.exitCode === 0) whole.set(format, ended.milliseconds)
      console.log(`${file} (${format}): ${ended.exitCode === null ? 'killed' : 'ended'}, ${state.ofFile} rows`)
    }
    // The same files once more add what is missing and nothing twice: the very rows of an import that was not disturbed.
    const undisturbed = await opened((database) => readRows(database, 'measured'))
    for (const path of files.slice(0, isFull ? formats.length : 2)) {
      const again = await runImport(path)
      expect(again.exitCode, again.errors).toBe(0)
      await opened(async (database) => {
        expect(await readState(database, path), path).toMatchObject({ ofFile: rowsOfFile, differences: 0 })
        expect(await readRows(database, parse(path).name.replace(/\..*/, '')), path).toBe(undisturbed)
      })
    }
  },
)

test(
  `kill -9 at ${foldKills} random moments of a fold leaves counts that verify`,
  { timeout: isFull ? 1_200_000 : 480_000 },
  async () => {
    await opened(async (database) => {
      await fold(database)
      await importFile(database, 'fold-measured')
    })
    const whole = await runFold()
    expect(whole.exitCode, whole.errors).toBe(0)
    await opened((database) => importFile(database, 'fold-0'))
    for (let kill = 0; kill < foldKills; kill++) {
      const ended = await runFold(random() * whole.milliseconds)
      // Opening the embedded engine takes seconds: the check and the next file share one.
      await opened(async (database) => {
        const state = await readState(database, `fold-${kill}.csv`)
        expect(state, `fold ${kill}`).toMatchObject({ ofFile: rowsOfFold, differences: 0 })
        console.log(`fold ${kill}: ${ended.exitCode === null ? 'killed' : 'ended'}, ${state.deltas} deltas left`)
        await importFile(database, `fold-${kill + 1}`)
        if (kill === foldKills - 1) await fold(database)
        expect(await readState(database, `fold-${kill + 1}.csv`)).toMatchObject({ ofFile: rowsOfFold, differences: 0 })
      })
    }
  },
)

function fold(database: Database) {
  return foldMunicipality(database, { municipalityCode, side: 'police', clock: systemClock })
}

function runImport(path: string, killAfterMilliseconds?: number) {
  return runScriptOn(installation, {
    command: ['scripts/import.ts', 'crimes', path, '--trial'],
    begins: 'Kolumn → fält',
    ...(killAfterMilliseconds === undefined ? {} : { killAfterMilliseconds }),
  })
}

function runFold(killAfterMilliseconds?: number) {
  return runScriptOn(installation, {
    command: ['tests/support/fold-command.ts', municipalityCode],
    begins: 'begins',
    ...(killAfterMilliseconds === undefined ? {} : { killAfterMilliseconds }),
  })
}

function importFile(database: Database, file: string) {
  return importPoints(database, {
    source: 'crime',
    path: writeFile(file, 'csv', rowsOfFold),
    fileName: `${file}.csv`,
    layer: null,
    choice: { map: {}, set: {} },
    system: null,
    municipalityCode: null,
    dateOrder: null,
    notPlaces: [],
    addressShare: 0.05,
    categories: {},
    saveMapping: false,
    useSavedColumns: false,
    acceptPartial: false,
    trial: true,
    dryRun: false,
  })
}

const formats = ['csv', 'xlsx', 'geojson', 'gpkg', 'csv.gz', 'zip'] as const
type Format = (typeof formats)[number]

/** Rows that no other file has: each names its file as its place. Every format says the same. */
function writeFile(file: string, format: Format, length = rowsOfFile): string {
  const path = join(folder, `${file}.${format}`)
  const places = seededRandom(1)
  const rows = Array.from({ length }, (_, index) => ({
    properties: {
      Brottstyp: 'Cykelstöld',
      Datum: `2024-${String(1 + (index % 12)).padStart(2, '0')}-15 12:00`,
      Plats: file,
    },
    position:
      index % 20 === 0 ? null : ([18, 59].map((degrees) => sixDecimals(degrees + places() / 10)) as [number, number]),
  }))
  if (format === 'gpkg') return writeGeoPackage(path, 'brott', 4326, rows)
  writeFileSync(path, contentOf(rows, format))
  return path
}

type Row = Parameters<typeof writeGeoPackage>[3][number]

function contentOf(rows: readonly Row[], format: Format): string | Buffer {
  const heading = ['Brottstyp', 'Datum', 'Plats', 'Longitud', 'Latitud']
  const table = rows.map(({ properties, position }) =>
    heading
      .slice(0, 3)
      .map((name) => properties[name] ?? '')
      .concat(position ?? ['', '']),
  )
  const csv = () => [heading, ...table, ''].map((values) => [...values].join(',')).join('\n')
  if (format === 'xlsx') {
    const sheet = [heading, ...table].map((values, index) => rowOf(index + 1, values))
    return workbookOf({ sheets: [{ name: 'Brott', rows: sheet.join('') }] })
  }
  if (format === 'geojson') return JSON.stringify({ type: 'FeatureCollection', features: rows.map(featureOf) })
  if (format === 'csv.gz') return gzipSync(csv())
  return format === 'zip' ? zipOf([{ name: 'brott.csv', content: csv() }]) : csv()
}

function featureOf({ properties, position }: Row) {
  return { type: 'Feature', properties, geometry: position && { type: 'Point', coordinates: position } }
}

function sixDecimals(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

async function opened<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(installation.config)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function readState(database: Database, path: string) {
  const { base: fileName, name } = parse(path)
  const place = name.replace(/\..*/, '')
  const counts = await database.withContext(
    { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' },
    async (db) => ({
      rows: await count(db, sql`select count(*)::int as n from police.crime`),
      ofFile: await count(db, sql`select count(*)::int as n from police.crime where place_name = ${place}`),
      imports: await count(db, sql`select count(*)::int as n from import where file_name = ${fileName}`),
      audits: await count(
        db,
        sql`
          select count(*)::int as n from audit_entry
          where subject_id in (select id::text from import where file_name = ${fileName})
        `,
      ),
      deltas: await count(db, sql`select count(*)::int as n from police.cell_delta`),
    }),
  )
  const { total } = await verifyCounts(database, { municipalityCode, side: 'police' })
  return { ...counts, differences: total }
}

/** A fingerprint of all that the rows of one file say and count as, but for the file's name. */
async function readRows(database: Database, place: string): Promise<string> {
  const [row] = await database.withContext(
    { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' },
    (db) =>
      db.query<{ print: string }>(sql`
        select md5(string_agg(row::text, ',' order by row::text)) as print
        from (
          select cell, month, slot, w, offence_name, occurred_from, occurred_to, precision_m, ST_AsText(position)
          from police.crime where place_name = ${place}
        ) as row
      `),
  )
  return row?.print ?? ''
}

async function count(db: Transaction, statement: ReturnType<typeof sql>): Promise<number> {
  const [row] = await db.query<{ n: number }>(statement)
  return row?.n ?? -1
}
