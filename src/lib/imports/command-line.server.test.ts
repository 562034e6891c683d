import { expect, test } from 'vitest'

import { UsageError } from './command-line-values.ts'
import { readCommandLine } from './command-line.server.ts'

test('a file of points, with all that may be said of it', () => {
  const words =
    'crimes in/f.csv --map A=B=offence --set offence=a=b --date-order dmy --not-a-place 18.06,59.33 --address-share 2 --category Häleri=other --save-mapping --crs 3006 --municipality 0180 --saved-columns --accept-partial --refused ut.csv --trial --dry-run --json'
  expect(readCommandLine(words.split(' '))).toEqual({
    kind: 'points',
    json: true,
    refused: 'ut.csv',
    request: {
      source: 'crime',
      path: 'in/f.csv',
      fileName: 'f.csv',
      layer: null,
      choice: { map: { 'A=B': 'offence' }, set: { offence: 'a=b' } },
      system: 'EPSG:3006',
      municipalityCode: '0180',
      dateOrder: 'dmy',
      notPlaces: [[18.06, 59.33]],
      addressShare: 0.02,
      categories: { Häleri: 'other' },
      saveMapping: true,
      useSavedColumns: true,
      acceptPartial: true,
      trial: true,
      dryRun: true,
    },
  })
})

test('a file of boundaries', () => {
  expect(readCommandLine('boundaries f.gpkg --code kod --layer kommun --crs EPSG:3021'.split(' '))).toMatchObject({
    kind: 'boundaries',
    request: { columns: { code: 'kod' }, layer: 'kommun', srid: 3021 },
  })
})

test('a file of areas, and one of counts by area', () => {
  const areas = 'areas f.gpkg --code kod --name namn --set kind=stadsdel --layer l --municipality 0180 --crs EPSG:3021'
  expect(readCommandLine(areas.split(' '))).toMatchObject({
    kind: 'areas',
    request: {
      choice: { map: { kod: 'code', namn: 'name' }, set: { kind: 'stadsdel' } },
      layer: 'l',
      srid: 3021,
      municipalityCode: '0180',
    },
  })
  const counts = 'area-counts f.csv --set giver=Polisen --category Häleri=other --dry-run'
  expect(readCommandLine(counts.split(' '))).toMatchObject({
    kind: 'area-counts',
    request: { choice: { set: { giver: 'Polisen' } }, categories: { Häleri: 'other' }, dryRun: true },
  })
})

test('the log, the undoing of an import, and the category table', () => {
  const of = (words: string) => readCommandLine(words.split(' '))
  expect(of('log --municipality 0180 --json')).toEqual({ kind: 'log', municipalityCode: '0180', json: true })
  expect(of('undo abc --municipality 0180')).toMatchObject({ kind: 'undo', id: 'abc', municipalityCode: '0180' })
  expect(of('categories crimes --municipality 0180 --category Häleri=theft --remove Rån')).toMatchObject({
    source: 'crime',
    stated: { Häleri: 'theft' },
    removed: ['Rån'],
  })
  expect(of('offence-codes')).toEqual({ kind: 'offence-codes', json: false })
})

test.each([
  'log',
  'log f.csv --municipality 0180',
  'undo --municipality 0180',
  'undo abc --municipality 0180 --dry-run',
  'categories crims --municipality 0180',
  'crimes f.csv --remove Rån',
  'crimes',
  'crims f.csv',
  'toString f.csv',
  'crimes a.csv b.csv',
  'crimes f.csv --nonsense',
  'crimes f.csv --map offence',
  'crimes f.csv --crs WGS84',
  'crimes f.csv --municipality Lund',
  'crimes f.csv --date-order ymd',
  'crimes f.csv --not-a-place 18',
  'crimes f.csv --address-share 0',
  'crimes f.csv --code kod',
  'crimes f.csv --refused ut.csv',
  'areas f.gpkg --accept-partial',
  'boundaries f.gpkg --trial',
  'areas f.gpkg --trial',
  'areas f.gpkg --category a=b',
])('"%s" is refused in both languages', (words) => {
  expect(() => readCommandLine(words.split(' '))).toThrow(UsageError)
})
