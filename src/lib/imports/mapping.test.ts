import { expect, test } from 'vitest'

import type { Source } from '#lib/cells/category.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { mapColumns } from './mapping.ts'

const nothing = { map: {}, set: {} }

function fields(source: Source, heading: string, choice = nothing) {
  const { columns } = mapColumns(source, heading.split(','), choice)
  return Object.fromEntries(columns.map(({ column, field }) => [column, field]))
}

function faults(work: () => unknown) {
  try {
    work()
  } catch (error) {
    if (error instanceof ProblemError) return error.errors
    throw error
  }
  return []
}

test('data.police.uk', () => {
  const heading = 'Crime ID,Month,Reported by,Longitude,Latitude,Location,LSOA code,Crime type,Context'
  expect(fields('crime', heading)).toEqual({
    'Crime ID': 'reference',
    Month: 'when',
    Longitude: 'longitude',
    Latitude: 'latitude',
    Location: 'place',
    'Crime type': 'offence',
  })
})

test('a Swedish list in SWEREF 99 TM', () => {
  expect(fields('crime', 'Diarienummer,Brottstyp,Brottstid från,Brottstid till,N,E,Adress')).toEqual({
    Diarienummer: 'reference',
    Brottstyp: 'offence',
    'Brottstid från': 'from',
    'Brottstid till': 'to',
    N: 'north',
    E: 'east',
    Adress: 'place',
  })
})

test('of two reference systems in one file the degrees are read', () => {
  const { columns, unread } = mapColumns('crime', ['n_3006', 'e_3006', 'lat', 'lon', 'brott', 'datum'], nothing)
  expect(columns.map(({ column }) => column)).toEqual(['lon', 'lat', 'brott', 'datum'])
  expect(unread).toEqual(['n_3006', 'e_3006'])
})

test('what a person states goes before guesses, and a set value before a column', () => {
  const choice = { map: { Kolumn1: 'latitude', kolumn2: 'longitude' }, set: { offence: 'burglary' } }
  expect(fields('crime', 'Kolumn1,Kolumn2,Lat,Lon,Brott,Datum', choice)).toEqual({
    Kolumn1: 'latitude',
    Kolumn2: 'longitude',
    Datum: 'when',
  })
})

test('a missing column is named, with the columns there are', () => {
  const [fault] = faults(() => mapColumns('crime', ['Month', 'Longitude', 'Latitude'], nothing))
  expect(fault).toMatchObject({ row: 1, column: 'offence' })
  expect(fault?.reason.command?.sv).toContain('filens kolumner: Month, Longitude, Latitude')
  expect(fault?.reason.command?.en).toContain("the file's columns: Month, Longitude, Latitude")
})

test('half a position, no position, an unknown column and an unknown field are refused', () => {
  const base = ['Crime type', 'Month']
  expect(faults(() => mapColumns('crime', [...base, 'Latitude'], nothing))).toMatchObject([{ column: 'Latitude' }])
  expect(faults(() => mapColumns('crime', base, nothing))).toMatchObject([{ column: 'longitude, latitude' }])
  const whole = [...base, 'Latitude', 'Longitude']
  expect(faults(() => mapColumns('crime', whole, { map: { Typ: 'offence' }, set: {} }))).toMatchObject([
    { row: 1, column: 'Typ' },
  ])
  expect(faults(() => mapColumns('crime', whole, { map: {}, set: { feeling: 'unsafe' } }))).toMatchObject([
    { value: 'feeling' },
  ])
})

test('a column that a person wants nothing read from is not guessed', () => {
  const heading = 'Datum,Typ,Känsla,Text,Öst,Nord,Kommentar'
  expect(fields('remark', heading)).toMatchObject({ Text: 'words' })
  expect(fields('remark', heading, { map: { text: '' }, set: {} })).toMatchObject({ Kommentar: 'words' })
  const { unread } = mapColumns('remark', heading.split(','), { map: { Text: '' }, set: {} })
  expect(unread).toEqual(['Text'])
})

test('a column named as an offence but read as something else is remembered: its rows may be never mapped', () => {
  const heading = ['Brottstyp', 'Brottskod', 'Datum', 'Lat', 'Lon', 'Rubricering']
  const asked = (map: Record<string, string>, set = {}) => mapColumns('crime', heading, { map, set }).unreadOffences
  expect(asked({})).toEqual([5])
  expect(asked({ Brottskod: 'reference' })).toEqual([1, 5])
  expect(asked({ Brottstyp: 'place', Brottskod: '' }, { offence: 'Rån' })).toEqual([0, 1, 5])
})

test('a heading that says its reference system is the coordinate it begins with', () => {
  const rest = 'Känsla,Ämne,Text,Datum'
  expect(fields('remark', `N (SWEREF 99 TM),E (SWEREF 99 TM),${rest}`)).toMatchObject({
    'N (SWEREF 99 TM)': 'north',
    'E (SWEREF 99 TM)': 'east',
  })
  expect(fields('remark', `X SWEREF99 18 00,Y SWEREF99 18 00,${rest}`)).toMatchObject({
    'X SWEREF99 18 00': 'x',
    'Y SWEREF99 18 00': 'y',
  })
  expect(fields('remark', `Lat (WGS84),Long (WGS84),N,E,${rest}`)).toMatchObject({
    'Lat (WGS84)': 'latitude',
    'Long (WGS84)': 'longitude',
  })
})
