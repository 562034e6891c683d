import { expect, test } from 'vitest'

import type { Source } from '#lib/cells/category.ts'

import { CategoryTable } from './category-table.ts'
import { NotPlaces } from './heavy-position.ts'
import { RowIdentities } from './identity.server.ts'
import { mapColumns } from './mapping.ts'
import type { MappingChoice } from './mapping.ts'
import { guessPositionLayout } from './position.ts'
import { draftRecord, textsOf } from './record.ts'

const categories = new CategoryTable()

function draft(source: Source, heading: string, row: string, choice: Partial<MappingChoice> = {}) {
  const mapping = mapColumns(source, heading.split(';'), { map: {}, set: {}, ...choice })
  const values = row.split(';')
  const layout = guessPositionLayout(mapping, [textsOf(mapping, values)], null)
  return draftRecord(
    { source, mapping, layout, precisionMeters: 50, categories, dateOrder: null, notPlaces: new NotPlaces() },
    values,
  )
}

function identify(source: Source, ...readings: ReturnType<typeof draft>[]): string[] {
  const identities = new RowIdentities(source)
  return readings.map((reading) => identities.next(reading.draft?.content ?? {}))
}

test('a crime from a Swedish list', () => {
  const heading = 'Brottstyp;Datum;Klockslag;N;E;Adress'
  const { draft: crime } = draft('crime', heading, 'Misshandel;2026-08-22;21:30;6097106,672;356083,438;Storgatan 1')
  expect(crime?.record).toMatchObject({
    offenceGroup: 'violence',
    offenceName: 'Misshandel',
    placeName: 'Storgatan 1',
    lngLat: [12.75, 55],
    precisionMeters: 50,
    occurredFrom: new Date('2026-08-22T19:30:00Z'),
    occurredTo: new Date('2026-08-22T19:30:00Z'),
  })
})

test('an interval of days reaches from the first instant of one to the last of the other', () => {
  const { draft: crime } = draft('crime', 'brott;från;till;lat;lon', 'Inbrott;2026-01-02;2026-01-05;;')
  expect(crime?.record).toMatchObject({
    lngLat: null,
    occurredFrom: new Date('2026-01-01T23:00:00Z'),
    occurredTo: new Date('2026-01-05T22:59:59.999Z'),
  })
})

test('every fault of a row is told, by field', () => {
  expect(draft('crime', 'brott;från;till;lat;lon', 'Häleri;i går;2026-01-05;NaN;18').faults).toEqual([
    { field: 'latitude', reason: 'number' },
    { field: 'from', reason: 'instant' },
    { field: 'offence', reason: 'offence' },
  ])
  expect(draft('crime', 'brott;från;till;lat;lon', 'Rån;2026-01-06;2026-01-05;;').faults).toEqual([
    { field: 'to', reason: 'backwards' },
  ])
  expect(draft('crime', 'brott;datum;lat;lon', 'Rån;;;').faults).toEqual([{ field: 'when', reason: 'noInstant' }])
  expect(draft('crime', 'brott;datum;lat;lon', 'Rån;2026-01;59;').faults).toEqual([
    { field: 'longitude', reason: 'halfPosition' },
  ])
  expect(draft('crime', 'brott;datum;lat;lon', 'Rån;2026-01;18,06;59,3').faults).toEqual([
    { field: 'latitude', reason: 'swapped' },
  ])
})

test('a date that may be two days is told as such, in either form of the column', () => {
  const heading = 'brott;datum;anmäld;lat;lon'
  const fault = { field: 'when', reason: 'ambiguousDate' }
  expect(draft('crime', heading, 'Rån;8/9/2026;2026-09-10;59;18').faults).toEqual([fault])
  expect(draft('crime', heading, 'Rån;8/9/2026 – 9/9/2026;2026-09-10;59;18').faults).toEqual([fault])
})

test('a remark keeps its words as written; the heading stands in for missing words', () => {
  const heading = 'tema;upplevelse;rubrik;synpunkt;inkommen;lat;lon'
  const { draft: remark } = draft('remark', heading, 'Belysning;otrygg;Mörkt;Det är\n  mörkt här.;2026-01-02;59;18')
  expect(remark?.record).toMatchObject({ scope: 'point', words: 'Det är\n  mörkt här.', theme: 'lighting', people: 1 })
  const { draft: short } = draft('remark', heading, 'Belysning;otrygg;Mörkt;;2026-01-02;;')
  expect(short?.record).toMatchObject({ scope: 'none', words: 'Mörkt', lngLat: null })
})

test('two equal rows are two, and the same two in another file', () => {
  const row = draft('crime', 'brott;datum;lat;lon', 'Rån;2026-01;59;18')
  const other = draft('crime', 'brott;datum;lat;lon', 'Rån;2026-02;59;18')
  const [first, second, third] = identify('crime', row, row, other)
  expect(new Set([first, second, third]).size).toBe(3)
  expect(identify('crime', other, row, row)).toEqual([third, first, second])
  expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('an identity is of what is read, however the file is laid out', () => {
  const one = draft('crime', 'brott;datum;lat;lon', 'Rån;2026-01;59.0;18')
  const same = draft('crime', 'Longitude;Latitude;Utredare;Crime type;Month', '18,00;59;Ek;rån;2026-01')
  expect(identify('crime', one)).toEqual(identify('crime', same))
})
