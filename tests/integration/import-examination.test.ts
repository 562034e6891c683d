import { beforeAll, expect, test } from 'vitest'

import { importPoints } from '#lib/imports/commands.server.ts'
import { examinePoints } from '#lib/imports/examination.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, fixture, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const here = { municipalityCode: '9904' }

beforeAll(() =>
  addTestMunicipality(database, {
    code: '9904',
    name: 'Sydkommun',
    slug: 'sydkommun',
    boundary: boxBoundary(12.5, 54.9, 13, 55.1),
  }),
)

const heading = 'Brottstyp;Datum;Lat;Lon;Adress'

test('a file is shown with its first rows, its places and the words it counts by', async () => {
  const rows = [
    'Rån;2026-01-02;55;12.7;Torget',
    'Häleri;2026-01-02;55;12.71;Torget',
    'Häleri;igår;55;12.72;Torget',
    'Våld i nära relation;2026-01-02;55;12.73;Hemliga gatan 1',
    'Rån;2026-01-02;56;12.7;Långt bort',
    'Rån;2026-01-02;;;Ingenstans',
  ]
  const path = write('shown.csv', [heading, ...rows].join('\n'))
  const examination = await examinePoints(database, anImport('crime', path, here))
  expect(examination).toMatchObject({
    heading: ['Brottstyp', 'Datum', 'Lat', 'Lon', 'Adress'],
    rowsSampled: 6,
    problems: [],
    saved: null,
    understanding: { position: { system: 'EPSG:4326', guessed: true } },
    words: [
      { value: 'Rån', rows: 3, category: 'robbery' },
      { value: 'Häleri', rows: 2, category: null },
      { value: '', rows: 1, category: 'not_mapped' },
    ],
    preview: [
      { row: 2, lngLat: [12.7, 55], isOutside: false },
      { row: 3, lngLat: [12.71, 55], isOutside: false },
      { row: 4, lngLat: [12.72, 55], isOutside: false },
      { row: 6, lngLat: [12.7, 56], isOutside: true },
    ],
  })
  expect(examination.firstRows[0]).toEqual({
    row: 2,
    values: ['Rån', '2026-01-02', '55', '12.7', 'Torget'],
    isExcluded: false,
  })
  expect(examination.firstRows[3]).toEqual({ row: 5, values: ['', '', '', '', ''], isExcluded: true })
  expect(JSON.stringify(examination)).not.toMatch(/Hemliga|nära relation/)
})

test('places come from the same transformation as the import', async () => {
  const examination = await examinePoints(database, anImport('crime', fixture('brott-sweref.csv')))
  expect(examination.preview).toHaveLength(3)
  const [lng = 0, lat = 0] = examination.preview[0]?.lngLat ?? []
  expect(Math.abs(lng - 12.75)).toBeLessThan(0.00002)
  expect(Math.abs(lat - 55)).toBeLessThan(0.00001)
  expect(examination.understanding?.position).toMatchObject({ system: 'EPSG:3006', east: 'E', north: 'N' })
})

test('a file that lacks a needed column is shown with what is missing', async () => {
  const path = write(
    'lacking.csv',
    'Vad;Datum;Lat;Lon\nMisshandel mot närstående;2026-01-02;55;12.7\nRån;2026-01-02;55;12.7',
  )
  const examination = await examinePoints(database, anImport('crime', path, here))
  expect(examination.understanding).toBeNull()
  expect(examination.problems).toMatchObject([{ row: 1, column: 'offence' }])
  expect(examination.columns.map(({ column, field }) => [column, field])).toEqual([
    ['Lon', 'longitude'],
    ['Lat', 'latitude'],
    ['Datum', 'when'],
  ])
  expect(examination.firstRows.map(({ isExcluded }) => isExcluded)).toEqual([true, false])
  expect(examination.preview).toHaveLength(1)
  const mended = { ...here, choice: { map: { Vad: 'offence' }, set: {} } }
  const after = await examinePoints(database, anImport('crime', path, mended))
  expect(after).toMatchObject({ problems: [], preview: [{ row: 3 }] })
})

test('a doubt about the reference system is a problem in words, and nothing is drawn', async () => {
  const path = write('doubt.csv', `${heading}\nRån;2026-01-02;55;12.7;Torget`)
  const stated = { ...here, system: 'EPSG:3006' as const }
  const examination = await examinePoints(database, anImport('crime', path, stated))
  expect(examination.problems[0]).toMatchObject({ value: 'EPSG:3006' })
  expect(examination.understanding).toMatchObject({ position: null })
  expect(examination.preview).toEqual([])
})

test('what can be opened as no table is refused, and a heading alone is told', async () => {
  const binary = write('binary.csv', Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 167) % 256)))
  await expect(examinePoints(database, anImport('crime', binary, here))).rejects.toThrow(ProblemError)
  const alone = await examinePoints(database, anImport('crime', write('alone.csv', `${heading}\n`), here))
  expect(alone).toMatchObject({ rowsSampled: 0, firstRows: [], preview: [], problems: [{ row: 2 }] })
})

test('the columns of a file are offered for the next of its shape, in any order, and used when asked for', async () => {
  const first = write('v1.csv', 'Slag av brott;Datum;Lat;Lon\nRån;2026-01-02;55;12.7\n')
  const choice = { map: { 'Slag av brott': 'offence' }, set: { place: 'Torget' } }
  await importPoints(database, anImport('crime', first, { ...here, choice, dryRun: true }))
  const next = anImport('crime', write('v2.csv', 'LON;slag_av_brott;datum;Lat\n12.7;Rån;2026-01-03;55\n'), here)
  expect((await examinePoints(database, next)).saved).toBeNull()
  await importPoints(database, anImport('crime', first, { ...here, choice }))
  const offered = await examinePoints(database, next)
  expect(offered).toMatchObject({
    understanding: null,
    saved: { choice: { map: { 'Slag av brott': 'offence', Lat: 'latitude' }, set: choice.set }, crs: 'EPSG:4326' },
  })
  await expect(importPoints(database, next)).rejects.toThrow(ProblemError)
  const used = { ...next, useSavedColumns: true }
  expect(await examinePoints(database, used)).toMatchObject({ problems: [], understanding: { set: choice.set } })
  const steps: string[] = []
  const watch = ({ step }: { step: string }) => steps.push(step)
  expect(await importPoints(database, used, watch)).toMatchObject({ added: 1 })
  expect(steps.slice(0, 2)).toEqual(['saved-columns', 'understood'])
  const stated = { ...used, choice: { map: {}, set: { offence: 'Rån', place: 'Parken' } } }
  expect((await examinePoints(database, stated)).understanding?.set).toEqual({ offence: 'Rån', place: 'Parken' })
})

test("a spatial file's own geometry and reference system are read from the next file itself", async () => {
  const point = (id: string, coordinates: number[]) => ({
    type: 'Feature',
    properties: { Vad: 'Rån', Datum: '2026-02-02', id },
    geometry: { type: 'Point', coordinates },
  })
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3006' } }
  const file = (name: string, id: string) =>
    write(name, JSON.stringify({ type: 'FeatureCollection', crs, features: [point(id, [356_077.3, 6_097_106.7])] }))
  const choice = { map: { Vad: 'offence' }, set: {} }
  await importPoints(database, anImport('crime', file('1.geojson', 'a'), { ...here, choice }))
  const next = anImport('crime', file('2.geojson', 'b'), { ...here, useSavedColumns: true })
  const examination = await examinePoints(database, next)
  expect(examination.saved).toMatchObject({ choice: { map: { Vad: 'offence', Datum: 'when' } }, crs: null })
  expect(Object.values(examination.saved?.choice.map ?? {})).not.toContain('east')
  expect(examination).toMatchObject({ problems: [], understanding: { position: { system: 'EPSG:3006' } } })
  expect(await importPoints(database, next)).toMatchObject({ added: 1, outside: 0 })
})

test('words that a category is decided for by name are told whole', async () => {
  const name = `Misshandel, ej grov, mot man 18 år eller äldre, bekant med offret, annan slags relation, utomhus ${'x'.repeat(40)}`
  const path = write('long.csv', `${heading}\n"${name}";2026-01-02;55;12.7;Torget\n`)
  const examination = await examinePoints(database, anImport('crime', path, here))
  expect(examination.words).toEqual([{ value: name, rows: 1, category: null }])
  const report = await importPoints(database, anImport('crime', path, { ...here, dryRun: true }))
  expect(report.unmapped).toMatchObject([{ value: name }])
})
