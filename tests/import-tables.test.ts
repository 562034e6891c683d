import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gzipSync } from 'node:zlib'
import { afterAll, expect, test } from 'vitest'

import { readLayers } from '#lib/imports/shape-file.server.ts'
import { openTable } from '#lib/imports/table.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { writeGeoPackage } from './support/geopackage.ts'
import { zipOf } from './support/zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-tables-'))
afterAll(() => rmSync(folder, { recursive: true }))

let written = 0

function write(content: Uint8Array | string): string {
  const path = join(folder, String((written += 1)))
  writeFileSync(path, content)
  return path
}

async function read(path: string, layer: string | null = null) {
  const table = await openTable(path, layer)
  try {
    const rows: unknown[] = []
    for await (const { row, values, fault } of table.rows())
      rows.push([row, ...values, ...(fault ? [fault.value] : [])])
    return { ...table.description, heading: table.heading, geometry: table.geometry, rows }
  } finally {
    await table.close()
  }
}

async function refusal(path: string, layer: string | null = null) {
  const error = await read(path, layer).catch((thrown: unknown) => thrown)
  if (!(error instanceof ProblemError)) throw new Error('the file was not refused in words', { cause: error })
  return error.errors[0]
}

function collection(features: readonly unknown[], more: object = {}): string {
  return JSON.stringify({ type: 'FeatureCollection', ...more, features }, null, 1)
}

const feature = (properties: unknown, geometry: unknown) => ({ type: 'Feature', properties, geometry })
const point = (...coordinates: number[]) => ({ type: 'Point', coordinates })

test('GeoJSON: a column for each property that any feature has, and values as text', async () => {
  const features = [
    feature({ a: 'ö"]}', features: [1, { b: 2 }] }, point(17.5, 59.5, 3)),
    feature({ c: null, a: 1.5, d: true }, null),
    feature(null, { type: 'LineString', coordinates: [[17, 59]] }),
  ]
  expect(await read(write(collection(features)))).toMatchObject({
    format: 'geojson',
    heading: ['longitude', 'latitude', 'a', 'features', 'c', 'd'],
    geometry: { east: 0, north: 1, srid: null },
    rows: [
      [1, '17.5', '59.5', 'ö"]}', '[1,{"b":2}]', '', ''],
      [2, '', '', '1.5', '', '', 'true'],
      [3, '', '', '', '', '', '', 'LineString'],
    ],
  })
})

test('GeoJSON in metres, its system stated before its features, after them, or not at all', async () => {
  const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3006' } }
  const metres = [feature({ a: 1 }, point(674032.5, 6580821.1))]
  const rows = [[1, '674032.5', '6580821.1', '1']]
  const heading = ['easting', 'northing', 'a']
  expect(await read(write(collection(metres, { crs })))).toMatchObject({ heading, rows, geometry: { srid: 3006 } })
  const after = collection(metres).replace(/\}$/, `,"crs":${JSON.stringify(crs)}}`)
  expect(await read(write(after))).toMatchObject({ heading, rows, geometry: { srid: 3006 } })
  expect(await read(write(collection(metres)))).toMatchObject({ heading, rows, geometry: { srid: null } })
})

test.each([
  ['a comma too many', collection([feature({}, null)]).replace(/\]\s*\}$/, ',]}'), {}],
  ['a feature that is no JSON', '{"type":"FeatureCollection","features":[{},{"a":}]}', { row: 1 }],
  ['another kind of JSON', '{"type":"Topology","objects":{}}', {}],
  ['a list', '[1,2]', {}],
  ['an end too early', collection([feature({}, null)]).slice(0, -20), { row: 1 }],
])('GeoJSON with %s is refused', async (_, text, where) => {
  expect(await refusal(write(text))).toMatchObject(where)
})

const points = [
  { position: [17.5, 59.5] as const, properties: { a: 'x', n: 9_007_199_254_740 } },
  { position: null, properties: { a: null, n: 2.5 } },
]

test('GeoPackage: the layer that is stated, else the first that has rows', async () => {
  const path = writeGeoPackage(write(''), 'brott', 4326, points)
  expect(await read(path)).toMatchObject({
    layer: 'brott',
    heading: ['longitude', 'latitude', 'fid', 'a', 'n'],
    geometry: { srid: 4326 },
    rows: [
      [1, '17.5', '59.5', '1', 'x', '9007199254740'],
      [2, '', '', '2', '', '2.5'],
    ],
  })
  expect(await refusal(path, 'annat')).toMatchObject({
    value: 'annat',
    reason: { sv: expect.stringContaining('brott') },
  })
})

test.each([
  [
    'a view that never ends',
    'drop table brott; create view brott as with recursive r(fid, geom) as (select 1, null union all select fid + 1, null from r) select * from r',
  ],
  [
    'a catalogue that never ends',
    'drop table gpkg_contents; create view gpkg_contents as with recursive r(n) as (select 1 union all select n + 1 from r) select n as table_name, n as data_type from r',
  ],
  ['one value of 200 megabytes', 'update brott set a = zeroblob(200000000)'],
])('a GeoPackage with %s is refused at once', async (_, statements) => {
  const path = writeGeoPackage(write(''), 'brott', 4326, points)
  const file = new DatabaseSync(path)
  file.exec(statements)
  file.close()
  expect((await refusal(path))?.reason.sv).toBeTruthy()
})

test('other work gets its turn while the areas of a GeoPackage are read', async () => {
  const many = Array.from({ length: 300 }, () => points[0] ?? { position: null, properties: {} })
  const path = writeGeoPackage(write(''), 'omraden', 3006, many)
  let turns = 0
  let isReading = true
  const turn = () => {
    turns += 1
    if (isReading) setImmediate(turn)
  }
  setImmediate(turn)
  const [layer] = await readLayers(path)
  isReading = false
  expect(layer?.features).toHaveLength(300)
  expect(turns).toBeGreaterThanOrEqual(300 / 10)
})

test('a computed column is not read', async () => {
  const path = writeGeoPackage(write(''), 'brott', 4326, points)
  const file = new DatabaseSync(path)
  file.exec('alter table brott add column big text as (hex(zeroblob(400000000)))')
  file.close()
  expect((await read(path)).heading).toEqual(['longitude', 'latitude', 'fid', 'a', 'n'])
})

test('an archive holds one data file beside what programs leave there', async () => {
  const csv = { name: 'mapp/brott.csv', content: 'a;b\n1;2\n' }
  const left = ['__MACOSX/mapp/._brott.csv', 'mapp/.DS_Store', 'mapp/'].map((name) => ({ name, content: '' }))
  expect(await read(write(zipOf([...left, csv])))).toMatchObject({
    packing: 'zip',
    delimiter: ';',
    rows: [[2, '1', '2']],
  })
  const two = await refusal(write(zipOf([csv, { name: 'fler.csv', content: '' }])))
  expect(two?.reason.sv).toContain('2 filer (brott.csv, fler.csv)')
  expect(two?.reason.en).toContain('2 files (brott.csv, fler.csv)')
  expect((await refusal(write(zipOf(left))))?.reason.en).toMatch(/empty/)
  expect((await refusal(write(gzipSync(gzipSync('a\n1\n')))))?.reason.en).toMatch(/packed twice/)
})

test('an archive whose content is not what its directory says is damaged', async () => {
  const bytes = zipOf([{ name: 'a.csv', content: 'a;b\n1;2\n' }])
  const directory = bytes.indexOf('PK\x01\x02')
  bytes[directory + 16] = (bytes[directory + 16] ?? 0) ^ 1
  expect((await refusal(write(bytes)))?.reason.en).toMatch(/damaged/)
})

test('what has no sheets or layers has none to choose from', async () => {
  expect(await refusal(write('a;b\n1;2\n'), 'Blad1')).toMatchObject({ value: 'Blad1' })
})
