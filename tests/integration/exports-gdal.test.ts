import { readFileSync } from 'node:fs'
import sql from 'sql-template-tag'
import { beforeAll, describe, expect, test } from 'vitest'

import { sources, type Source } from '#lib/cells/category.ts'
import { categoryName } from '#lib/cells/names.ts'
import { describeSlot } from '#lib/cells/slot.ts'
import { layerName } from '#lib/exports/export.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { exportWhole } from '../support/exports.ts'
import { countWithGdal, openWithGdal, testWithGdal } from '../support/gdal.ts'
import { anImport, madeFiles } from '../support/imports.ts'
import { isShared, sharedFile } from '../support/shared-data.ts'

const database = await openTestDatabase()
const write = madeFiles()
const testGdal = testWithGdal()

const made = '9961'
const real = '9962'
const cityOfLondon = 'uk-police-city-of-london/city-of-london-street-2018-03_2020.csv'
/** The whole file is 22,111 rows. */
const realRows = process.env['PROOF'] === 'full' ? Infinity : 3000

const themes = ['Belysning', 'Hot', 'Trafik', 'Annat']
const offences = ['Misshandel', 'Cykelstöld', 'Rån', 'Skadegörelse']

/** Every eleventh without position; words that break careless readers of any of the formats. */
function tableOf(source: Source): string {
  const isCrime = source === 'crime'
  const heading = isCrime ? ['Brottstyp', 'Datum', 'Plats'] : ['Tema', 'Datum', 'Text', 'Upplevelse']
  const rows = Array.from({ length: 400 }, (_, index) => [
    (isCrime ? offences : themes)[index % 4] ?? '',
    `2025-${String(1 + (index % 12)).padStart(2, '0')}-11 12:${String(index % 60).padStart(2, '0')}`,
    ['=1+1', '-5', 'a; "b"\nPOINT (1 2)', "d'Arc <&>", 'Åäö 💡'][index % 5] ?? '',
    ...(isCrime ? [] : [['trygg', 'vet ej', 'otrygg'][index % 3] ?? '']),
    ...(index % 11 === 0
      ? ['', '']
      : [(17 + ((index * 7919) % 9973) / 9973).toFixed(7), (59 + index / 433).toFixed(7)]),
  ])
  const quote = (value: string) => `"${value.replaceAll('"', '""')}"`
  return [[...heading, 'Longitud', 'Latitud'], ...rows].map((row) => row.map(quote).join(',')).join('\n')
}

beforeAll(async () => {
  await addTestMunicipality(database, {
    code: made,
    slug: 'gjord',
    name: 'Gjord',
    boundary: boxBoundary(17, 59, 18, 60),
  })
  for (const source of sources) {
    await importPoints(database, anImport(source, write(`${source}.csv`, tableOf(source)), { municipalityCode: made }))
  }
})

const tables = { remark: sql`remark`, observation: sql`observation`, crime: sql`police.crime` }

/** What the database holds, in the order of the file, its coordinates by PostGIS. */
async function storedPoints(municipalityCode: string, source: Source, crs: string) {
  const role = source === 'crime' ? ('police_request' as const) : ('kommun_request' as const)
  const srid = Number(crs.replace('EPSG:', ''))
  const rows = await database.withContext({ role, municipalityCodes: [municipalityCode], access: 'read' }, (db) =>
    db.query<{ east: number | null; north: number | null; slot: number }>(sql`
      select
        slot, ST_X(ST_Transform(position, ${srid}::int)) as east, ST_Y(ST_Transform(position, ${srid}::int)) as north
      from ${tables[source]} where municipality_code = ${municipalityCode} order by id
    `),
  )
  const categories: Record<string, number> = {}
  for (const { slot } of rows) {
    const name = categoryName(source, describeSlot(slot).category, 'sv')
    categories[name] = (categories[name] ?? 0) + 1
  }
  return {
    places: rows.map(({ east, north }) => (east === null || north === null ? null : ([east, north] as const))),
    categories,
  }
}

async function expectSame(municipality: { code: string; rows: number }, source: Source, format: string, crs: string) {
  const bytes = await exportWhole(database, municipality.code, `source=${source}&format=${format}&crs=${crs}`)
  const path = write(`${source}-${crs.replace(':', '-')}.${format}`, bytes)
  const { places, categories } = await storedPoints(municipality.code, source, crs)
  expect(places).toHaveLength(municipality.rows)
  const { coordinates, said } = openWithGdal(path)
  expect(coordinates).toHaveLength(places.length)
  // Half a millimetre, and half of the last digit that positions are kept to.
  const tolerance = crs === 'EPSG:3006' ? 0.000_6 : 0.000_000_01
  const wrong = places.flatMap((place, index) => {
    const opened = coordinates[index] ?? null
    if (place === null || opened === null) return place === opened ? [] : [{ index, place, opened }]
    const isSame = [0, 1].every((axis) => Math.abs((place[axis] ?? 0) - (opened[axis] ?? NaN)) <= tolerance)
    return isSame ? [] : [{ index, place, opened }]
  })
  expect(wrong).toEqual([])
  if (format !== 'csv') expect(said).toContain(`ID["EPSG",${crs.slice('EPSG:'.length)}]]`)
  const layer = format === 'csv' ? `${source}-${crs.replace(':', '-')}` : layerName(source)
  expect(countWithGdal(path, layer, source === 'crime' ? 'Brottsgrupp' : 'Tema')).toEqual(categories)
}

const ways = ['csv', 'geojson', 'gpkg'].flatMap((format) =>
  ['EPSG:3006', 'EPSG:4326'].map((crs) => [format, crs] as const),
)

describe.each(ways)('%s in %s', (format, crs) => {
  testGdal.each(sources)('GDAL reads the same counts and places of %ss', (source) =>
    expectSame({ code: made, rows: 400 }, source, format, crs),
  )
})

const testReal = isShared(cityOfLondon) ? testGdal : test.skip

testReal(
  'City of London: GDAL reads every crime where it was, in every format and both systems',
  { timeout: 600_000 },
  async () => {
    const boundary = boxBoundary(-1.7, 51.2, 0.1, 53.3)
    await addTestMunicipality(database, { code: real, slug: 'london', name: 'London', boundary })
    const lines = readFileSync(sharedFile(cityOfLondon), 'utf8').trim().split('\n')
    const file = write('london.csv', lines.slice(0, 1 + realRows).join('\n'))
    const { added, withoutPosition } = await importPoints(database, anImport('crime', file, { municipalityCode: real }))
    expect(added).toBe(Math.min(realRows, 22_111))
    expect(withoutPosition).toBeGreaterThan(0)
    for (const [format, crs] of ways) await expectSame({ code: real, rows: added }, 'crime', format, crs)
  },
)
