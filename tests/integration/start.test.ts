import { beforeAll, describe, expect, test } from 'vitest'

import type { Access, Reader, StaffRole } from '#lib/accounts/access.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { readBrief } from '#lib/start/brief.server.ts'
import { readStartPage } from '#lib/start/page.server.ts'
import type { StartQuestion } from '#lib/start/start.ts'
import { startSources } from '../../src/start-sources.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'
import { officer, planner } from '../support/readers.ts'

const database = await openTestDatabase()
const write = madeFiles()
const importedAt = new Date('2026-05-04T08:00:00Z')

beforeAll(async () => {
  const boundary = boxBoundary(12.5, 54.9, 13, 55.2)
  await addTestMunicipality(database, { code: '9904', name: 'Sydkommun', slug: 'sydkommun', boundary })
  const far = boxBoundary(15, 54.9, 15.5, 55.2)
  await addTestMunicipality(database, { code: '9906', name: 'Nordkommun', slug: 'nordkommun', boundary: far })
  const clock = { now: () => importedAt }
  const remarks = [
    'Inkommen;Tema;Upplevelse;Synpunkt;Lat;Lon',
    '2026-01-10;Belysning;otrygg;Mörkt;55;12.7',
    '2026-02-11;Belysning;otrygg;Mörkt;55;12.7',
    '2026-04-12;Nedskräpning;otrygg;Skräp;55;12.7',
    '2026-04-13;Belysning;otrygg;Mörkt;55;12.7',
    '2026-04-14;Belysning;otrygg;Mörkt igen;55;12.7',
  ]
  await importPoints(database, anImport('remark', write('a.csv', remarks.join('\n'))), undefined, clock)
  const crimes = ['Brottstyp;Datum;Lat;Lon', 'Stöld;2026-03-02;55;12.7', 'Inbrott;2026-03-03;55;12.7']
  await importPoints(database, anImport('crime', write('b.csv', crimes.join('\n'))), undefined, clock)
})

function asked(reader: Reader, now: string, roles: StaffRole[] = ['planner']): Omit<StartQuestion, 'since'> {
  const { municipalityCode, party } = reader
  const access: Access = { municipalityCode, party, roles }
  return { reader, access, slug: 'sydkommun', now: new Date(now), locale: 'sv' }
}

const start = (reader: Reader, now: string, roles?: StaffRole[]) =>
  readStartPage(database, startSources, asked(reader, now, roles))

describe('the start page', () => {
  test('tells at the first visit what came in during the last week, and at the next what came since', async () => {
    const first = await start(planner('9904'), '2026-05-05T07:00:00Z')
    expect(first.since).toBeNull()
    expect(first.told.new.map(({ text }) => text)).toEqual([expect.stringMatching(/^Synpunkter: 5 nya rader$/)])
    const again = await start(planner('9904'), '2026-05-05T08:00:00Z')
    expect(again.told.new).toHaveLength(1)
    const nextDay = await start(planner('9904'), '2026-05-06T07:00:00Z')
    expect(nextDay.since).toEqual(new Date('2026-05-05T07:00:00Z'))
    expect(nextDay.told.new).toEqual([])
  })

  test('says how far each source reaches and which months are missing', async () => {
    const { told } = await start(planner('9904'), '2026-07-05T07:00:00Z')
    const [remarks] = told.imports
    expect(remarks?.text).toContain('till och med april 2026')
    expect(remarks?.text).toContain('2 hela månader')
    expect(remarks?.text).toContain('mars 2026')
    expect(remarks?.text).not.toContain('januari')
  })

  test('speaks of crimes to the police alone', async () => {
    const own = await start(officer('9904'), '2026-05-05T07:00:00Z')
    expect(own.told.imports.map(({ text }) => text)).toContainEqual(expect.stringMatching(/brott.*mars 2026/i))
    expect(own.told.new.map(({ text }) => text)).toEqual([expect.stringMatching(/brott: 2 nya rader/i)])
    const other = await start(planner('9904'), '2026-08-05T07:00:00Z')
    expect(JSON.stringify(other.told)).not.toMatch(/brott/i)
  })

  test('offers to import a first file where there is nothing, to whom may', async () => {
    const { told } = await start(planner('9906'), '2026-05-05T07:00:00Z')
    expect(told.next).toMatchObject([{ href: '/sydkommun/imports' }])
    expect(told.imports).toEqual([])
    const walker = await start(planner('9906'), '2026-05-05T07:00:00Z', ['walk-leader'])
    expect(walker.told.next).toEqual([])
  })
})

describe('the weekly brief', () => {
  test("compares each source's latest month with the one before and the same a year earlier", async () => {
    const brief = await readBrief(database, startSources, asked(planner('9904'), '2026-05-05T07:00:00Z'))
    expect(brief).toMatchObject({ week: 19, year: 2026 })
    expect(brief.comparisons).toEqual([
      {
        source: 'remark',
        months: ['2026-04', '2026-03', '2025-04'],
        rows: [
          { category: 'lighting', counts: [2, 0, 0] },
          { category: 'litter', counts: [1, 0, 0] },
        ],
      },
    ])
  })

  test("shows the police's crimes to the police alone", async () => {
    const brief = await readBrief(database, startSources, asked(officer('9904'), '2026-05-05T07:00:00Z'))
    expect(brief.comparisons.map(({ source }) => source)).toEqual(['remark', 'crime'])
  })
})
