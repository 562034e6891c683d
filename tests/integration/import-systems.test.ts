import sql from 'sql-template-tag'
import { beforeAll, describe, expect, test } from 'vitest'

import { importPoints } from '#lib/imports/commands.server.ts'
import { guessedSystems, readProjection } from '#lib/imports/coordinate.ts'
import { listSystemDefinitions } from '#lib/imports/reference-system-queries.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { LngLat } from '#lib/points/point.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const context = { role: 'police_import_worker', municipalityCodes: [], access: 'read' } as const

beforeAll(async () => {
  const west = boxBoundary(17.9, 59.2, 18.3, 59.5)
  const east = boxBoundary(18.65, 59.2, 19.05, 59.5)
  await addTestMunicipality(database, { code: '9911', name: 'Västkommun', slug: 'vastkommun', boundary: west })
  await addTestMunicipality(database, { code: '9912', name: 'Östkommun', slug: 'ostkommun', boundary: east })
})

/** PostGIS's own coordinates of places in a system, east first. */
function inSystem(srid: number, lngLats: readonly LngLat[]) {
  return database.withContext(context, (db) =>
    db.query<{ east: number; north: number }>(sql`
      select ST_X(p) as east, ST_Y(p) as north from unnest(
        ${lngLats.map(([lng]) => lng)}::float8[], ${lngLats.map(([, lat]) => lat)}::float8[]
      ) with ordinality as given (lng, lat, row_number)
      cross join lateral (select ST_Transform(ST_SetSRID(ST_MakePoint(lng, lat), 4326), ${srid}::int) as p) as point
      order by row_number
    `),
  )
}

async function metersApart(one: LngLat, other: LngLat): Promise<number> {
  const [row] = await database.withContext(context, (db) =>
    db.query<{ meters: number }>(sql`
      select ST_Distance(
        ST_SetSRID(ST_MakePoint(${one[0]}::float8, ${one[1]}::float8), 4326)::geography,
        ST_SetSRID(ST_MakePoint(${other[0]}::float8, ${other[1]}::float8), 4326)::geography
      ) as meters
    `),
  )
  return row?.meters ?? Number.NaN
}

const corners: readonly LngLat[] = [
  [12.9, 55.6],
  [11.2, 58.9],
  [18.06, 59.33],
  [20.2, 63.8],
  [23.9, 65.8],
  [20.3, 67.8],
]

test.each([...guessedSystems, 'EPSG:3857', 'EPSG:25833', 'EPSG:32634', 'EPSG:2154'] as const)(
  '%s is what PostGIS makes of it',
  async (system) => {
    const srid = Number(system.slice(5))
    const [definition] = await database.withContext(context, (db) => listSystemDefinitions(db, [srid]))
    const projection = readProjection(system, definition?.proj4text ?? '')
    for (const [index, coordinates] of (await inSystem(srid, corners)).entries()) {
      const lngLat = projection?.toLngLat(coordinates) ?? [0, 0]
      const meters = await metersApart(lngLat, corners[index] ?? [0, 0])
      expect(meters).toBeLessThan(system === 'EPSG:3021' ? 1 : 0.01)
    }
  },
)

const westPlaces: readonly LngLat[] = [
  [18.06, 59.33],
  [18.0, 59.25],
  [18.2, 59.4],
]

async function fileIn(srid: number, name: string, heading: string, order: 'ne' | 'en' = 'ne') {
  const rows = await inSystem(srid, westPlaces)
  const lines = rows.map(({ east, north }, day) => {
    const pair = order === 'ne' ? [north, east] : [east, north]
    return `Rån;2026-01-0${day + 1};${pair.map((number) => number.toFixed(4).replace('.', ',')).join(';')}`
  })
  return write(name, [`Brottstyp;Datum;${heading}`, ...lines].join('\n'))
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ProblemError) return `${error.errors[0]?.reason.sv}\n${error.errors[0]?.reason.en}`
  throw error ?? new Error('the file was not refused')
}

const dry = { dryRun: true, municipalityCode: '9911' }

describe('the system is guessed where the boundary leaves one', () => {
  test.each([4326, 3006, 3011, 3021])('EPSG:%d', async (srid) => {
    const path = await fileIn(srid, `${srid}.csv`, srid === 4326 ? 'Lat;Lon' : 'N;E')
    const report = await importPoints(database, anImport('crime', path, dry))
    expect(report.understanding.position).toMatchObject({ system: `EPSG:${srid}`, guessed: true, corrected: false })
    expect(report).toMatchObject({ added: 3, outside: 0, warnings: [] })
  })

  test('a zone that fits several boundaries is asked about, until the municipality is stated', async () => {
    const path = await fileIn(3011, 'zone.csv', 'N;E')
    const words = await refusal(importPoints(database, anImport('crime', path, { dryRun: true })))
    expect(words).toContain('EPSG:3011 SWEREF 99 18 00 (100 %)')
    expect(words).toContain('EPSG:3015 SWEREF 99 18 45 (100 %)')
    expect(words).not.toContain('--')
    const stated = anImport('crime', path, { dryRun: true, system: 'EPSG:3011' })
    expect(await importPoints(database, stated)).toMatchObject({ added: 3, outside: 0 })
  })
})

test('any system that is stated is read, and one that is none is refused', async () => {
  const path = await fileIn(32634, 'utm.csv', 'N;E')
  const report = await importPoints(database, anImport('crime', path, { ...dry, system: 'EPSG:32634' }))
  expect(report).toMatchObject({ added: 3, outside: 0, understanding: { position: { guessed: false } } })
  const unknown = await refusal(importPoints(database, anImport('crime', path, { ...dry, system: 'EPSG:999999' })))
  expect(unknown).toContain('referenssystemet finns inte')
})

test('exchanged axes are put right where only the other way round lies inside, and that is said', async () => {
  for (const [srid, heading] of [
    [3006, 'N;E'],
    [4326, 'Lat;Lon'],
    [3021, 'N;E'],
  ] as const) {
    const path = await fileIn(srid, `turned-${srid}.csv`, heading, 'en')
    const report = await importPoints(database, anImport('crime', path, dry))
    expect(report).toMatchObject({ added: 3, outside: 0 })
    expect(report.understanding.position).toMatchObject({ system: `EPSG:${srid}`, corrected: true })
    expect(report.warnings[0]?.sv).toContain('omkastade')
  }
})

test('a stated system that the numbers contradict is refused with those they agree with', async () => {
  const sweref = await fileIn(3006, 'sweref.csv', 'N;E')
  const rt90 = await refusal(importPoints(database, anImport('crime', sweref, { ...dry, system: 'EPSG:3021' })))
  expect(rt90).toContain('EPSG:3006 SWEREF 99 TM (100 %)')
  const degrees = await fileIn(4326, 'degrees.csv', 'N;E')
  const plane = await refusal(importPoints(database, anImport('crime', degrees, { ...dry, system: 'EPSG:3006' })))
  expect(plane).toContain('EPSG:4326 WGS 84 (100 %)')
  const zone = await refusal(importPoints(database, anImport('crime', sweref, { ...dry, system: 'EPSG:3008' })))
  expect(zone).toContain('EPSG:3006')
})
