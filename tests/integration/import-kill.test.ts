import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { foldMunicipality } from '#lib/cells/commands.server.ts'
import { verifyCounts } from '#lib/cells/verification.server.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { addTestMunicipality, boxBoundary, createTestInstallation } from '../support/database.ts'
import { runScript } from '../support/killed-process.ts'

const kills = process.env['PROOF'] === 'full' ? 20 : 3
const rowsOfFile = 4000
const rowsOfFold = 1500
const municipalityCode = '9903'

const installation = await createTestInstallation()
const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-kill-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Random moments, in the full proof new ones each time; the seed is printed so that a failure can be run again. */
const seed = Number(process.env['SEED'] ?? (process.env['PROOF'] === 'full' ? Date.now() % 1_000_000 : 1))
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
  `kill -9 at ${kills} random moments of an import leaves the whole file or nothing`,
  { timeout: 1_200_000 },
  async () => {
    let wholeMilliseconds = (await runImport('measured')).milliseconds
    let present = rowsOfFile
    for (let kill = 0; kill < kills; kill++) {
      const file = `killed-${kill}`
      const ended = await runImport(file, random() * wholeMilliseconds)
      const state = await opened((database) => readState(database, file))
      expect([0, rowsOfFile], `${file}: rows`).toContain(state.ofFile)
      const isWhole = state.ofFile === rowsOfFile
      present += state.ofFile
      expect(state, file).toMatchObject({
        rows: present,
        imports: isWhole ? 1 : 0,
        audits: isWhole ? 1 : 0,
        differences: 0,
      })
      if (ended.exitCode === 0) wholeMilliseconds = ended.milliseconds
      console.log(`${file}: ${ended.exitCode === null ? 'killed' : 'ended'}, ${state.ofFile} rows`)
    }
    // The same file once more adds what is missing, and nothing twice.
    const again = await runImport('killed-0')
    expect(again.exitCode, again.errors).toBe(0)
    expect(await opened((database) => readState(database, 'killed-0'))).toMatchObject({
      ofFile: rowsOfFile,
      differences: 0,
    })
  },
)

test(`kill -9 at ${kills} random moments of a fold leaves counts that verify`, { timeout: 1_200_000 }, async () => {
  await opened(async (database) => {
    await fold(database)
    await importFile(database, 'fold-measured')
  })
  const whole = await runFold()
  expect(whole.exitCode, whole.errors).toBe(0)
  await opened((database) => importFile(database, 'fold-0'))
  for (let kill = 0; kill < kills; kill++) {
    const ended = await runFold(random() * whole.milliseconds)
    // Opening the embedded engine takes seconds: the check and the next file share one.
    await opened(async (database) => {
      const state = await readState(database, `fold-${kill}`)
      expect(state, `fold ${kill}`).toMatchObject({ ofFile: rowsOfFold, differences: 0 })
      console.log(`fold ${kill}: ${ended.exitCode === null ? 'killed' : 'ended'}, ${state.deltas} deltas left`)
      await importFile(database, `fold-${kill + 1}`)
      if (kill === kills - 1) await fold(database)
      expect(await readState(database, `fold-${kill + 1}`)).toMatchObject({ ofFile: rowsOfFold, differences: 0 })
    })
  }
})

function fold(database: Database) {
  return foldMunicipality(database, { municipalityCode, side: 'police', clock: systemClock })
}

function runImport(file: string, killAfterMilliseconds?: number) {
  return runScript({
    command: ['scripts/import.ts', 'crimes', writeFile(file), '--trial'],
    environment: installation.environment,
    begins: 'Kolumn → fält',
    ...(killAfterMilliseconds === undefined ? {} : { killAfterMilliseconds }),
  })
}

function runFold(killAfterMilliseconds?: number) {
  return runScript({
    command: ['tests/support/fold-command.ts', municipalityCode],
    environment: installation.environment,
    begins: 'begins',
    ...(killAfterMilliseconds === undefined ? {} : { killAfterMilliseconds }),
  })
}

function importFile(database: Database, file: string) {
  return importPoints(database, {
    source: 'crime',
    path: writeFile(file, rowsOfFold),
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

/** Rows that no other file has: each names its file as its place. */
function writeFile(file: string, length = rowsOfFile): string {
  const path = join(folder, `${file}.csv`)
  const places = seededRandom(1)
  const rows = Array.from({ length }, (_, index) => {
    const position = index % 20 === 0 ? ',' : `${(18 + places() / 10).toFixed(6)},${(59 + places() / 10).toFixed(6)}`
    return `Cykelstöld,2024-${String(1 + (index % 12)).padStart(2, '0')}-15 12:00,${position},${file}`
  })
  writeFileSync(path, ['Brottstyp,Datum,Longitud,Latitud,Plats', ...rows, ''].join('\n'))
  return path
}

async function opened<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(installation.config)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

async function readState(database: Database, file: string) {
  const counts = await database.withContext(
    { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' },
    async (db) => ({
      rows: await count(db, sql`select count(*)::int as n from police.crime`),
      ofFile: await count(db, sql`select count(*)::int as n from police.crime where place_name = ${file}`),
      imports: await count(db, sql`select count(*)::int as n from import where file_name = ${`${file}.csv`}`),
      audits: await count(
        db,
        sql`
          select count(*)::int as n from audit_entry
          where subject_id in (select id::text from import where file_name = ${`${file}.csv`})
        `,
      ),
      deltas: await count(db, sql`select count(*)::int as n from police.cell_delta`),
    }),
  )
  const { total } = await verifyCounts(database, { municipalityCode, side: 'police' })
  return { ...counts, differences: total }
}

async function count(db: Transaction, statement: ReturnType<typeof sql>): Promise<number> {
  const [row] = await db.query<{ n: number }>(statement)
  return row?.n ?? -1
}

/** Mulberry32: small, and the same everywhere. */
function seededRandom(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
