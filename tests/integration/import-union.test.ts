import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import sql from 'sql-template-tag'
import { expect } from 'vitest'
import { gzipSync } from 'node:zlib'

import type { Source } from '#lib/cells/category.ts'
import { verifyCounts } from '#lib/cells/verification.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import type { ImportRequest } from '#lib/imports/import.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'
import { seededRandom } from '../support/mutation.ts'
import { sharedFile, testOn } from '../support/shared-data.ts'
import { rowOf, workbookOf } from '../support/workbook.ts'

const database = await openTestDatabase()
const write = madeFiles()

/** Of each real file; all of it in the full proof. */
const isFull = process.env['PROOF'] === 'full'
const rowsOfProof = isFull ? Infinity : 1500

type Row = Readonly<Record<string, string>>

interface RealFile {
  path: string
  source: Source
  municipality: { code: string; name: string; slug: string; boundary: ReturnType<typeof boxBoundary> }
  changes: Partial<ImportRequest>
  /** Columns that are read, and what somebody else would call them. */
  read: Readonly<Record<string, string>>
  numbers: readonly string[]
}

const files: readonly RealFile[] = [
  {
    path: 'uk-police-city-of-london/city-of-london-street-2018-03_2020.csv',
    source: 'crime',
    municipality: {
      code: '9971',
      name: 'Citykommun',
      slug: 'citykommun',
      boundary: boxBoundary(-1.7, 51.2, 0.1, 53.3),
    },
    changes: {},
    read: {
      'Crime ID': 'K-nummer',
      Month: 'Månad',
      Longitude: 'Lng',
      Latitude: 'Lat',
      Location: 'Plats',
      'Crime type': 'Brottstyp',
    },
    numbers: ['Longitude', 'Latitude'],
  },
  {
    path: 'seeclickfix-newhaven/newhaven-2014.masked.csv',
    source: 'remark',
    municipality: { code: '9972', name: 'Nyhamn', slug: 'nyhamn', boundary: boxBoundary(-73.1, 41.2, -72.8, 41.4) },
    changes: { choice: { map: {}, set: { feeling: 'unsafe' } } },
    read: {
      Summary: 'Rubrik',
      Description: 'Synpunkt',
      Lat: 'Latitud',
      Lng: 'Longitud',
      Category: 'Kategori',
      'Created At Local': 'Inkommen',
    },
    numbers: ['Lat', 'Lng'],
  },
]

const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`

function shuffled(names: readonly string[], seed: number): string[] {
  const random = seededRandom(seed)
  return names
    .map((name) => ({ name, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name)
}

/** As R's write.csv: numbered rows, names made into names of R, NA where nothing is. */
function asFromR(rows: readonly Row[], { numbers }: RealFile): Buffer {
  const names = shuffled(Object.keys(rows[0] ?? {}), 7)
  const value = (name: string, text = '') => (text === '' ? 'NA' : numbers.includes(name) ? text : quoted(text))
  const heading = ['', ...names.map((name) => name.replace(/\W/g, '.'))].map(quoted)
  const lines = rows.map((row, index) => [quoted(String(index + 1)), ...names.map((name) => value(name, row[name]))])
  return gzipSync([heading, ...lines].map((line) => line.join(',')).join('\n'))
}

/** As a Swedish spreadsheet saves it: other names, semicolons, decimal commas. */
function asFromSpreadsheet(rows: readonly Row[], { read, numbers }: RealFile): string {
  const names = shuffled(Object.keys(rows[0] ?? {}), 11)
  const value = (name: string, text = '') => (numbers.includes(name) ? text.replace('.', ',') : quoted(text))
  const heading = names.map((name) => quoted(read[name] ?? `Annat ${name}`))
  return `\uFEFF${[heading, ...rows.map((row) => names.map((name) => value(name, row[name])))].map((line) => line.join(';')).join('\r\n')}`
}

/** A workbook, its numbers as numbers. */
function asWorkbook(rows: readonly Row[], { read, numbers }: RealFile): Buffer {
  const names = shuffled(Object.keys(rows[0] ?? {}), 13)
  const value = (name: string, text = '') => (numbers.includes(name) && text !== '' ? Number(text) : text)
  const heading = rowOf(
    1,
    names.map((name) => read[name] ?? `Annat ${name}`),
  )
  const sheet = rows.map((row, index) =>
    rowOf(
      index + 2,
      names.map((name) => value(name, row[name])),
    ),
  )
  return workbookOf({ sheets: [{ name: 'Blad1', rows: [heading, ...sheet].join('') }] })
}

/** How many occurrences several files hold together: of each row as many as the file that has most of it. */
function unionOf(files: readonly (readonly Row[])[], { read }: RealFile): number {
  const most = new Map<string, number>()
  for (const rows of files) {
    const counts = new Map<string, number>()
    for (const row of rows) {
      const key = JSON.stringify(Object.keys(read).map((name) => row[name]))
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    for (const [key, count] of counts) most.set(key, Math.max(count, most.get(key) ?? 0))
  }
  return [...most.values()].reduce((sum, count) => sum + count, 0)
}

for (const file of files) {
  testOn(file.path)(
    `${file.path}: overlapping files, shuffled and renamed by R and by a spreadsheet, give the union of occurrences`,
    { timeout: isFull ? 1_800_000 : 480_000 },
    async () => {
      const { municipality, source, changes } = file
      await addTestMunicipality(database, municipality)
      const whole = parse<Row>(readFileSync(sharedFile(file.path)), { columns: true, bom: true }).slice(0, rowsOfProof)
      const [third, half] = [Math.floor(whole.length / 3), Math.floor(whole.length / 2)]
      // Cut anywhere, also between equal rows.
      const parts: [string, Row[], string | Buffer][] = [
        ['r.csv.gz', whole.slice(0, 2 * third), asFromR(whole.slice(0, 2 * third), file)],
        ['blad.csv', whole.slice(third), asFromSpreadsheet(whole.slice(third), file)],
        ['blad.xlsx', whole.slice(half), asWorkbook(whole.slice(half), file)],
        ['igen.csv.gz', whole.slice(0, 2 * third), asFromR(whole.slice(0, 2 * third), file)],
        ['allt.csv', whole, asFromSpreadsheet(whole, file)],
      ]
      const seen: Row[][] = []
      let present = 0
      for (const [name, rows, content] of parts) {
        const request = { ...changes, municipalityCode: municipality.code }
        const report = await importPoints(database, anImport(source, write(name, content), request))
        seen.push(rows)
        const union = unionOf(seen, file)
        expect(report, name).toMatchObject({
          rowsRead: rows.length,
          added: union - present,
          alreadyPresent: rows.length - (union - present),
        })
        present = union
      }
      expect(present).toBe(whole.length)
      const side = source === 'crime' ? 'police' : 'municipality'
      const role = source === 'crime' ? ('police_request' as const) : ('kommun_request' as const)
      const table = source === 'crime' ? sql`police.crime` : sql`remark`
      const context = { role, municipalityCodes: [municipality.code], access: 'read' } as const
      const [stored] = await database.withContext(context, (db) =>
        db.query(sql`select count(*)::int as n from ${table} where municipality_code = ${municipality.code}`),
      )
      expect(stored).toEqual({ n: whole.length })
      expect(await verifyCounts(database, { municipalityCode: municipality.code, side })).toMatchObject({ total: 0 })
    },
  )
}
