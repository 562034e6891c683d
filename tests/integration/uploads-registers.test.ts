import { expect, test } from 'vitest'

import { discardUpload, importUpload } from '#lib/uploads/commands.server.ts'
import { applyForm } from '#lib/uploads/form.server.ts'
import { correction, openUploads, remarkHeading, remarkRows } from '../support/uploads.ts'
import { workbookOf } from '../support/workbook.ts'

const { database, clock, sent, again, work, tried } = await openUploads()

const square = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const areas = (...given: readonly [name: string, west: number, south: number, size?: number][]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: given.map(([beteckning, west, south, size = 0.1]) => ({
      type: 'Feature',
      properties: { beteckning },
      geometry: { type: 'Polygon', coordinates: [square(west, south, size)] },
    })),
  })

test('areas are seen before they have a name, taken in, and read so the next time', async () => {
  const file = areas(['Torp', 17.2, 59.2], ['Näs', 17.98, 59.2])
  const upload = await sent('areas', file, 'områden.geojson')
  expect(upload.examination).toMatchObject({
    columns: [{ column: 'beteckning', field: null }],
    register: { rows: 2, elsewhere: 0, repaired: 0 },
    areas: [{ isOutside: false }, { isOutside: true }],
    layers: [],
    saved: null,
  })
  const ready = await tried(upload, { beteckning: 'name' })
  expect(ready).toMatchObject({ state: 'tried', examination: { problems: [], areas: [{ name: 'Torp' }, {}] } })
  await importUpload(database, ready, { acceptPartial: false }, clock)
  await work()
  expect(await again(upload)).toMatchObject({ state: 'done', examination: null })

  const next = await sent('areas', areas(['Ås', 17.5, 59.5]), 'fler.geojson')
  expect(next.examination?.saved).toMatchObject({ map: { beteckning: 'name' } })
  await applyForm(database, next, 'saved', correction(next, {}), clock)
  expect(await again(next)).toMatchObject({ examination: { problems: [], areas: [{ name: 'Ås' }] } })
  await discardUpload(database, await again(next), clock)
})

test('areas in a system that a person has to state are asked about, drawn when it is stated', async () => {
  // SWEREF 99 18 00, which the file does not say.
  const upload = await sent('areas', areas(['Torp', 120_000, 6_600_000, 5000]), 'områden.geojson')
  expect(upload.examination).toMatchObject({ areas: [], position: null, register: null })
  expect(upload.examination?.problems.map(({ reason }) => reason.sv).join()).toContain('EPSG:3011')
  await applyForm(database, upload, 'correct', correction(upload, { beteckning: 'name', crs: 'EPSG:3011' }), clock)
  const stated = await again(upload)
  expect(stated.examination).toMatchObject({ problems: [], areas: [{ name: 'Torp', isOutside: false }] })
  await discardUpload(database, stated, clock)
})

test('a sheet is chosen from a list, also where the first one cannot be read', async () => {
  const cells = (texts: readonly string[], row: number) =>
    `<row r="${row}">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`
  const rows = [remarkHeading, ...remarkRows].map((line, index) => cells(line.split(';'), index + 1)).join('')
  const book = workbookOf({
    sheets: [
      { name: 'Tomt', rows: '' },
      { name: 'Data', rows },
    ],
  })
  const upload = await sent('remarks', book, 'bok.xlsx')
  expect(upload.examination).toMatchObject({ file: { layer: 'Data' }, layers: [{ name: 'Tomt' }, { name: 'Data' }] })
  await applyForm(database, upload, 'correct', correction(upload, { layer: 'Tomt' }), clock)
  const empty = await again(upload)
  expect(empty).toMatchObject({
    problem: null,
    examination: { file: null, layers: [{ name: 'Tomt' }, { name: 'Data' }] },
  })
  expect(empty.examination?.problems).toHaveLength(1)
  await applyForm(database, empty, 'correct', correction(empty, { layer: 'Data' }), clock)
  expect((await again(upload)).examination).toMatchObject({ file: { layer: 'Data' }, rowsSampled: 3 })
  await discardUpload(database, await again(upload), clock)
})
