/** The answers of /api/v1/areas and what its panel needs, as they are sent, each with an ETag of its content. */
import { createHash } from 'node:crypto'

import type { Database, Transaction } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { AreaAnswer, AreasAnswer, ChoicesAnswer, HandOver } from './answer.ts'
import {
  countAreaKinds,
  findArea,
  listAreaCounts,
  listAreas,
  listCountsOfArea,
  listHandedPeriods,
  listPopulationOfArea,
  listPopulationYears,
  listSurveyOfArea,
  listSurveyQuestions,
  listSurveyValues,
  sumPopulation,
  type CountRow,
  type PeriodRow,
} from './queries.server.ts'
import { parseAreaQuestion, parseMunicipality, type AreaQuestion } from './question.ts'
import { mergeCounts, readMunicipality, readPolice } from './sides.server.ts'
import { countValue, missing, nearestYear, peopleValue, rateValue, shareValue, totalOf } from './value.ts'

/** @throws ProblemError invalid-parameter before anything is read, unknown-municipality */
export async function answerAreas(database: Database, request: Request): Promise<Response> {
  const question = parseAreaQuestion(new URL(request.url).searchParams)
  return answer(await readAreas(database, question), request)
}

function readAreas(database: Database, question: AreaQuestion): Promise<AreasAnswer> {
  if (question.measure === 'crimes') return readCrimes(database, question)
  return question.measure === 'population' ? readPopulation(database, question) : readSurvey(database, question)
}

type Of<Measure> = Extract<AreaQuestion, { measure: Measure }>

async function readCrimes(database: Database, question: Of<'crimes'>): Promise<AreasAnswer> {
  const { municipalityCode, kind, period, groups, form } = question
  const list = (db: Transaction) => listAreaCounts(db, municipalityCode, kind, period)
  const [own, police] = await Promise.all([
    readMunicipality(database, municipalityCode, async (db) => {
      const years = (await listPopulationYears(db, municipalityCode)).filter((row) => row.kind === kind)
      const year =
        form === 'rate'
          ? nearestYear(
              years.map((row) => row.year),
              Number(period.to.slice(0, 4)),
            )
          : null
      const people = year === null ? [] : await sumPopulation(db, municipalityCode, { kind, year, age: null })
      return { areas: await listAreas(db, municipalityCode, kind), rows: await list(db), year, people }
    }),
    readPolice(database, municipalityCode, list),
  ])
  const counts = mergeCounts(own.rows, police.rows).filter((row) => groups?.includes(row.offenceGroup) ?? true)
  const byArea = Map.groupBy(counts, ({ areaCode }) => areaCode)
  const people = new Map(own.people.map((row) => [row.areaCode, row.people]))
  const counted = own.areas.map(({ code, name }) => ({ code, name, ...countValue(byArea.get(code) ?? []) }))
  const areas =
    form === 'count' ? counted : counted.map((area) => ({ ...area, ...rateValue(area, people.get(area.code) ?? null) }))
  const total = totalOf(counted)
  const body = { areas, total, whole: null, given: handOversOf(counts), populationYear: own.year }
  return police.absent.length === 0 ? body : { ...body, absent: police.absent }
}

async function readPopulation(database: Database, question: Of<'population'>): Promise<AreasAnswer> {
  const { municipalityCode, kind, age, form } = question
  const year = Number(question.when)
  return readMunicipality(database, municipalityCode, async (db) => {
    const people = await sumPopulation(db, municipalityCode, { kind, year, age })
    const byArea = new Map(people.map((row) => [row.areaCode, row]))
    const counted = (await listAreas(db, municipalityCode, kind)).map(({ code, name }) => {
      const row = byArea.get(code)
      return { code, name, row, ...peopleValue(row?.people ?? null, null) }
    })
    const areas = counted.map(({ row, ...area }) =>
      form === 'rate' && row !== undefined ? { ...area, ...peopleValue(row.people, row.whole) } : area,
    )
    return { areas, total: totalOf(counted), whole: null, given: [], populationYear: year }
  })
}

async function readSurvey(database: Database, question: Of<'survey'>): Promise<AreasAnswer> {
  const { municipalityCode, kind } = question
  return readMunicipality(database, municipalityCode, async (db) => {
    const rows = await listSurveyValues(db, municipalityCode, question)
    const byArea = new Map(rows.map((row) => [row.areaCode, shareValue(row)]))
    const areas = (await listAreas(db, municipalityCode, kind)).map(({ code, name }) => ({
      code,
      name,
      ...(byArea.get(code) ?? missing()),
    }))
    return { areas, total: null, whole: byArea.get(null) ?? null, given: [], populationYear: null }
  })
}

/** Each hand-over once, the newest first. */
function handOversOf(counts: readonly CountRow[]): HandOver[] {
  const each = new Map(
    counts.map(({ giver, handedOverOn, reference }) => [
      [giver, handedOverOn, reference].join('\n'),
      { giver, handedOverOn, reference },
    ]),
  )
  return [...each.values()].sort((a, b) => (b.handedOverOn ?? '').localeCompare(a.handedOverOn ?? ''))
}

/** @throws ProblemError invalid-parameter, unknown-municipality */
export async function answerChoices(database: Database, request: Request): Promise<Response> {
  const municipalityCode = parseMunicipality(new URL(request.url).searchParams)
  const list = (db: Transaction) => listHandedPeriods(db, municipalityCode)
  const [own, police] = await Promise.all([
    readMunicipality(database, municipalityCode, async (db) => ({
      kinds: await countAreaKinds(db, municipalityCode),
      populationYears: await listPopulationYears(db, municipalityCode),
      surveys: await listSurveyQuestions(db, municipalityCode),
      periods: await list(db),
    })),
    readPolice(database, municipalityCode, list),
  ])
  const periods = mergePeriods([...own.periods, ...police.rows])
  const body: ChoicesAnswer = { kinds: own.kinds, periods, populationYears: own.populationYears, surveys: own.surveys }
  return answer(police.absent.length === 0 ? body : { ...body, absent: police.absent }, request)
}

function mergePeriods(rows: readonly PeriodRow[]): PeriodRow[] {
  const byPeriod = Map.groupBy(rows, ({ kind, from, to }) => [kind, from, to].join('\n'))
  return [...byPeriod.values()]
    .flatMap(([first, ...more]) =>
      first === undefined ? [] : [{ ...first, groups: [...new Set([first, ...more].flatMap(({ groups }) => groups))] }],
    )
    .sort((a, b) => b.to.localeCompare(a.to) || a.from.localeCompare(b.from))
}

/** @throws ProblemError invalid-parameter, unknown-municipality, not-found */
export async function answerArea(database: Database, code: string, request: Request): Promise<Response> {
  const municipalityCode = parseMunicipality(new URL(request.url).searchParams)
  const list = (db: Transaction) => listCountsOfArea(db, municipalityCode, code)
  const [own, police] = await Promise.all([
    readMunicipality(database, municipalityCode, async (db) => {
      const area = await findArea(db, municipalityCode, code)
      if (area === null) throw new ProblemError('not-found')
      const population = await listPopulationOfArea(db, municipalityCode, code)
      const surveys = await listSurveyOfArea(db, municipalityCode, code)
      return { area, rows: await list(db), population, surveys }
    }),
    readPolice(database, municipalityCode, list),
  ])
  const { kind, name, parentCode, parentName } = own.area
  const body: AreaAnswer = {
    code,
    name,
    kind,
    parent: parentCode === null ? null : { code: parentCode, name: parentName ?? parentCode },
    crimes: mergeCounts(own.rows, police.rows).map(({ areaCode: _, ...count }) => count),
    population: own.population,
    surveys: own.surveys.map(({ areaCode: _, ...figure }) => figure),
  }
  return answer(police.absent.length === 0 ? body : { ...body, absent: police.absent }, request)
}

/** Kept by the browser, and asked about each time; 304 when it has the same already. */
export function answer(body: object, request: Request): Response {
  const text = JSON.stringify(body)
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const headers = { etag, 'cache-control': 'private, no-cache' }
  const known = request.headers.get('if-none-match')?.split(',') ?? []
  if (known.some((tag) => tag.trim().replace(/^W\//, '') === etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } })
}
