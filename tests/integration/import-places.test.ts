import proj4 from 'proj4'
import sql from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { importBoundaries } from '#lib/imports/boundary-commands.server.ts'
import { importPlaces } from '#lib/imports/place-commands.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { aRegister, madeFiles } from '../support/imports.ts'
import { sharedFile, testOn } from '../support/shared-data.ts'

const database = await openTestDatabase()
const write = madeFiles()
const boxes = { '9915': boxBoundary(16, 58, 16.4, 58.2), '9916': boxBoundary(16.4, 58, 16.8, 58.2) }
await addTestMunicipality(database, { code: '9915', name: 'Ortby', slug: 'ortby', boundary: boxes['9915'] })
await addTestMunicipality(database, { code: '9916', name: 'Nästby', slug: 'nastby', boundary: boxes['9916'] })

const placesOf = (code: string) =>
  database.withContext({ role: 'kommun_request', municipalityCodes: [code], access: 'read' }, (db) =>
    db.query<{ name: string; kind: string; lng: number; lat: number }>(sql`
      select name, kind, ST_X(position) as lng, ST_Y(position) as lat from place
      where municipality_code = ${code} order by name
    `),
  )

test('places go to the boundary that holds them, once each', async () => {
  const path = write(
    'orter.csv',
    'Namn;Slag;Lat;Long\nÅby;;58,1;16,2\nTorget;Torg;58.1;16.5\nÅby;;58,1;16,2\nHav;;57;18',
  )
  expect(await importPlaces(database, aRegister(path, { dryRun: true }))).toMatchObject({ added: 2 })
  expect(await placesOf('9915')).toEqual([])
  const report = await importPlaces(database, aRegister(path))
  expect(report).toMatchObject({ rowsRead: 4, added: 2, alreadyPresent: 1, srid: 4326, outside: [] })
  expect(report.elsewhere).toEqual([{ municipality: expect.stringMatching('outside every boundary'), rows: 1 }])
  expect(await placesOf('9915')).toEqual([{ name: 'Åby', kind: 'locality', lng: 16.2, lat: 58.1 }])
  expect(await placesOf('9916')).toEqual([{ name: 'Torget', kind: 'torg', lng: 16.5, lat: 58.1 }])
  expect(await importPlaces(database, aRegister(path))).toMatchObject({ added: 0, alreadyPresent: 3 })
})

test('a stated municipality keeps what lies outside it, and says so', async () => {
  const point = { type: 'Point', coordinates: [16.45, 58.1] }
  const features = [{ type: 'Feature', properties: { name: 'Gränsen' }, geometry: point }]
  const path = write('plats.geojson', JSON.stringify({ type: 'FeatureCollection', features }))
  const report = await importPlaces(database, aRegister(path, { municipalityCode: '9915' }))
  expect(report).toMatchObject({ added: 1, outside: [{ row: 1, name: 'Gränsen', municipalityCode: '9915' }] })
  expect(await placesOf('9915')).toHaveLength(2)
})

test('axes and reference system are guessed as those of points are, the boundary their referee', async () => {
  const [first] = await placesOf('9916')
  const place = { lng: first?.lng ?? 0, lat: first?.lat ?? 0 }
  const swapped = aRegister(write('om.csv', `namn;slag;lat;lon\nTorget;torg;${place.lng};${place.lat}`))
  expect(await importPlaces(database, swapped)).toMatchObject({ corrected: true, added: 0, alreadyPresent: 1 })
  for (const [system, srid] of [
    ['+proj=utm +zone=33 +ellps=GRS80 +units=m +no_defs', 3006],
    ['+proj=tmerc +lat_0=0 +lon_0=16.5 +k=1 +x_0=150000 +y_0=0 +ellps=GRS80 +units=m +no_defs', 3010],
  ] as const) {
    const [east = 0, north = 0] = proj4(system, [place.lng, place.lat])
    // Swedish maps call the northing x.
    const path = write('metrar.csv', `namn;slag;x;y\nTorget;torg;${north.toFixed(3)};${east.toFixed(3)}`)
    expect(await importPlaces(database, aRegister(path))).toMatchObject({ srid, added: 0, alreadyPresent: 1 })
  }
  const contradicted = aRegister(write('sagt.csv', 'namn;slag;lat;lon\nTorget;torg;58,1;16,5'), { srid: 3006 })
  await expect(importPlaces(database, contradicted)).rejects.toMatchObject({
    errors: [{ value: 'EPSG:3006', reason: { command: { sv: expect.stringContaining('--crs') } } }],
  })
})

describe('what cannot be read is refused naming row and column, and nothing is written', () => {
  test.each([
    ['no name', 'namn;lat;lon\n;58.1;16.2', [{ row: 2, column: 'namn' }]],
    ['half a position', 'namn;lat;lon\nA;58.1;', [{ row: 2, column: 'lon', value: '' }]],
    ['no number', 'namn;lat;lon\nA;58.1;öster', [{ row: 2, column: 'lon', value: 'öster' }]],
    ['one swapped row', 'namn;lat;lon\nB;58;16.2\nC;58.1;16.2\nA;16.2;58.1', [{ row: 4, column: 'lat' }]],
    ['out of range', 'namn;lat;lon\nB;58;16.2\nA;91;16.2', [{ row: 3, column: 'lat' }]],
    ['no position', 'namn;lat\nA;58.1', [{ row: 1, column: 'longitude, latitude' }]],
    ['no rows', 'namn;lat;lon\n', [{ row: 2 }]],
  ])('%s', async (_, content, errors) => {
    const before = await placesOf('9915')
    const error = await importPlaces(database, aRegister(write('fel.csv', content))).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'invalid-file', errors })
    expect(await placesOf('9915')).toEqual(before)
  })
})

const localities = 'sweden-tatorter/tatorter_2020.csv'

testOn(localities)('2,017 localities, from CSV and GeoJSON, in degrees and in metres', async () => {
  const path = sharedFile('sweden-kommuner/okfse_swedish_municipalities.geojson')
  await importBoundaries(database, { path, fileName: 'g', columns: {}, srid: null, layer: null, dryRun: false })
  const first = await importPlaces(database, aRegister(sharedFile(localities)))
  expect(first).toMatchObject({ rowsRead: 2017, added: 2017, elsewhere: [], srid: 4326 })
  expect(first.municipalities).toHaveLength(285)
  expect(await importPlaces(database, aRegister(sharedFile(localities)))).toMatchObject({ added: 0 })
  const geoJson = aRegister(sharedFile('sweden-tatorter/tatorter.geojson'))
  expect(await importPlaces(database, geoJson)).toMatchObject({ rowsRead: 2017, added: 0 })
  const inMetres = { map: { e_3006: 'east', n_3006: 'north' }, set: {} }
  expect(await importPlaces(database, aRegister(sharedFile(localities), { choice: inMetres }))).toMatchObject({
    srid: 3006,
    added: 0,
  })
  expect(await placesOf('1281')).toContainEqual(expect.objectContaining({ name: 'Lund', kind: 'locality' }))
})
