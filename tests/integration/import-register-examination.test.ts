import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { examineAreas } from '#lib/imports/area-examination.server.ts'
import { importAreas } from '#lib/imports/area-commands.server.ts'
import { listFileLayers } from '#lib/imports/file-layers.server.ts'
import { examinePlaces } from '#lib/imports/place-examination.server.ts'
import type { RegisterRequest } from '#lib/imports/register.ts'
import { readSavedRegisterColumns } from '#lib/imports/saved-columns.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { writeGeoPackage } from '../support/geopackage.ts'
import { aRegister, madeFiles } from '../support/imports.ts'
import { sharedFile, testOn } from '../support/shared-data.ts'
import { workbookOf } from '../support/workbook.ts'

const database = await openTestDatabase()
const write = madeFiles()
const code = '9931'
await addTestMunicipality(database, {
  code,
  name: 'Skådeby',
  slug: 'skadeby',
  boundary: boxBoundary(17.9, 59.2, 18.3, 59.5),
})

const asked = (path: string, changes: Partial<RegisterRequest> = {}) => ({
  ...aRegister(path, { dryRun: true, ...changes }),
  municipalityCode: code,
})
type Corner = readonly [east: number, north: number]
const square = ([west, south]: Corner, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const area = (properties: Record<string, unknown>, ring: readonly (readonly number[])[]) => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ring] },
})
const areas = (...features: unknown[]) =>
  write('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }))

test('areas are drawn where they lie, those mostly outside apart, and nothing is written', async () => {
  const bow = [
    [18, 59.3],
    [18.1, 59.4],
    [18.1, 59.3],
    [18, 59.4],
    [18, 59.3],
  ]
  const path = areas(
    area({ namn: 'Inne' }, square([18, 59.3], 0.1)),
    area({ namn: 'Ute' }, square([18.29, 59.3], 0.1)),
    area({ namn: 'Fluga' }, bow),
    area({ namn: 'Borta', kommunkod: '2584' }, square([20, 67], 0.1)),
  )
  const found = await examineAreas(database, asked(path))
  expect(found).toMatchObject({ problems: [], rows: 3, elsewhere: 1, repaired: 1, position: { system: 'EPSG:4326' } })
  expect(found.areas.map(({ row, name, isOutside }) => [row, name, isOutside])).toEqual([
    [1, 'Inne', false],
    [2, 'Ute', true],
    [3, 'Fluga', false],
  ])
  expect(found.areas[0]?.shape.coordinates[0]?.[0]).toHaveLength(5)
  const context = { role: 'kommun_request', municipalityCodes: [code], access: 'read' } as const
  const kept = await database.withContext(context, (db) =>
    db.query(sql`select id from area where municipality_code = ${code}`),
  )
  expect(kept).toEqual([])
})

test('areas without a name are drawn while it is asked which column names them', async () => {
  const found = await examineAreas(database, asked(areas(area({ beteckning: 'A' }, square([18, 59.3], 0.1)))))
  expect(found.problems).toHaveLength(1)
  expect(found).toMatchObject({ columns: null, areas: [{ row: 1, name: '', isOutside: false }] })
})

test.each([
  ['read in another system than they are in', [153_000, 6_580_000], 'EPSG:3011'],
  ['north before east', [59.3, 18], 'omkastade'],
] as const)('areas %s are asked about and not drawn', async (_, corner, said) => {
  const found = await examineAreas(database, asked(areas(area({ namn: 'A' }, square(corner, 0.05)))))
  expect(found).toMatchObject({ areas: [], position: null })
  expect(found.problems[0]?.reason.sv).toContain(said)
})

test('areas of a detailed file are simplified until the page can carry them', async () => {
  const ring = Array.from({ length: 60_000 }, (_, index) => {
    const angle = (index / 60_000) * 2 * Math.PI
    const radius = 0.1 + (index % 2) * 0.000_01
    return [18.1 + radius * Math.cos(angle), 59.35 + radius * Math.sin(angle)]
  })
  const [first = []] = ring
  const path = areas(area({ namn: 'Kusten' }, [...ring, first]))
  const found = await examineAreas(database, asked(path))
  expect(found.areas).toHaveLength(1)
  expect(JSON.stringify(found.areas).length).toBeLessThan(50_000)
})

test('places are drawn, those outside apart, and a system that contradicts the numbers is asked about', async () => {
  const path = write('orter.csv', 'namn;E;N\nInne;674032;6580822\nUte;474032;6580822\n')
  const found = await examinePlaces(database, asked(path))
  expect(found).toMatchObject({ problems: [], rows: 2, position: { system: 'EPSG:3006', guessed: true } })
  expect(found.places.map(({ row, isOutside }) => [row, isOutside])).toEqual([
    [2, false],
    [3, true],
  ])
  const wrong = await examinePlaces(database, asked(path, { srid: 3011 }))
  expect(wrong).toMatchObject({ places: [], position: null })
  expect(wrong.problems[0]?.reason.sv).toContain('EPSG:3006')
})

test('the sheets of a workbook and the layers of a GeoPackage are listed', async () => {
  const row = '<row r="1"><c r="A1" t="inlineStr"><is><t>namn</t></is></c></row>'
  const book = workbookOf({ sheets: ['Läs mig', 'Data 2025'].map((name) => ({ name, rows: row })) })
  expect((await listFileLayers(write('bok.xlsx', book))).map(({ name, rows }) => [name, rows])).toEqual([
    ['Läs mig', null],
    ['Data 2025', null],
  ])
  const folder = write('tom.txt', 'a\n')
  const path = writeGeoPackage(`${folder}.gpkg`, 'orter', 4326, [
    { position: [18, 59.3], properties: { namn: 'A' } },
    { position: null, properties: { namn: 'B' } },
  ])
  expect(await listFileLayers(path)).toEqual([{ name: 'orter', rows: 2, isHidden: false }])
  expect(await listFileLayers(folder)).toEqual([])
})

const districts = sharedFile('stockholm-stadsdelar/fullsize_stadsdelar.geojson')
testOn(districts)("Stockholm's districts are drawn, all of them, in a few hundred kilobytes", async () => {
  const found = await examineAreas(database, asked(districts))
  expect(found.rows).toBe(117)
  expect(found.areas).toHaveLength(117)
  expect(JSON.stringify(found.areas).length).toBeLessThan(400_000)
})

test('how the columns of a register were chosen is offered for the next of its shape', async () => {
  const path = areas(area({ beteckning: 'A', yta: 3 }, square([18, 59.3], 0.1)))
  const choice = { map: { beteckning: 'code' }, set: { kind: 'DeSO' } }
  await importAreas(database, asked(path, { choice, dryRun: false }))
  const { columns } = await examineAreas(database, asked(path, { choice }))
  if (columns === null) throw new Error('the columns were chosen')
  const asking = { municipalityCode: code, kind: 'areas', columns }
  expect(await readSavedRegisterColumns(database, asking)).toMatchObject({ choice, crs: null, dateOrder: null })
  expect(await readSavedRegisterColumns(database, { ...asking, kind: 'places' })).toBeNull()
})
