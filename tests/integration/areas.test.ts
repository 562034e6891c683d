import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import type { AreaAnswer, AreasAnswer, ChoicesAnswer, EventsAnswer } from '#lib/areas/answer.ts'
import { answerArea, answerAreas, answerChoices } from '#lib/areas/answers.server.ts'
import { answerEvents } from '#lib/areas/events.server.ts'
import { mergeCounts } from '#lib/areas/sides.server.ts'
import type { OffenceGroup } from '#lib/cells/category.ts'
import { saveCrimeAreaCounts } from '#lib/crimes/commands.server.ts'
import type { Database } from '#lib/database/database.ts'
import { replaceGazetteer } from '#lib/municipalities/commands.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const code = '8401'
for (const [index, own] of [code, '8402'].entries()) {
  const boundary = boxBoundary(15 + index, 58, 15.9 + index, 59)
  await addTestMunicipality(database, { code: own, name: own, slug: `m${own}`, boundary })
}

const idOf = (index: number) => `0190a000-0000-7000-8000-00000000000${index}`
const people = (women: number, men: number) => [
  { year: 2024, ageBand: '16-24' as const, gender: 'woman' as const, people: women },
  { year: 2024, ageBand: '25-44' as const, gender: 'man' as const, people: men },
]
const areas = [
  { code: 'N', name: 'Norr', population: people(1000, 1000) },
  { code: 'S', name: 'Söder', population: people(60, 60) },
  { code: 'V', name: 'Väster', population: people(300, 300) },
  { code: 'Ö', name: 'Öster', population: [] },
].map((area, index) => ({
  ...area,
  id: idOf(index),
  kind: 'statistical' as const,
  parentCode: index === 1 ? 'N' : null,
  geometry: boxBoundary(15.1 + index / 10, 58.1, 15.15 + index / 10, 58.2),
}))
await replaceGazetteer(database, code, { areas, places: [], streets: [], basemap: [] })

const given = { giver: 'Polisen', handedOverOn: '2026-01-15', reference: 'A1/2026' }
const count = (areaCode: string, offenceGroup: OffenceGroup, n: number | null, written = String(n), year = '2025') => ({
  ...{ areaCode, offenceGroup, n, written, monthFrom: `${year}-01`, monthTo: `${year}-12` },
  ...given,
})
const writing = { role: 'import_worker', municipalityCodes: [code], access: 'write' } as const
await database.withContext(writing, async (db) => {
  await saveCrimeAreaCounts(db, code, [
    count('N', 'violence', 44),
    count('N', 'theft', null, '<5'),
    count('S', 'violence', 30),
    count('V', 'violence', null, '<5'),
    count('V', 'theft', 0, '-'),
    count('N', 'violence', 31, '31', '2024'),
  ])
  const answers = [
    { area: idOf(0), year: 2025, share: 0.345, low: 0.3, high: 0.39, answered: 210, written: '34,5 %' },
    { area: idOf(1), year: 2025, share: null, low: null, high: null, answered: 12, written: '..' },
    { area: null, year: 2025, share: 0.31, low: 0.29, high: 0.33, answered: 900, written: '31 %' },
    { area: idOf(0), year: 2023, share: 0.4, low: null, high: null, answered: 200, written: '40 %' },
  ]
  for (const [index, { area, year, share, low, high, answered, written }] of answers.entries()) {
    await db.execute(sql`
      insert into survey_value (
        municipality_code, id, survey, question, answer, area_id, year, share, share_low, share_high, answered, written
      )
      values (
        ${code}, ${`0190a000-0000-7000-8000-0000000001${index}0`}::uuid, 'Trygg', 'Hur är det ute sent?', 'Otrygg',
        ${area}::uuid, ${year}, ${share}, ${low}, ${high}, ${answered}, ${written}
      )
    `)
  }
  const events = [
    { id: 1, at: '2026-10-20T08:00:00Z', type: 'Trafikolycka', url: '/aktuellt/1/' },
    { id: 2, at: '2026-10-25T08:00:00Z', type: 'Brand', url: '/aktuellt/2/' },
    { id: 3, at: '2026-10-28T08:00:00Z', type: 'Trafikolycka', url: 'https://evil.example/' },
    { id: 4, at: '2026-08-01T08:00:00Z', type: 'Rån', url: '/aktuellt/4/' },
  ]
  for (const { id, at, type, url } of events) {
    await db.execute(sql`
      insert into police_event (municipality_code, id, occurred_at, published_at, type, name, summary, url)
      values (${code}, ${id}, ${new Date(at)}, ${new Date(at)}, ${type}, ${`${type}, Norr`}, '', ${url})
    `)
  }
})

const ask = (search: string, headers: Record<string, string> = {}, municipality = code) =>
  new Request(`http://localhost/api/v1/areas?municipality=${municipality}&${search}`, { headers })
const read = async <Answer>(answer: Promise<Response>) => (await (await answer).json()) as Answer
const values = (search: string, from: Database = database) => read<AreasAnswer>(answerAreas(from, ask(search)))
const year = 'measure=crimes&kind=statistical&period=2025-01,2025-12'

test('counts come as they were handed over: summed with their words, and missing where nothing was', async () => {
  const { areas: answered, total, given: givers } = await values(year)
  expect(answered.map(({ code: area, state, low, high, written }) => [area, state, low, high, written])).toEqual([
    ['N', 'partly', 44, 48, '<5'],
    ['S', 'known', 30, 30, null],
    ['V', 'written', 0, 4, '<5'],
    ['Ö', 'missing', null, null, null],
  ])
  expect(total).toEqual({ low: 74, high: 82, areas: 3, missing: 1 })
  expect(givers).toEqual([given])
})

test('a group narrows the sum, and a period is neither divided nor added up', async () => {
  const states = async (search: string) => (await values(search)).areas.map(({ state, value }) => [state, value])
  expect(await states(`${year}&group=violence`)).toEqual([
    ['known', 44],
    ['known', 30],
    ['written', null],
    ['missing', null],
  ])
  for (const period of ['2025-01,2025-06', '2024-01,2025-12', '2025-06,2025-06']) {
    const answered = await values(`measure=crimes&kind=statistical&period=${period}`)
    expect(answered.total, period).toEqual({ low: 0, high: 0, areas: 0, missing: 4 })
  }
})

test('per 1,000 inhabitants only where enough live and enough was counted', async () => {
  const { areas: answered, populationYear } = await values(`${year}&group=violence&form=rate`)
  expect(answered.map(({ state, value, people: by }) => [state, value, by])).toEqual([
    ['known', 22, 2000],
    ['few', null, 120],
    ['few', null, 600],
    ['missing', null, null],
  ])
  expect(populationYear).toBe(2024)
})

test('people, all or of an age, as a number or a share', async () => {
  const asked = 'measure=population&kind=statistical&when=2024'
  expect((await values(asked)).areas.map(({ value }) => value)).toEqual([2000, 120, 600, null])
  expect((await values(asked)).total).toMatchObject({ low: 2720, missing: 1 })
  const shares = await values(`${asked}&age=16-24&form=rate`)
  expect(shares.areas.map(({ state, value }) => [state, value])).toEqual([
    ['known', 50],
    ['few', null],
    ['known', 50],
    ['missing', null],
  ])
})

test('shares of a survey come with their interval, beside the whole municipality', async () => {
  const asked = new URLSearchParams({
    measure: 'survey',
    kind: 'statistical',
    survey: 'Trygg',
    question: 'Hur är det ute sent?',
    answer: 'Otrygg',
    when: '2025',
  })
  const { areas: answered, whole, total } = await values(asked.toString())
  expect(answered[0]).toMatchObject({ state: 'known', value: 34.5, low: 30, high: 39, people: 210 })
  expect(answered[1]).toMatchObject({ state: 'written', written: '..' })
  expect(answered[2]).toMatchObject({ state: 'missing' })
  expect(whole).toMatchObject({ value: 31, low: 29, high: 33 })
  expect(total).toBeNull()
})

test('what there is to choose among', async () => {
  const choices = await read<ChoicesAnswer>(answerChoices(database, ask('')))
  expect(choices.kinds).toEqual([{ kind: 'statistical', areas: 4 }])
  expect(choices.periods.map(({ from, to }) => `${from} ${to}`)).toEqual(['2025-01 2025-12', '2024-01 2024-12'])
  expect(choices.periods[0]?.groups.toSorted()).toEqual(['theft', 'violence'])
  expect(choices.populationYears).toEqual([{ kind: 'statistical', year: 2024 }])
  expect(choices.surveys.map(({ when, answer }) => [when, answer])).toEqual([
    ['2025', 'Otrygg'],
    ['2023', 'Otrygg'],
  ])
})

test('one area tells everything about itself, and one that is not there is not found', async () => {
  const area = await read<AreaAnswer>(answerArea(database, 'S', ask('')))
  expect(area).toMatchObject({ code: 'S', name: 'Söder', kind: 'statistical', parent: { code: 'N', name: 'Norr' } })
  expect(area.crimes).toEqual([
    { offenceGroup: 'violence', n: 30, written: '30', from: '2025-01', to: '2025-12', ...given },
  ])
  expect(area.population).toHaveLength(2)
  expect(area.surveys).toMatchObject([{ share: null, answered: 12, written: '..', when: '2025' }])
  await expect(answerArea(database, 'X', ask(''))).rejects.toMatchObject({ code: 'not-found' })
})

test('events of the last thirty days by type, each leading to polisen.se or nowhere', async () => {
  const at = (now: string) => read<EventsAnswer>(answerEvents(database, ask(''), { now: () => new Date(now) }))
  const current = await at('2026-11-02T10:30:00Z')
  expect(current).toMatchObject({ days: 30, isCurrent: true, count: 3 })
  expect(current.types.map(({ type, events }) => [type, events.map(({ id, url }) => [id, url])])).toEqual([
    [
      'Trafikolycka',
      [
        [3, null],
        [1, 'https://polisen.se/aktuellt/1/'],
      ],
    ],
    ['Brand', [[2, 'https://polisen.se/aktuellt/2/']]],
  ])
  expect(await at('2027-06-01T00:00:00Z')).toMatchObject({
    isCurrent: false,
    until: '2026-10-28T08:00:00.000Z',
    count: 3,
  })
  expect(await at('2026-07-01T00:00:00Z')).toMatchObject({ isCurrent: true, count: 0, types: [] })
})

test('an unchanged answer is a 304, another one is not', async () => {
  const first = await answerAreas(database, ask(year))
  const etag = first.headers.get('etag') ?? ''
  expect(first.headers.get('cache-control')).toBe('private, no-cache')
  expect((await answerAreas(database, ask(year, { 'if-none-match': etag }))).status).toBe(304)
  const other = await answerAreas(database, ask(`${year}&group=violence`, { 'if-none-match': etag }))
  expect(other.status).toBe(200)
})

test('nonsense is refused before anything is read, a municipality that is not here is unknown', async () => {
  const untouched: Database = {
    ...database,
    withContext: () => Promise.reject(new Error('the database was asked')),
  }
  for (const search of ['measure=fear', year.replace('2025-12', '2024-12'), `${year}&group=murder`, 'measure=crimes']) {
    const refusal = await answerAreas(untouched, ask(search)).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: 'invalid-parameter', status: 400 })
  }
  await expect(answerEvents(untouched, ask('', {}, '99'))).rejects.toMatchObject({ code: 'invalid-parameter' })
  await expect(answerAreas(database, ask(year, {}, '8499'))).rejects.toMatchObject({ code: 'unknown-municipality' })
})

test('another municipality sees none of it', async () => {
  const request = ask(year, {}, '8402')
  expect(await read<AreasAnswer>(answerAreas(database, request))).toMatchObject({ areas: [], given: [] })
  await expect(answerArea(database, 'N', ask('', {}, '8402'))).rejects.toMatchObject({ code: 'not-found' })
})

test('each side is asked in its own context, and an absent one is said', async () => {
  const roles: string[] = []
  const alone: Database = {
    ...database,
    withContext: (context, work) => {
      roles.push(context.role)
      if (context.role === 'police_request') return Promise.reject(new ProblemError('police-side-not-connected'))
      return database.withContext(context, work)
    },
  }
  const answered = await values(year, alone)
  expect(roles.toSorted()).toEqual(['kommun_request', 'police_request'])
  expect(answered).toMatchObject({ absent: ['crime'], total: { low: 74 } })
  expect(await read<ChoicesAnswer>(answerChoices(alone, ask('')))).toMatchObject({ absent: ['crime'] })
  expect(await values(year)).not.toHaveProperty('absent')
})

test('a count that both sides see is one count, and of two hand-overs the later holds', () => {
  const row = { ...count('N', 'violence', 1), from: '2025-01', to: '2025-12' }
  const later = { ...row, n: 2, handedOverOn: '2026-03-01' }
  expect(mergeCounts([row], [row])).toEqual([row])
  expect(mergeCounts([later], [row])).toEqual([later])
  expect(mergeCounts([row], [later])).toEqual([later])
})
