import sql from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { listCrimeAreaCounts } from '#lib/crimes/queries.server.ts'
import { importAreaCounts } from '#lib/imports/area-count-commands.server.ts'
import { importAreas } from '#lib/imports/area-commands.server.ts'
import { listImports } from '#lib/imports/import-log.server.ts'
import { importPlaces } from '#lib/imports/place-commands.server.ts'
import { importPoliceEvents } from '#lib/imports/police-event-commands.server.ts'
import { importPopulation } from '#lib/imports/population-commands.server.ts'
import type { RegisterReport, RegisterRequest } from '#lib/imports/register.ts'
import { importSurveys } from '#lib/imports/survey-commands.server.ts'
import { undoImport } from '#lib/imports/undo.server.ts'
import { listPopulation } from '#lib/municipalities/population-queries.server.ts'
import { listSurveyValues } from '#lib/municipalities/survey-queries.server.ts'
import type { Transaction } from '#lib/database/database.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { aRegister, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const boundary = boxBoundary(16, 58, 16.4, 58.2)
const code = '9920'
await addTestMunicipality(database, { code, name: 'Ångerby', slug: 'angerby', boundary })
await addTestMunicipality(database, { code: '9921', name: 'Granneby', slug: 'granneby', boundary })

const file = (name: string, content: string, set: Record<string, string> = {}): RegisterRequest =>
  aRegister(write(name, content), { choice: { map: {}, set }, municipalityCode: code })
const read = <Result>(work: (db: Transaction) => Promise<Result>, municipality = code) =>
  database.withContext({ role: 'kommun_request', municipalityCodes: [municipality], access: 'read' }, work)
const partOf = (report: RegisterReport, municipality = code) => {
  const part = report.imports.find(({ municipalityCode }) => municipalityCode === municipality)
  if (part === undefined) throw new Error('nothing was imported')
  return part.importId
}
const undo = (report: RegisterReport, municipality = code) =>
  undoImport(database, { side: 'municipality', municipalityCode: municipality, id: partOf(report, municipality) })

const areas = (...names: [code: string, name: string, size?: number][]) =>
  file(
    'areas.geojson',
    JSON.stringify({
      type: 'FeatureCollection',
      features: names.map(([kod, namn, size = 0.1]) => ({
        type: 'Feature',
        properties: { kod, namn },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [16, 58],
              [16 + size, 58],
              [16.1, 58.1],
              [16, 58],
            ],
          ],
        },
      })),
    }),
  )
const keptAreas = () =>
  read((db) =>
    db.query(sql`
      select id, code, name, encode(ST_AsBinary(boundary), 'hex') as boundary from area
      where municipality_code = ${code} order by code
    `),
  )
const people = (...rows: string[]) => file('folk.csv', ['Område;År;Ålder;Kön;Antal', ...rows].join('\n'))
const keptPeople = () => read((db) => listPopulation(db, code, [2024, 2025]))
const counts = (date: string, ...rows: string[]) =>
  file('antal.csv', ['Område;Brott;Tid;Antal', ...rows].join('\n'), { giver: 'Polisen', handed_over_on: date })
const keptCounts = () => read((db) => listCrimeAreaCounts(db, code, { monthFrom: '2020-01', monthTo: '2030-12' }))
const survey = (...rows: string[]) =>
  file('enkat.csv', ['Område;År;Andel', ...rows].join('\n'), { survey: 'TU', question: 'Otrygg' })
const keptValues = () => read((db) => listSurveyValues(db, code))
const event = (id: number, datetime: string, place: string, summary: string) => ({
  id,
  datetime,
  name: `22 augusti 09.48, Brand, ${place}`,
  summary,
  type: 'Brand',
  location: { name: place },
})
const events = (...values: unknown[]) => aRegister(write('api.json', JSON.stringify(values)))
const keptEvents = (municipality = code) =>
  read(
    (db) =>
      db.query(sql`
        select id::int as id, summary, published_at, occurred_at from police_event
        where municipality_code = ${municipality} order by id
      `),
    municipality,
  )

const first = await importAreas(database, areas(['A1', 'Norr'], ['A2', 'Söder']))

test('every import of a register is in the log, with its kind, file, mapping and counts', async () => {
  const [logged] = await listImports(database, 'municipality', code)
  expect(logged).toMatchObject({
    kind: 'areas',
    fileName: 'areas.geojson',
    fileSha256: first.sha256,
    rowsRead: 2,
    added: 2,
  })
  expect(logged?.mapping).toMatchObject({
    columns: [{ column: 'kod', field: 'code', guessed: true }, { field: 'name' }],
  })
  const audit = await read((db) =>
    db.query(sql`select act, subject_id from audit_entry where municipality_code = ${code} and act = 'import.areas'`),
  )
  expect(audit).toEqual([{ act: 'import.areas', subject_id: partOf(first) }])
})

interface Replacing {
  earlier: () => Promise<RegisterReport>
  later: () => Promise<RegisterReport>
  kept: () => Promise<unknown[]>
}

const registers: Record<string, Replacing> = {
  areas: {
    earlier: () => importAreas(database, areas(['A1', 'Norra', 0.2], ['A3', 'Öster'])),
    later: () => importAreas(database, areas(['A1', 'Nordligast', 0.3], ['A3', 'Österut'], ['A4', 'Ny'])),
    kept: keptAreas,
  },
  population: {
    earlier: () => importPopulation(database, people('A1;2024;17;män;3', 'A1;2024;30;kvinnor;4', 'A2;2024;17;män;5')),
    later: () => importPopulation(database, people('A1;2024;40;män;9', 'A1;2025;17;män;8')),
    kept: keptPeople,
  },
  'counts by area': {
    earlier: () => importAreaCounts(database, counts('2026-01-01', 'A1;rån;2025;<5', 'A2;rån;2025;7')),
    later: () => importAreaCounts(database, counts('2026-02-01', 'A1;rån;2025;6', 'A1;hot;2025;1')),
    kept: keptCounts,
  },
  surveys: {
    earlier: () => importSurveys(database, survey('A1;2024;34,5 %', 'A2;2024;..')),
    later: () => importSurveys(database, survey('A1;2024;36 %', 'A1;2025;30 %')),
    kept: keptValues,
  },
  'police events': {
    earlier: () => importPoliceEvents(database, events(event(1, '2026-08-22 10:00', 'Ångerby', 'Brand.'))),
    later: () =>
      importPoliceEvents(
        database,
        events(event(1, '2026-08-22 10:00', 'Ångerby', 'Släckt.'), event(2, '2026-08-22 12:00', 'Ångerby', 'Ny.')),
      ),
    kept: keptEvents,
  },
}

describe.each(Object.entries(registers))('%s', (_, { earlier, later, kept }) => {
  test('undoing the later import gives back what it replaced, undoing both what was before', async () => {
    const before = await kept()
    const one = await earlier()
    const between = await kept()
    const two = await later()
    expect(await kept()).not.toEqual(between)
    expect((await undo(two)).removed).toBeGreaterThan(0)
    expect(await kept()).toEqual(between)
    await undo(one)
    expect(await kept()).toEqual(before)
    await expect(undo(one)).rejects.toMatchObject({ code: 'import-already-undone' })
  })

  test('undoing the earlier import leaves the later, which then leads back to what was before both', async () => {
    const before = await kept()
    const alone = await later()
    const laterAlone = withoutIds(await kept())
    await undo(alone)
    const one = await earlier()
    const two = await later()
    await undo(one)
    const after = withoutIds(await kept())
    for (const row of laterAlone) expect(after).toContainEqual(row)
    await undo(two)
    expect(await kept()).toEqual(before)
  })

  test('the same file again replaces nothing, and undoing that changes nothing', async () => {
    const before = await kept()
    const one = await earlier()
    const between = await kept()
    const again = await earlier()
    expect((await undo(again)).removed).toBe(0)
    expect(await kept()).toEqual(between)
    await undo(one)
    expect(await kept()).toEqual(before)
  })
})

/** An area that was taken away and comes again has another id. */
function withoutIds(rows: unknown[]): unknown[] {
  return rows.map((row) => ({ ...(row as object), id: null }))
}

test('places are taken away as a whole', async () => {
  const report = await importPlaces(database, file('orter.csv', 'namn;lat;lon\nÅby;58.1;16.2\nBy;58.15;16.3'))
  expect(await undo(report)).toMatchObject({ removed: 2 })
  const again = await importPlaces(database, file('orter.csv', 'namn;lat;lon\nÅby;58.1;16.2'))
  expect(again.added).toBe(1)
})

test('an event that an edit has moved comes back where it was', async () => {
  await importPoliceEvents(database, events(event(7, '2026-08-22 10:00', 'Ångerby', 'Här.')))
  const before = await keptEvents()
  const moved = await importPoliceEvents(database, events(event(7, '2026-08-22 10:00', 'Granneby', 'Där.')))
  expect(await keptEvents()).toEqual([])
  await undo(moved, '9921')
  expect(await keptEvents('9921')).toEqual([])
  await undo(moved)
  expect(await keptEvents()).toEqual(before)
})

test.each([
  ['population', () => importPopulation(database, people('B1;2024;17;män;3')), 'befolkning'],
  ['counts', () => importAreaCounts(database, counts('2026-01-01', 'B1;rån;2025;7')), 'antal brott'],
  ['survey values', () => importSurveys(database, survey('B1;2024;34 %')), 'enkätvärden'],
])('areas that %s belong to are not taken away until those are', async (_, add, word) => {
  const brought = await importAreas(database, areas(['B1', 'Utmark']))
  const referring = await add()
  const before = await keptAreas()
  await expect(undo(brought)).rejects.toMatchObject({
    code: 'import-not-undoable',
    errors: [{ value: 'B1', reason: { sv: expect.stringContaining(word) } }],
  })
  expect(await keptAreas()).toEqual(before)
  await undo(referring)
  expect(await undo(brought)).toMatchObject({ removed: 1 })
})
