import { expect, test } from 'vitest'

import { applySaved } from './saved-columns.ts'
import { shapeOf } from './saved-columns.server.ts'

const saved = {
  choice: { map: { Slag: 'offence', Dag: 'when', Not: '', Extra: '' }, set: { place: 'Torget' } },
  crs: 'EPSG:3006' as const,
  dateOrder: 'dmy' as const,
  savedAt: new Date('2026-01-02T03:04:05Z'),
  savedBy: 'anna',
}
const asked = { choice: { map: {}, set: {} }, system: null, dateOrder: null }

test('headings of one shape: order, case and punctuation do not matter, names and their number do', () => {
  const shape = shapeOf(['Brottstyp', 'Datum (lokal)', 'Lat'])
  expect(shapeOf(['LAT', 'brottstyp', 'datum_lokal'])).toBe(shape)
  expect(shapeOf(['Brottstyp', 'Datum (lokal)', 'Lat', 'Lat'])).not.toBe(shape)
  expect(shapeOf(['Brottstyp', 'Datum', 'Lat'])).not.toBe(shape)
})

test('what was saved is used where nothing else is said', () => {
  expect(applySaved(asked, saved)).toEqual({ choice: saved.choice, system: 'EPSG:3006', dateOrder: 'dmy' })
})

test('what a person says goes before it: for a column however it is written, for a field, for system and dates', () => {
  const choice = { map: { SLAG: 'place', Ort: 'when', Not: 'reference' }, set: {} }
  const now = applySaved({ choice, system: 'EPSG:3021', dateOrder: 'mdy' }, saved)
  expect(now).toEqual({
    choice: { map: { ...choice.map, Extra: '' }, set: {} },
    system: 'EPSG:3021',
    dateOrder: 'mdy',
  })
})
