import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'

import { verifyCounts } from '#lib/cells/verification.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { writeGeoPackage } from '../support/geopackage.ts'
import { anImport, madeFiles } from '../support/imports.ts'
import { mutate, seededRandom } from '../support/mutation.ts'
import { rowOf, workbookOf } from '../support/workbook.ts'
import { zipOf } from '../support/zip.ts'

const isFull = process.env['PROOF'] === 'full'
const files = isFull ? 5000 : 1000
/** None may work this long, on whatever thread; what the machine gives to others meanwhile is not counted. */
const maximumWorkMilliseconds = 10_000
/** None may take this long, working or not: it is there to end a hang. */
const hangMilliseconds = 100_000
const maximumBytes = 512_000_000
const fixedSeed = 20_260_822

const database = await openTestDatabase()
const write = madeFiles()

beforeAll(() =>
  addTestMunicipality(database, {
    code: '9908',
    name: 'Mutanten',
    slug: 'mutanten',
    boundary: boxBoundary(17, 59, 18, 60),
  }),
)

const heading = ['Brottstyp', 'Datum', 'Plats', 'Longitud', 'Latitud']
const crimes = Array.from({ length: 8 }, (_, index) => ({
  offence: index % 2 === 0 ? 'Misshandel' : 'Cykelstöld',
  when: `2026-03-1${index} 0${index}:30`,
  place: index % 3 === 0 ? 'Å-gränd; "hörnet"\nvid ån' : 'Storgatan 5',
  position: [17.5 + index / 100, 59.5 + index / 100] as const,
}))

function csv(delimiter: string): string {
  const quote = (value: string | number) => `"${String(value).replaceAll('"', '""')}"`
  const rows = crimes.map(({ offence, when, place, position }) => [offence, when, place, ...position].map(quote))
  return [heading, ...rows].map((values) => values.join(delimiter)).join('\r\n')
}

function geoJson(): string {
  const features = crimes.map(({ position, ...properties }) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Point', coordinates: position },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

function workbook(): Buffer {
  const rows = crimes.map(({ offence, when, place, position }, index) =>
    rowOf(index + 2, [offence, when, place, ...position]),
  )
  return workbookOf({ sheets: [{ name: 'Brott', rows: [rowOf(1, heading), ...rows].join('') }] })
}

function geoPackage(): Buffer {
  const points = crimes.map(({ position, ...properties }) => ({ position, properties }))
  return readFileSync(writeGeoPackage(write('whole.gpkg', ''), 'brott', 4326, points))
}

const zipped = (bytes: string | Uint8Array) => zipOf([{ name: 'brott', content: bytes }])

const originals: readonly (readonly [name: string, bytes: Buffer, pack?: (bytes: Buffer) => Buffer])[] = [
  ['comma', Buffer.from(csv(','))],
  ['Windows-1252', Buffer.from(csv(';'), 'latin1')],
  ['UTF-16', Buffer.from(`\uFEFF${csv('\t')}`, 'utf16le')],
  ['GeoJSON', Buffer.from(geoJson())],
  ['GeoPackage', geoPackage()],
  ['XLSX', workbook()],
  ['gzip', gzipSync(csv(','))],
  ['zip', zipped(csv(','))],
  // Faults inside a whole archive reach the readers that a damaged archive hides.
  ['inside zip', Buffer.from(geoJson()), zipped],
  [
    'inside XLSX',
    Buffer.from(
      [
        rowOf(1, heading),
        ...crimes.map((crime, row) => rowOf(row + 2, [crime.offence, crime.when, crime.place, ...crime.position])),
      ].join(''),
    ),
    (rows) => workbookOf({ sheets: [{ name: 'Brott', rows: rows.toString() }] }),
  ],
]

const count = async () => {
  const [row] = await database.withContext(
    { role: 'police_request', municipalityCodes: ['9908'], access: 'read' },
    (db) => db.query<{ n: number }>(sql`select count(*)::int as n from police.crime where municipality_code = '9908'`),
  )
  return row?.n ?? -1
}

/** What the log says was added. */
const countLogged = async () => {
  const [row] = await database.withContext(
    { role: 'police_request', municipalityCodes: ['9908'], access: 'read' },
    (db) => db.query<{ n: number }>(sql`select sum(added)::int as n from import where municipality_code = '9908'`),
  )
  return row?.n ?? -1
}

async function importMutated(path: string) {
  let timer: NodeJS.Timeout | undefined
  const hang = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the import hangs')), hangMilliseconds)
  })
  const before = process.cpuUsage()
  const work = importPoints(database, anImport('crime', path, { municipalityCode: '9908' })).finally(() => {
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(maximumWorkMilliseconds)
  })
  return Promise.race([work, hang])
    .then(
      (report) => ({ report: report as Awaited<typeof work>, error: null }),
      (error: unknown) => ({ report: null, error }),
    )
    .finally(() => clearTimeout(timer))
}

/** In words of both languages, and where there is a row also with its column. */
function expectInWords(error: unknown, told: string): void {
  if (!(error instanceof ProblemError)) throw new Error(told, { cause: error })
  expect(error.code, told).toBe('invalid-file')
  expect(error.errors.length, told).toBeGreaterThan(0)
  for (const { row, column, reason } of error.errors) {
    expect(reason.sv.trim() !== '' && reason.en.trim() !== '' && reason.sv !== reason.en, told).toBe(true)
    expect(row === undefined || column !== undefined, `${told}: ${reason.en}`).toBe(true)
  }
}

test.each([
  ['the fixed seed', fixedSeed],
  ['a random seed', Number(process.env['SEED'] ?? Date.now() % 1_000_000)],
])(
  `${files / 2} mutated files of %s (%i): the whole file or a refusal in words`,
  { timeout: isFull ? 3_600_000 : 480_000 },
  async (_, seed) => {
    console.log(`mutated files: SEED=${seed}`)
    const random = seededRandom(seed)
    const tally = { refused: 0, imported: 0 }
    let present = await count()
    const idle = process.memoryUsage().rss
    let peak = idle
    for (let index = 0; index < files / 2; index++) {
      const [name, original, pack = (bytes: Buffer) => bytes] = originals[index % originals.length] ?? [
        '',
        Buffer.alloc(0),
      ]
      const { bytes, told: mutations } = mutate(original, random)
      const told = `seed ${seed}, file ${index}: ${name}, ${mutations}`
      const { report, error } = await importMutated(write('mutated', pack(bytes)))
      if (report === null) expectInWords(error, told)
      const after = await count()
      expect(after, told).toBe(present + (report?.added ?? 0))
      present = after
      peak = Math.max(peak, process.memoryUsage().rss)
      tally[report === null ? 'refused' : 'imported'] += 1
    }
    console.log(tally, `${Math.round((peak - idle) / 1e6)} MB above idle`)
    expect(peak - idle).toBeLessThan(maximumBytes)
    // About one in fourteen can be read all the same; a seed with hardly any would be a change in the mutations.
    expect(Math.min(tally.refused, tally.imported)).toBeGreaterThan(files / 200)
    // Whole files only, in the points, in their counts and in the log.
    expect(await verifyCounts(database, { municipalityCode: '9908', side: 'police' })).toMatchObject({ total: 0 })
    expect(await countLogged()).toBe(present)
  },
)
