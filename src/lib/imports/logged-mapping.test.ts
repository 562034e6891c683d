import { expect, test } from 'vitest'

import { readLoggedMapping } from './logged-mapping.ts'

test('a logged mapping is told in words, its reference system by name', () => {
  const mapping = readLoggedMapping(
    {
      columns: [
        { column: 'Brottstyp', field: 'offence', guessed: true },
        { column: 'E', field: 'east', guessed: false },
      ],
      set: { precision: '100' },
      crs: 'EPSG:3008',
      notPlaces: [[12.83, 55.87]],
    },
    'crimes',
  )
  expect(mapping.columns).toMatchObject([
    { column: 'Brottstyp', words: { sv: 'brottstyp' }, guessed: true },
    { column: 'E', words: { sv: 'östlig koordinat' }, guessed: false },
  ])
  expect(mapping.set).toMatchObject([{ field: 'precision', value: '100' }])
  expect(mapping.crs).toEqual({ code: 'EPSG:3008', name: 'SWEREF 99 13 30' })
  expect(mapping.notPlaces).toEqual([[12.83, 55.87]])
})

test('words of its own go before those of the points, a system without a name keeps its code', () => {
  const mapping = readLoggedMapping(
    {
      columns: [{ column: 'andel', field: 'share', words: { sv: 'andel', en: 'share' } }],
      srid: 2154,
    },
    'surveys',
  )
  expect(mapping.columns).toEqual([
    { column: 'andel', field: 'share', words: { sv: 'andel', en: 'share' }, guessed: false },
  ])
  expect(mapping.crs).toEqual({ code: 'EPSG:2154', name: null })
})

test('the fields of a register are told in its own words', () => {
  const mapping = readLoggedMapping(
    { columns: [{ column: 'Stadsdel', field: 'area', guessed: true }], set: { giver: 'Polisen' } },
    'area-counts',
  )
  expect(mapping.columns[0]?.words?.sv).toMatch(/område/)
  expect(mapping.set[0]?.words?.sv).not.toBe('giver')
})

test('an entry that says it otherwise is shown without, not refused', () => {
  const nothing = { columns: [], set: [], unread: [], crs: null, notPlaces: [] }
  for (const mapping of [null, 'text', { columns: 'no' }, {}]) {
    expect(readLoggedMapping(mapping, 'remarks')).toEqual(nothing)
  }
})
