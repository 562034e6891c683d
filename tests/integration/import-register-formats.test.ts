import { describe, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'

import { importPoints } from '#lib/imports/commands.server.ts'
import { importRegister } from '#lib/imports/register-commands.server.ts'
import type { RegisterKind } from '#lib/imports/register.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, aRegister, madeFiles } from '../support/imports.ts'
import { rowOf, workbookOf } from '../support/workbook.ts'
import { zipOf } from '../support/zip.ts'

const database = await openTestDatabase()
const write = madeFiles()
const code = '9923'
const boundary = boxBoundary(16, 58, 16.4, 58.2)
await addTestMunicipality(database, { code, name: 'Formatby', slug: 'formatby', boundary })

type Row = readonly (string | number)[]

/** The same table in every form that it may come in; numbers with a decimal comma where semicolons divide. */
function formsOf(rows: readonly Row[]): Record<string, string | Uint8Array> {
  const semicolons = rows.map((row) => row.map((value) => String(value).replace(/^(\d+)\.(\d+)$/, '$1,$2')).join(';'))
  const text = `${rows.map((row) => row.join(',')).join('\n')}\n`
  const sheet = rows.map((row, index) => rowOf(index + 1, row)).join('')
  return {
    'kommatecken.csv': text,
    'windows.csv': Buffer.from(semicolons.join('\r\n'), 'latin1'),
    'utf16.csv': Buffer.from(`\uFEFF${semicolons.join('\r\n').replaceAll(';', '\t')}`, 'utf16le'),
    'packad.csv.gz': gzipSync(text),
    'packad.zip': zipOf([{ name: 'data/å.csv', content: Buffer.from(semicolons.join('\r\n'), 'latin1') }]),
    'bok.xlsx': workbookOf({ sheets: [{ name: 'Blad1', rows: sheet }] }),
    'bok.xlsx.gz': gzipSync(workbookOf({ sheets: [{ name: 'Blad1', rows: sheet }] })),
  }
}

const features = ['Åsen', 'Dalen'].map((namn, index) => ({
  type: 'Feature',
  properties: { kod: `A${index + 1}`, namn },
  geometry: { type: 'Polygon', coordinates: boundary.coordinates[0] },
}))
const geoJson = JSON.stringify({ type: 'FeatureCollection', features })
const events = [1, 2].map((id) => ({
  id,
  datetime: '2026-08-22 9:58:12 +02:00',
  name: '22 augusti 09.48, Brand, Formatby',
  type: 'Brand',
  location: { name: 'Formatby' },
}))

/** What is known of a file's rows beside them, and how many things its two rows become. */
const kinds: Partial<
  Record<RegisterKind, { forms: Record<string, string | Uint8Array>; set?: Record<string, string> }>
> = {
  areas: {
    forms: {
      'omraden.geojson': geoJson,
      'omraden.geojson.gz': gzipSync(geoJson),
      'omraden.zip': zipOf([{ name: 'omraden.geojson', content: geoJson }]),
    },
  },
  places: {
    forms: formsOf([
      ['Ortnamn', 'Lat', 'Long'],
      ['Åby', 58.1, 16.2],
      ['Öbacken', 58.15, 16.3],
    ]),
  },
  population: {
    forms: formsOf([
      ['Område', 'År', 'Ålder', 'Kön', 'Folkmängd'],
      ['Åsen', 2024, '80+', 'män', 12],
      ['A2', 2024, '17', 'kvinnor', 30],
    ]),
  },
  'area-counts': {
    forms: formsOf([
      ['Område', 'Brottstyp', 'Månad', 'Antal'],
      ['Åsen', 'Rån', '2025-03', '<5'],
      ['A2', 'Rån', '2025-03', 7],
    ]),
    set: { giver: 'Polisen', handed_over_on: '2026-02-01' },
  },
  surveys: {
    forms: formsOf([
      ['Område', 'År', 'Andel', 'Antal svar'],
      ['Åsen', 2024, 34.5, 120],
      ['A2', 2024, '..', 9],
    ]),
    set: { survey: 'Trygghet', question: 'Otrygg' },
  },
  'police-events': {
    forms: {
      'api.json': JSON.stringify(events),
      'api.json.gz': gzipSync(JSON.stringify(events)),
      'rader.ndjson': events.map((event) => `${JSON.stringify(event)}\n`).join(''),
      'rader.zip': zipOf([{ name: 'rader.ndjson', content: events.map((event) => JSON.stringify(event)).join('\n') }]),
    },
  },
}

/** New or changed, and as it was. */
function outcomeOf(report: Awaited<ReturnType<typeof importRegister>>): [written: number, same: number] {
  if (report.kind === 'places') return [report.added, report.alreadyPresent]
  if (report.kind === 'areas') return [report.added + report.updated, report.unchanged]
  const { added, unchanged } = report.saved
  return ['updated', 'replaced'].some((name) => Reflect.get(report.saved, name) > 0) ? [-1, -1] : [added, unchanged]
}

describe.each(Object.entries(kinds))('%s', (kind, { forms, set = {} }) => {
  test.each(Object.keys(forms).map((name, index) => [name, index] as const))('%s', async (name, index) => {
    const request = aRegister(write(name, forms[name] ?? ''), { choice: { map: {}, set }, municipalityCode: code })
    const report = await importRegister(database, kind as RegisterKind, request)
    expect(report).toMatchObject({ rowsRead: 2, fileName: name, imports: [{ municipalityCode: code }] })
    expect(outcomeOf(report)).toEqual(index === 0 ? [2, 0] : [0, 2])
  })
})

describe('incident reports', () => {
  const forms = formsOf([
    ['Ärendenummer', 'Händelsedatum', 'Kategori', 'Beskrivning', 'Lat', 'Long'],
    ['1', '2026-05-01', 'Hot', 'Någon hotade', 58.1, 16.2],
    ['2', '2026-05-02', 'Belysning', 'Mörkt på gården', 58.15, 16.3],
  ])
  test.each(Object.keys(forms).map((name, index) => [name, index] as const))('%s', async (name, index) => {
    const request = { ...anImport('remark', write(name, forms[name] ?? '')), kind: 'incident-reports' as const }
    const report = await importPoints(database, request)
    expect(report).toMatchObject({ rowsRead: 2, added: index === 0 ? 2 : 0, alreadyPresent: index === 0 ? 0 : 2 })
  })
})
