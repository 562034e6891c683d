import sql from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { importAreas } from '#lib/imports/area-commands.server.ts'
import { importBoundaries } from '#lib/imports/boundary-commands.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { aRegister, madeFiles } from '../support/imports.ts'
import { sharedFile, testOn } from '../support/shared-data.ts'

const database = await openTestDatabase()
const write = madeFiles()
await addTestMunicipality(database, {
  code: '9911',
  name: 'Områdeby',
  slug: 'omradeby',
  boundary: boxBoundary(16, 58, 16.4, 58.2),
})
await addTestMunicipality(database, {
  code: '9912',
  name: 'Grannby',
  slug: 'grannby',
  boundary: boxBoundary(16.4, 58, 16.8, 58.2),
})

type Position = [number, number]
const square = (west: number, south: number, size = 0.05) =>
  ring([west, south], [west + size, south], [west + size, south + size], [west, south + size])
const ring = (...positions: Position[]) => ({ type: 'Polygon', coordinates: [[...positions, positions[0]]] })
const feature = (properties: unknown, geometry: unknown) => ({ type: 'Feature', properties, geometry })
const collection = (...features: unknown[]) =>
  write('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }))

const areasOf = (code: string) =>
  database.withContext({ role: 'kommun_request', municipalityCodes: [code], access: 'read' }, (db) =>
    db.query<{ id: string; code: string; name: string; kind: string }>(sql`
      select id, code, name, kind from area where municipality_code = ${code} order by code
    `),
  )

const auditOf = (code: string) =>
  database.withContext({ role: 'kommun_request', municipalityCodes: [code], access: 'read' }, (db) =>
    db.query<{ detail: Record<string, unknown> }>(sql`
      select detail from audit_entry where municipality_code = ${code} and act = 'import.areas' order by occurred_at, id
    `),
  )

test('areas go to the municipality their row names, and are updated by code', async () => {
  const file = collection(
    feature({ desokod: 'A1', namn: 'Åsen', kommunkod: 9911 }, square(16.1, 58.1)),
    feature(
      { desokod: 'A2', namn: 'Dalen', kommunkod: 9911 },
      ring([16, 58], [16.05, 58.05], [16.05, 58], [16, 58.05]),
    ),
    feature({ desokod: 'A3', namn: 'Udden', kommunkod: '9911' }, square(16.39, 58.1)),
    feature({ desokod: 'B1', namn: 'Grannen', kommunkod: 'Grannby' }, square(16.5, 58.1)),
    feature({ desokod: 'C1', namn: 'Långt bort', kommunkod: '2584' }, square(20, 67)),
  )
  const dry = await importAreas(database, aRegister(file, { dryRun: true }))
  expect(dry).toMatchObject({ rowsRead: 5, added: 4, updated: 0, repaired: ['A2'], srid: 4326, dryRun: true })
  expect(await areasOf('9911')).toEqual([])
  const first = await importAreas(database, aRegister(file))
  expect(first).toMatchObject({
    added: 4,
    elsewhere: [{ municipality: '2584', rows: 1 }],
    mostlyOutside: [{ row: 3, code: 'A3', shareInside: 0.2 }],
    municipalities: [
      { municipalityCode: '9911', areas: 3 },
      { municipalityCode: '9912', areas: 1 },
    ],
  })
  const before = await areasOf('9911')
  expect(before.map(({ code, name, kind }) => [code, name, kind])).toEqual([
    ['A1', 'Åsen', 'statistical'],
    ['A2', 'Dalen', 'statistical'],
    ['A3', 'Udden', 'statistical'],
  ])
  expect(await importAreas(database, aRegister(file))).toMatchObject({ added: 0, updated: 0, unchanged: 4 })
  const renamed = collection(feature({ desokod: 'A1', namn: 'Nya Åsen' }, square(16.1, 58.1)))
  expect(await importAreas(database, aRegister(renamed, { municipalityCode: '9911' }))).toMatchObject({ updated: 1 })
  expect(await areasOf('9911')).toEqual(
    before.map((area) => (area.code === 'A1' ? { ...area, name: 'Nya Åsen' } : area)),
  )
  expect(
    (await auditOf('9911')).map(({ detail }) => [detail['added'], detail['updated'], detail['unchanged']]),
  ).toEqual([
    [3, 0, 0],
    [0, 0, 3],
    [0, 1, 0],
  ])
})

describe('what cannot be read is refused naming the row, and nothing is written', () => {
  const here = { kod: 'X1', namn: 'Här' }
  test.each([
    ['no names or codes', [feature({ färg: 'blå' }, square(16.1, 58.1))], { row: 1, column: 'code' }],
    ['an empty code', [feature({ kod: '', namn: '' }, square(16.1, 58.1))], { row: 1, column: 'kod' }],
    [
      'the same code twice',
      [feature(here, square(16.1, 58.1)), feature(here, square(16.2, 58.1))],
      { row: 2, column: 'kod', value: 'X1' },
    ],
    ['an unknown kind', [feature({ ...here, slag: 'hage' }, square(16.1, 58.1))], { row: 1, column: 'slag' }],
    ['another place', [feature(here, square(17.1, 58.1))], { row: 1, column: 'geometry' }],
    [
      'a line',
      [
        feature(here, {
          type: 'LineString',
          coordinates: [
            [16, 58],
            [16.1, 58.1],
          ],
        }),
      ],
      { row: 1 },
    ],
    [
      'only other municipalities',
      [feature({ ...here, kommun: 'Lund' }, square(16.1, 58.1))],
      { column: 'municipality' },
    ],
  ])('%s', async (_, features, where) => {
    const before = await areasOf('9911')
    const error = await importAreas(database, aRegister(collection(...features), { municipalityCode: '9911' })).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'invalid-file', errors: [where] })
    expect(await areasOf('9911')).toEqual(before)
  })

  test('a file of no known municipality, with two to choose from', async () => {
    const file = collection(feature(here, square(16.1, 58.1)))
    await expect(importAreas(database, aRegister(file))).rejects.toMatchObject({ code: 'invalid-file' })
  })

  test('a municipality that is not here', async () => {
    const file = collection(feature(here, square(16.1, 58.1)))
    const request = aRegister(file, { municipalityCode: '0001' })
    await expect(importAreas(database, request)).rejects.toMatchObject({ code: 'unknown-municipality' })
  })
})

const districts = 'stockholm-stadsdelar/fullsize_stadsdelar.geojson'

testOn(districts)("Stockholm's 117 districts, known by name alone", async () => {
  const boundaries = sharedFile('sweden-kommuner/okfse_swedish_municipalities.geojson')
  const kommuner = { path: boundaries, fileName: 'kommuner', columns: {}, srid: null, layer: null, dryRun: false }
  await importBoundaries(database, kommuner)
  const request = aRegister(sharedFile(districts), {
    municipalityCode: '0180',
    choice: { map: {}, set: { kind: 'stadsdel' } },
  })
  const report = await importAreas(database, request)
  expect(report).toMatchObject({ rowsRead: 117, added: 117, elsewhere: [] })
  // The boundary file is simplified: it cuts Hansta, the outermost of the city's reserves, in four.
  expect(report.mostlyOutside.map(({ code }) => code)).toEqual(['HANSTA'])
  expect(await areasOf('0180')).toHaveLength(117)
  expect(await areasOf('0180')).toContainEqual(expect.objectContaining({ code: 'BAGARMOSSEN', kind: 'statistical' }))
  expect(await importAreas(database, request)).toMatchObject({ added: 0, updated: 0, unchanged: 117 })
})

const layers = 'sweden-kommuner/scb_2024_sweref99tm.gpkg'

testOn(layers)('a layer of a GeoPackage in SWEREF 99 TM', async () => {
  const request = aRegister(sharedFile(layers), {
    layer: 'kommun',
    municipalityCode: '1280',
    choice: { map: { code: 'municipality' }, set: {} },
  })
  const report = await importAreas(database, request)
  expect(report).toMatchObject({ rowsRead: 290, added: 1, srid: 3006, layer: 'kommun' })
  expect(report.elsewhere).toHaveLength(289)
  expect(await areasOf('1280')).toEqual([expect.objectContaining({ code: 'Malmö', name: 'Malmö' })])
})
