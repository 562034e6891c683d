import { describe, expect, test } from 'vitest'

import { importBoundaries } from '#lib/imports/boundary-commands.server.ts'
import type { BoundaryRequest } from '#lib/imports/boundary-commands.server.ts'
import { assignMunicipalities, listMunicipalities } from '#lib/municipalities/queries.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { openTestDatabase } from '../support/database.ts'
import { fixture, madeFiles } from '../support/imports.ts'
import { sharedFile, testOn } from '../support/shared-data.ts'

const database = await openTestDatabase()
const write = madeFiles()
const context = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const

function request(path: string, changes: Partial<BoundaryRequest> = {}): BoundaryRequest {
  return { path, fileName: 'gränser', columns: {}, srid: null, layer: null, dryRun: false, ...changes }
}

const municipalities = () => database.withContext(context, (db) => listMunicipalities(db))

async function codesAt(...lngLats: [number, number][]) {
  const assignments = await database.withContext(context, (db) => assignMunicipalities(db, lngLats))
  return assignments.map(({ code }) => code)
}

test('a GeoJSON: codes that lost their nought, two names of one word, a shape that crosses itself', async () => {
  const report = await importBoundaries(database, request(fixture('kommuner.geojson')))
  expect(report).toMatchObject({ read: 3, added: 3, updated: 0, repaired: ['9905'], srid: 4326 })
  expect(report.municipalities).toEqual([
    { code: '0305', name: 'Håbo', slug: 'habo' },
    { code: '0643', name: 'Habo', slug: 'habo-0643' },
    { code: '9905', name: 'Åttan', slug: 'attan' },
  ])
  expect(await codesAt([17.2, 59.2], [14.65, 57.05], [16.05, 58.1], [16.1, 58.19])).toEqual([
    '0305',
    '0643',
    '9905',
    null,
  ])
  expect(await importBoundaries(database, request(fixture('kommuner.geojson')))).toMatchObject({ added: 0, updated: 3 })
})

describe('what cannot be read is refused in words, and nothing is written', () => {
  const collection = (features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })
  const feature = (properties: unknown, geometry: unknown) => ({ type: 'Feature', properties, geometry })
  const ring = (...positions: number[][]) => ({ type: 'Polygon', coordinates: [positions] })
  const here = { kod: '0001', namn: 'Här' }
  const square = ring([18, 59], [19, 59], [19, 60], [18, 59])

  test.each([
    ['no JSON', 'x', {}],
    ['another kind of JSON', '{"type":"Topology"}', {}],
    ['no features', collection([]), { row: 1 }],
    ['no code', collection([feature({ kod: '01', namn: 'A' }, square)]), { row: 1, column: 'code' }],
    ['swapped axes', collection([feature(here, ring([59, 18], [60, 18], [60, 19], [59, 18]))]), { row: 1 }],
    [
      'a line',
      collection([
        feature(here, {
          type: 'LineString',
          coordinates: [
            [18, 59],
            [19, 60],
          ],
        }),
      ]),
      { row: 1 },
    ],
    ['no shape', collection([feature(here, null)]), { row: 1, column: 'geometry' }],
    ['a broken shape', collection([feature(here, { type: 'Polygon', coordinates: [[18, 59]] })]), { row: 1 }],
    ['a broken GeoPackage', 'SQLite format 3\0 and no more', {}],
  ])('%s', async (_, content, where) => {
    const before = await municipalities()
    const error = await importBoundaries(database, request(write('areas.json', content))).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'invalid-file', errors: [where] })
    expect(await municipalities()).toEqual(before)
  })
})

const okfse = 'sweden-kommuner/okfse_swedish_municipalities.geojson'
const generalised = 'sweden-kommuner/kommuner_wgs84.geojson'
const geoPackage = 'sweden-kommuner/scb_2024_sweref99tm.gpkg'

testOn(okfse)('all 290 municipalities load from each of the three files, onto the same places', async () => {
  const places: [number, number][] = [
    [18.0686, 59.3293],
    [13.0038, 55.605],
    [20.2253, 67.8558],
  ]
  for (const [path, srid] of [
    [okfse, 4326],
    [generalised, 4326],
    [geoPackage, 3006],
  ] as const) {
    const report = await importBoundaries(database, request(sharedFile(path)))
    expect(report, path).toMatchObject({ read: 290, srid })
    expect(await codesAt(...places), path).toEqual(['0180', '1280', '2584'])
  }
  const all = (await municipalities()).filter(({ code }) => code < '9900')
  expect(all).toHaveLength(290)
  expect(all.find(({ code }) => code === '0114')).toMatchObject({ name: 'Upplands Väsby', slug: 'upplands-vasby' })
})
