import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { importBoundaries } from '#lib/imports/boundary-commands.server.ts'
import { importPoliceEvents } from '#lib/imports/police-event-commands.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { aRegister, madeFiles } from '../support/imports.ts'
import { sharedFile, testOn } from '../support/shared-data.ts'

const database = await openTestDatabase()
const write = madeFiles()
const boundary = boxBoundary(16, 58, 16.4, 58.2)
await addTestMunicipality(database, { code: '9917', name: 'Händelseby', slug: 'handelseby', boundary })
await addTestMunicipality(database, { code: '9918', name: 'Lugnby', slug: 'lugnby', boundary })

const eventsOf = (code: string) =>
  database.withContext({ role: 'kommun_request', municipalityCodes: [code], access: 'read' }, (db) =>
    db.query<{ id: number; summary: string; occurred: Date }>(sql`
      select id::int as id, summary, occurred_at as occurred from police_event
      where municipality_code = ${code} order by id
    `),
  )

const event = (id: number, place: string, changes: Record<string, unknown> = {}) => ({
  id,
  datetime: '2026-08-22 9:58:12 +02:00',
  name: `22 augusti 09.48, Trafikolycka, ${place}`,
  summary: 'Två bilar.',
  url: '/aktuellt/',
  type: 'Trafikolycka',
  location: { name: 'Östergötlands län', gps: '58,16' },
  ...changes,
})
const events = (...values: unknown[]) => aRegister(write('api.json', JSON.stringify(values)))

test('events are kept by municipality at the time their name says; counties are left out, and said', async () => {
  const file = events(
    event(1, 'Händelseby'),
    event(2, 'Lund'),
    event(3, 'Östergötlands län'),
    event(4, 'x', { location: { name: 'händelseby' } }),
  )
  expect(await importPoliceEvents(database, { ...file, dryRun: true })).toMatchObject({ saved: { added: 2 } })
  expect(await eventsOf('9917')).toEqual([])
  const report = await importPoliceEvents(database, file)
  expect(report).toMatchObject({ rowsRead: 4, ofCounties: 1, elsewhere: 1, municipalities: 1, saved: { added: 2 } })
  expect((await eventsOf('9917')).map(({ id, occurred }) => [id, occurred.toISOString()])).toEqual([
    [1, '2026-08-22T07:48:00.000Z'],
    [4, '2026-08-22T07:48:00.000Z'],
  ])
})

test('an edit replaces what is kept, and may move the event; the same again changes nothing', async () => {
  const edited = events(event(1, 'Lugnby'), event(4, 'Händelseby', { summary: 'Tre bilar.' }))
  expect((await importPoliceEvents(database, edited)).saved).toEqual({ added: 1, updated: 1, unchanged: 0, older: 0 })
  expect(await eventsOf('9917')).toMatchObject([{ id: 4, summary: 'Tre bilar.' }])
  expect(await eventsOf('9918')).toMatchObject([{ id: 1 }])
  expect((await importPoliceEvents(database, edited)).saved).toEqual({ added: 0, updated: 0, unchanged: 2, older: 0 })
  const older = events(event(4, 'Händelseby', { datetime: '2026-08-22 9:50:00 +02:00' }))
  expect((await importPoliceEvents(database, older)).saved).toMatchObject({ older: 1 })
})

test('a file with nothing as new in it neither changes an event back nor moves it back', async () => {
  const newest = event(20, 'Lund', { datetime: '2026-08-23 10:00:00 +02:00' })
  const before = [event(10, 'Händelseby'), event(11, 'Händelseby')]
  const after = [event(10, 'Lugnby'), event(11, 'Händelseby', { summary: 'Rättad.' }), newest]
  const first = await importPoliceEvents(database, events(...before))
  await importPoliceEvents(database, events(...after))
  // An edit leaves the time of publishing as it was: only the newest event of a file tells how new the file is.
  expect((await importPoliceEvents(database, events(...before))).saved).toMatchObject({ updated: 0, older: 2 })
  expect(await eventsOf('9918')).toContainEqual(expect.objectContaining({ id: 10 }))
  expect(await eventsOf('9917')).toContainEqual(expect.objectContaining({ id: 11, summary: 'Rättad.' }))
  expect(first.imports).toHaveLength(1)
})

test.each([
  ['no event', [{ id: 1 }], [{ row: 1, column: 'datetime' }]],
  ['no date', [event(9, 'Lugnby', { datetime: 'i går' })], [{ row: 1, column: 'datetime', value: 'i går' }]],
  ['an empty list', [], [{ row: 1 }]],
])('%s is refused', async (_, values, errors) => {
  await expect(importPoliceEvents(database, events(...values))).rejects.toMatchObject({ code: 'invalid-file', errors })
})

const year = 'polisen-events/polisen-events-2024.ndjson.gz'

testOn(year)('a year of events and one answer of the API, over all municipalities', async () => {
  const path = sharedFile('sweden-kommuner/okfse_swedish_municipalities.geojson')
  await importBoundaries(database, { path, fileName: 'g', columns: {}, srid: null, layer: null, dryRun: false })
  const report = await importPoliceEvents(database, aRegister(sharedFile(year)))
  expect(report).toMatchObject({ rowsRead: 24_572, ofCounties: 6335, elsewhere: 0, saved: { added: 18_237 } })
  const again = await importPoliceEvents(database, aRegister(sharedFile(year)))
  expect(again.saved).toEqual({ added: 0, updated: 0, unchanged: 18_237, older: 0 })
  const answer = aRegister(sharedFile('polisen-events/api-payload-2026-08-22.json'))
  expect(await importPoliceEvents(database, answer)).toMatchObject({ rowsRead: 500, ofCounties: 149 })
})
