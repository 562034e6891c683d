import { readFileSync } from 'node:fs'
import proj4 from 'proj4'
import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'

import { importBoundaries } from '#lib/imports/boundary-commands.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { writeGeoPackage } from '../support/geopackage.ts'
import { anImport, fixture, madeFiles } from '../support/imports.ts'
import { rowOf, workbookOf } from '../support/workbook.ts'
import { zipOf } from '../support/zip.ts'

const database = await openTestDatabase()
const write = madeFiles()

beforeAll(() =>
  addTestMunicipality(database, {
    code: '9907',
    name: 'Formaten',
    slug: 'formaten',
    boundary: boxBoundary(17, 59, 18, 60),
  }),
)

interface Crime {
  offence: string
  when: string
  place: string
  position: readonly [number, number] | null
}

/** Fifty, some of them without position, some equal, with everything in their words that a format can stumble over. */
const crimes = Array.from({ length: 50 }, (_, index): Crime => {
  const number = index % 45
  return {
    offence: ['Misshandel', 'Cykelstöld', 'Skadegörelse'][number % 3] ?? '',
    when: number % 4 === 0 ? `2026-03-${10 + (number % 20)}` : `2026-03-${10 + (number % 20)} 0${number % 10}:30`,
    place: ['Å-gränd, "hörnet"', 'Storgatan; 5', 'Två\nrader & <tecken>', ''][number % 4] ?? '',
    position:
      number % 9 === 0
        ? null
        : ([17.5 + number / 1234.5, 59.5 + number / 2345.6].map(roundDegrees) as [number, number]),
  }
})

function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}

const heading = ['Brottstyp', 'Datum', 'Plats', 'Longitud', 'Latitud']

function textOf(delimiter: string, decimal: string): string {
  const quote = (value: string) => `"${value.replaceAll('"', '""')}"`
  const degrees = (value: number | undefined) => String(value ?? '').replace('.', decimal)
  const rows = crimes.map(({ offence, when, place, position }) =>
    [offence, when, place, degrees(position?.[0]), degrees(position?.[1])].map(quote).join(delimiter),
  )
  return [heading.join(delimiter), ...rows, ''].join('\r\n')
}

const properties = ({ offence, when, place }: Crime) => ({ Brottstyp: offence, Datum: when, Plats: place })

function geoJson(): string {
  const features = crimes.map((crime) => ({
    type: 'Feature',
    properties: properties(crime),
    geometry: crime.position && { type: 'Point', coordinates: crime.position },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

function geoPackage(): string {
  const sweref = proj4('+proj=longlat +datum=WGS84 +no_defs', '+proj=utm +zone=33 +ellps=GRS80 +units=m +no_defs')
  return writeGeoPackage(
    write('crimes.gpkg', ''),
    'brott',
    3006,
    crimes.map((crime) => ({
      position: crime.position && (sweref.forward([...crime.position]) as [number, number]),
      properties: properties(crime),
    })),
  )
}

function workbook(): Buffer {
  const rows = crimes.map(({ offence, when, place, position }, index) =>
    rowOf(index + 2, [offence, when, place, position?.[0] ?? '', position?.[1] ?? '']),
  )
  return workbookOf({ sheets: [{ name: 'Brott', rows: [rowOf(1, heading), ...rows].join('') }] })
}

const comma = textOf(',', '.')
const packed = (name: string, path: string) => zipOf([{ name, content: readFileSync(path) }])

test('the same crimes in every format are the same crimes', async () => {
  const first = await importPoints(database, anImport('crime', write('crimes.csv', comma)))
  expect(first).toMatchObject({ rowsRead: 50, added: 50, alreadyPresent: 0 })
  const gpkg = geoPackage()
  const xlsx = write('crimes.xlsx', workbook())
  const json = write('crimes.geojson', geoJson())
  const others: [string, string, object][] = [
    ['UTF-8 with a mark', write('a.csv', `\uFEFF${comma}`), { format: 'csv', encoding: 'utf-8' }],
    [
      'Windows-1252',
      write('b.txt', Buffer.from(textOf(';', ','), 'latin1')),
      { delimiter: ';', encoding: 'windows-1252' },
    ],
    [
      'UTF-16',
      write('c.txt', Buffer.from(`\uFEFF${textOf('\t', ',')}`, 'utf16le')),
      { delimiter: '\t', encoding: 'utf-16le' },
    ],
    ['gzip', write('d.csv.gz', gzipSync(comma)), { format: 'csv', packing: 'gzip' }],
    ['zip', write('e.zip', packed('e.csv', write('e.csv', comma))), { format: 'csv', packing: 'zip' }],
    ['XLSX', xlsx, { format: 'xlsx', layer: 'Brott', packing: null }],
    ['XLSX in gzip', write('f.xlsx.gz', gzipSync(readFileSync(xlsx))), { format: 'xlsx', packing: 'gzip' }],
    ['GeoJSON', json, { format: 'geojson' }],
    ['GeoJSON in zip', write('g.zip', packed('g.geojson', json)), { format: 'geojson', packing: 'zip' }],
    ['GeoPackage', gpkg, { format: 'geopackage', layer: 'brott' }],
    ['GeoPackage in zip', write('h.zip', packed('h.gpkg', gpkg)), { format: 'geopackage', packing: 'zip' }],
  ]
  for (const [name, path, file] of others) {
    const report = await importPoints(database, anImport('crime', path))
    expect(report.understanding.file, name).toMatchObject(file)
    expect(report, name).toMatchObject({
      rowsRead: 50,
      added: 0,
      alreadyPresent: 50,
      withoutPosition: first.withoutPosition,
    })
  }
  const rows = await database.withContext(
    { role: 'police_request', municipalityCodes: ['9907'], access: 'read' },
    (db) => db.query<{ n: number }>(sql`select count(*)::int as n from police.crime where municipality_code = '9907'`),
  )
  expect(rows).toEqual([{ n: 50 }])
})

test('what was downloaded as CSV and saved as a workbook holds the same rows', async () => {
  const names = ['Tema', 'Upplevelse', 'Synpunkt', 'Inkommen', 'Longitud', 'Latitud']
  const written = ["'- mörkt", "'=1+1", "''=1", "d'Arc"]
  const rows = written.map((words) => ['Belysning', 'otrygg', words, '2026-03-04', '17.5', '59.5'])
  const csv = write('saved.csv', [names, ...rows].map((values) => values.join(';')).join('\n'))
  expect(await importPoints(database, anImport('remark', csv))).toMatchObject({ added: 4 })
  const sheet = [names, ...rows].map((values, index) => rowOf(index + 1, values)).join('')
  const xlsx = write('saved.xlsx', workbookOf({ sheets: [{ name: 'Ut', rows: sheet }] }))
  expect(await importPoints(database, anImport('remark', xlsx))).toMatchObject({ added: 0, alreadyPresent: 4 })
  const stored = await database.withContext(
    { role: 'kommun_request', municipalityCodes: ['9907'], access: 'read' },
    (db) => db.query<{ words: string }>(sql`select words from remark where municipality_code = '9907'`),
  )
  expect(stored.map(({ words }) => words).sort()).toEqual(['- mörkt', "'=1", '=1+1', "d'Arc"].sort())
})

test('boundaries come packed too', async () => {
  const path = fixture('kommuner.geojson')
  const request = { fileName: 'kommuner', columns: {}, srid: null, layer: null, dryRun: true }
  for (const bytes of [gzipSync(readFileSync(path)), packed('kommuner.geojson', path)]) {
    expect(await importBoundaries(database, { ...request, path: write('kommuner', bytes) })).toMatchObject({ read: 3 })
  }
})
