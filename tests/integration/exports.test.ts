import { parse } from 'csv-parse/sync'
import { DatabaseSync } from 'node:sqlite'
import sql from 'sql-template-tag'
import { beforeAll, describe, expect, test } from 'vitest'

import { sources, type Source } from '#lib/cells/category.ts'
import { verifyCounts } from '#lib/cells/verification.server.ts'
import { startExport } from '#lib/exports/commands.server.ts'
import { parseExport } from '#lib/exports/export.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { exportWhole, piecesOf } from '../support/exports.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()

/** Towns on the same ground: what leaves one is taken in by another. */
const towns = Array.from({ length: 20 }, (_, index) => ({ code: String(9920 + index), slug: `stad-${index}` }))
const [origin, emptied] = [towns[0]?.code ?? '', towns[1]?.code ?? '']

const words = ['=1+1', '-5', '-12,5', '+46 70', '@SUM(A1)', 'Mörkt; "vid" ån\när det sent', '\t=2', 'Å', '-1-1']
const themes = ['Belysning', 'Skymd sikt', 'Ödsligt', 'Hot', 'Nedskräpning', 'något eget']
const feelings = ['trygg', 'vet ej', 'otrygg']
/** Every tenth without position; two instants of the hour that comes twice in October. */
const remarks = Array.from({ length: 90 }, (_, index) => [
  themes[index % themes.length] ?? '',
  feelings[index % 3] ?? '',
  words[index % words.length] ?? '',
  index < 2
    ? `2025-10-26 02:30 +0${2 - index}:00`
    : `2025-${String(1 + (index % 12)).padStart(2, '0')}-15 0${index % 9}:00`,
  index % 4 === 0 ? 'kommun' : 'delad',
  String(1 + (index % 3)),
  ['', 'dagsljus', 'mörker'][index % 3] ?? '',
  ...(index % 10 === 0 ? ['', ''] : [String(17.5 + index / 1000), String(59.5 + index / 2000)]),
])
const crimes = Array.from({ length: 60 }, (_, index) => [
  ['Misshandel', 'Cykelstöld', 'Antastande', 'Vapeninnehav', 'Snatteri'][index % 5] ?? '',
  index % 3 === 0
    ? `2025-${String(1 + (index % 12)).padStart(2, '0')}`
    : `2025-03-${10 + (index % 20)} 12:3${index % 10}:07`,
  ['=HYPERLINK("http://x")', 'Torget', ''][index % 3] ?? '',
  ...(index % 7 === 0 ? ['', ''] : [String(17.6 + index / 1000), String(59.6 - index / 2000)]),
])

const table = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')).join('\n')

beforeAll(async () => {
  for (const { code, slug } of towns) {
    await addTestMunicipality(database, { code, slug, name: slug, boundary: boxBoundary(17, 59, 18, 60) })
  }
  const spoken = ['Tema', 'Upplevelse', 'Synpunkt', 'Inkommen', 'Synlighet', 'Antal', 'Ljus', 'Longitud', 'Latitud']
  const observed = spoken.map(
    (name) => ({ Synpunkt: 'Iakttagelse', Inkommen: 'Iakttagen', Ljus: 'annat' })[name] ?? name,
  )
  const stated = { municipalityCode: origin }
  await importPoints(database, anImport('remark', write('remarks.csv', table([spoken, ...remarks])), stated))
  await importPoints(database, anImport('observation', write('walk.csv', table([observed, ...remarks])), stated))
  await importPoints(
    database,
    anImport('crime', write('crimes.csv', table([['Brottstyp', 'Datum', 'Plats', 'Longitud', 'Latitud'], ...crimes])), {
      ...stated,
      categories: { Antastande: 'threats' },
    }),
  )
})

const tables = { remark: sql`remark`, observation: sql`observation`, crime: sql`police.crime` }

/** What the counts are made of, and the exact places. */
async function summaryOf(municipalityCode: string, source: Source) {
  const role = source === 'crime' ? ('police_request' as const) : ('kommun_request' as const)
  return database.withContext({ role, municipalityCodes: [municipalityCode], access: 'read' }, (db) =>
    db.query(sql`
      select cell, month, slot, w, audience, precision_m, ST_AsText(position) as place, count(*)::int as n
      from ${tables[source]} where municipality_code = ${municipalityCode}
      group by cell, month, slot, w, audience, precision_m, ST_AsText(position)
      order by month, slot, ST_AsText(position), cell, w, audience, precision_m
    `),
  )
}

async function wordsOf(municipalityCode: string) {
  const context = { role: 'kommun_request', municipalityCodes: [municipalityCode], access: 'read' } as const
  return database.withContext(context, (db) =>
    db.query(sql`
      select words, received_at, felt_light from remark where municipality_code = ${municipalityCode}
      order by received_at, words, felt_light
    `),
  )
}

const ways = ['csv', 'geojson', 'gpkg'].flatMap((format) =>
  ['EPSG:3006', 'EPSG:4326'].map((crs) => [format, crs] as const),
)

describe.each(ways)('%s in %s', (format, crs) => {
  const town = towns[2 + ways.findIndex((way) => way[0] === format && way[1] === crs)]?.code ?? ''

  test.each(sources)('%ss come back with the same counts by cell, month, category and feeling', async (source) => {
    const file = await exportWhole(database, origin, `source=${source}&format=${format}&crs=${crs}`)
    const report = await importPoints(
      database,
      anImport(source, write(`${source}.${format}`, file), { municipalityCode: town }),
    )
    expect(report.understanding.position?.system).toBe(crs)
    expect(report.added).toBe(source === 'crime' ? crimes.length : remarks.length)
    expect(await summaryOf(town, source)).toEqual(await summaryOf(origin, source))
    if (source === 'remark') expect(await wordsOf(town)).toEqual(await wordsOf(origin))
    const side = source === 'crime' ? 'police' : 'municipality'
    expect(await verifyCounts(database, { municipalityCode: town, side })).toMatchObject({ total: 0 })
  })
})

test('in a spreadsheet no cell is a formula, and negative numbers stay numbers', async () => {
  const bytes = await exportWhole(database, origin, 'source=remark&format=csv&crs=EPSG:4326')
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
  const rows: string[][] = parse(bytes, { bom: true, delimiter: ';' })
  expect(rows).toHaveLength(remarks.length + 1)
  const column = rows[0]?.indexOf('Synpunkt') ?? -1
  const written = new Set(rows.slice(1).map((row) => row[column]))
  expect(written).toEqual(new Set(["'=1+1", '-5', '-12,5', "'+46 70", "'@SUM(A1)", words[5], "'\t=2", 'Å', "'-1-1"]))
  for (const cell of rows.flat()) expect(/^[=@\t\r]|^[+-](?![\d ,]*$)/.test(cell), cell).toBe(false)
  const [lng, lat] = [rows[0]?.indexOf('Longitud') ?? -1, rows[0]?.indexOf('Latitud') ?? -1]
  const placed = rows.slice(1).filter((row) => row[lng] !== '')
  expect(placed).toHaveLength(remarks.length * 0.9)
  for (const row of placed) expect(`${row[lng]} ${row[lat]}`).toMatch(/^17(?:,\d+)? 59(?:,\d+)?$/)
})

test('a GeoPackage keeps text as it was written, and numbers as numbers', async () => {
  const file = new DatabaseSync(
    write('r.gpkg', await exportWhole(database, origin, 'source=remark&format=gpkg')).toString(),
  )
  const rows = file.prepare('select distinct Synpunkt as words from synpunkter').all()
  expect(new Set(rows.map((row) => row['words']))).toEqual(new Set(words))
  expect(file.prepare('select distinct typeof(Antal) as type from synpunkter').all()).toEqual([{ type: 'integer' }])
  expect(file.prepare('select count(*) as n from synpunkter where geom is null').get()).toEqual({ n: 9 })
  expect(file.prepare('pragma foreign_key_check').all()).toEqual([])
  expect(file.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
  file.close()
})

test('the filter chooses as it does on the map, rows without position too', async () => {
  const query = 'source=remark&format=geojson&feeling=unsafe&from=2025-03&to=2025-08'
  const { features } = JSON.parse((await exportWhole(database, origin, query)).toString()) as {
    features: { geometry: unknown; properties: Record<string, string> }[]
  }
  const expected = remarks.filter(
    ([, feeling, , when = '']) => feeling === 'otrygg' && when >= '2025-03' && when < '2025-09',
  )
  expect(features).toHaveLength(expected.length)
  expect(features.filter(({ geometry }) => geometry === null)).toHaveLength(
    expected.filter((row) => row[7] === '').length,
  )
  expect(features.every(({ properties }) => properties['Upplevelse'] === 'Otrygg')).toBe(true)
})

test('of one import only what came with it, and nothing of an id that is none', async () => {
  const again = [...remarks.slice(0, 5), ['Hot', 'trygg', 'nytt', '2025-01-01', '', '', '', '17.5', '59.5']]
  const spoken = ['Tema', 'Upplevelse', 'Synpunkt', 'Inkommen', 'Synlighet', 'Antal', 'Ljus', 'Longitud', 'Latitud']
  const stated = { municipalityCode: origin }
  const report = await importPoints(database, anImport('remark', write('more.csv', table([spoken, ...again])), stated))
  const importId = report.municipalities[0]?.importId ?? ''
  const file = await exportWhole(database, origin, `source=remark&format=geojson&import=${importId}`)
  const { features } = JSON.parse(file.toString()) as { features: { properties: Record<string, string> }[] }
  expect(features.map(({ properties }) => properties['Synpunkt'])).toEqual(['nytt'])
  const stranger = `source=remark&format=csv&import=00000000-0000-4000-8000-000000000000`
  await expect(exportWhole(database, origin, stranger)).rejects.toMatchObject({ code: 'invalid-parameter' })
  await expect(exportWhole(database, emptied, `source=remark&format=csv&import=${importId}`)).rejects.toMatchObject({
    code: 'invalid-parameter',
  })
})

test('every download is in the log of the side whose points they are, with filter and number of rows', async () => {
  await exportWhole(database, emptied, 'source=crime&format=csv&category=drugs,theft&from=2025-01')
  await exportWhole(database, emptied, 'source=observation&format=gpkg')
  const entriesSeenBy = (role: 'kommun_request' | 'police_request') =>
    database.withContext({ role, municipalityCodes: [emptied], access: 'read' }, (db) =>
      db.query(sql`
        select act, subject_kind, audience, detail, actor <> '' as "hasActor"
        from audit_entry where municipality_code = ${emptied} order by occurred_at
      `),
    )
  const entry = (act: string, audience: string, detail: object) => [
    { act, subject_kind: 'municipality', audience, detail, hasActor: true },
  ]
  expect(await entriesSeenBy('police_request')).toEqual(
    entry('export.crime', 'police', {
      format: 'csv',
      crs: 'EPSG:3006',
      filter: 'source=crime&category=drugs%2Ctheft&from=2025-01',
      rows: 0,
    }),
  )
  expect(await entriesSeenBy('kommun_request')).toEqual(
    entry('export.observation', 'municipality', {
      format: 'gpkg',
      crs: 'EPSG:3006',
      filter: 'source=observation',
      rows: 0,
    }),
  )
})

test('an import made meanwhile is left out whole; one that goes meanwhile breaks the download off', async () => {
  const town = towns[10]?.code ?? ''
  const stated = { municipalityCode: town }
  // More than one page.
  const rows = (first: number, count: number) =>
    table([
      ['Brottstyp', 'Datum', 'Longitud', 'Latitud', 'Plats'],
      ...Array.from({ length: count }, (_, index) => ['Rån', '2025-03-10', '17.5', '59.5', `nr ${first + index}`]),
    ])
  await importPoints(database, anImport('crime', write('many.csv', rows(0, 4500)), stated))
  const request = parseExport(new URLSearchParams('source=crime&format=csv&crs=EPSG:4326'))
  const { bytes, rows: counted } = await startExport(database, town, request)
  const begun = await bytes.next()
  await importPoints(database, anImport('crime', write('later.csv', rows(10_000, 3000)), stated))
  const rest = await piecesOf(bytes)
  const lines = Buffer.concat([begun.value ?? new Uint8Array(), ...rest])
    .toString()
    .trim()
    .split('\r\n')
  expect({ counted, lines: lines.length - 1, pages: rest.length > 1 }).toEqual({
    counted: 4500,
    lines: 4500,
    pages: true,
  })

  const broken = await startExport(database, town, request)
  await broken.bytes.next()
  const context = { role: 'police_import_worker', municipalityCodes: [town], access: 'write' } as const
  await database.withContext(context, (db) =>
    db.execute(sql`update police.crime set state = 'withdrawn' where municipality_code = ${town}`),
  )
  await expect(piecesOf(broken.bytes)).rejects.toThrow('changed while')
})

test('plane coordinates are refused where they would mean nothing', async () => {
  const { code, slug } = towns[11] ?? { code: '', slug: '' }
  await addTestMunicipality(database, { code, slug, name: slug, boundary: boxBoundary(-151, 60, -149, 62) })
  const file = write('far.csv', 'Brottstyp,Datum,Longitud,Latitud\nRån,2025-03-10,-150,61\n')
  await importPoints(database, anImport('crime', file, { municipalityCode: code }))
  await expect(exportWhole(database, slug, 'source=crime&format=gpkg')).rejects.toThrow(ProblemError)
  const { features } = JSON.parse((await exportWhole(database, slug, 'source=crime&format=geojson')).toString()) as {
    features: { geometry: { coordinates: number[] } }[]
  }
  expect(features[0]?.geometry.coordinates).toEqual([-150, 61])
})

test('a municipality that is not there is a problem, whoever asks', async () => {
  await expect(exportWhole(database, 'ingenstans', 'source=crime&format=csv')).rejects.toMatchObject({
    code: 'unknown-municipality',
  })
})
