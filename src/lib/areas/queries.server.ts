import sql, { type Sql } from 'sql-template-tag'

import type { OffenceGroup } from '#lib/cells/category.ts'
import { formatMonth, parseMonth } from '#lib/cells/period.ts'
import type { Transaction } from '#lib/database/database.ts'
import type { AgeBand, AreaKind, PopulationCount } from '#lib/municipalities/municipality.ts'

import type { SurveyFigure } from './answer.ts'
import type { HandedPeriod, SurveyQuestion } from './question.ts'

export interface AreaRow {
  code: string
  name: string
  kind: AreaKind
  parentCode: string | null
}

export async function listAreas(db: Transaction, municipalityCode: string, kind: AreaKind): Promise<AreaRow[]> {
  return db.query<AreaRow>(sql`
    select code, name, kind, parent_code as "parentCode" from area
    where municipality_code = ${municipalityCode} and kind = ${kind}
    order by code
  `)
}

/** By code, with the name of the area it is part of. */
export async function findArea(
  db: Transaction,
  municipalityCode: string,
  code: string,
): Promise<(AreaRow & { parentName: string | null }) | null> {
  const [row] = await db.query<AreaRow & { parentName: string | null }>(sql`
    select area.code, area.name, area.kind, area.parent_code as "parentCode", parent.name as "parentName"
    from area
    left join area as parent
      on parent.municipality_code = ${municipalityCode} and parent.code = area.parent_code
    where area.municipality_code = ${municipalityCode} and area.code = ${code}
  `)
  return row ?? null
}

export interface KindRow {
  kind: AreaKind
  areas: number
}

export async function countAreaKinds(db: Transaction, municipalityCode: string): Promise<KindRow[]> {
  return db.query<KindRow>(sql`
    select kind, count(*)::int as areas from area
    where municipality_code = ${municipalityCode}
    group by kind
    order by kind
  `)
}

export interface CountRow extends HandedPeriod {
  areaCode: string
  offenceGroup: OffenceGroup
  n: number | null
  written: string
  giver: string
  /** 'YYYY-MM-DD' */
  handedOverOn: string | null
  reference: string | null
}

/** Exactly what was handed over for these months: longer periods are not divided, shorter ones not added. */
export async function listAreaCounts(
  db: Transaction,
  municipalityCode: string,
  kind: AreaKind,
  { from, to }: HandedPeriod,
): Promise<CountRow[]> {
  const rows = await db.query<Omit<CountRow, keyof HandedPeriod>>(sql`
    select area.code as "areaCode", offence_group as "offenceGroup", n, written, giver,
      handed_over_on as "handedOverOn", reference
    from crime_area_count as count
    join area on area.municipality_code = ${municipalityCode} and area.id = count.area_id
    where count.municipality_code = ${municipalityCode} and area.kind = ${kind}
      and month_from = ${parseMonth(from)}::smallint and month_to = ${parseMonth(to)}::smallint
    order by area.code, offence_group
  `)
  return rows.map((row) => ({ ...row, from, to }))
}

/** Everything handed over about one area, the newest period first. */
export async function listCountsOfArea(db: Transaction, municipalityCode: string, code: string): Promise<CountRow[]> {
  const rows = await db.query<Omit<CountRow, keyof HandedPeriod> & { monthFrom: number; monthTo: number }>(sql`
    select area.code as "areaCode", offence_group as "offenceGroup", n, written, giver,
      handed_over_on as "handedOverOn", reference, month_from as "monthFrom", month_to as "monthTo"
    from crime_area_count as count
    join area on area.municipality_code = ${municipalityCode} and area.id = count.area_id
    where count.municipality_code = ${municipalityCode} and area.code = ${code}
    order by month_to desc, month_from, offence_group
  `)
  return rows.map(({ monthFrom, monthTo, ...row }) => ({
    ...row,
    from: formatMonth(monthFrom),
    to: formatMonth(monthTo),
  }))
}

export interface PeriodRow extends HandedPeriod {
  kind: AreaKind
  groups: OffenceGroup[]
}

/** The periods that were handed over, by kind of area, the newest first and of those the longest. */
export async function listHandedPeriods(db: Transaction, municipalityCode: string): Promise<PeriodRow[]> {
  const rows = await db.query<{ kind: AreaKind; monthFrom: number; monthTo: number; groups: OffenceGroup[] }>(sql`
    select area.kind, month_from as "monthFrom", month_to as "monthTo",
      array_agg(distinct offence_group) as groups
    from crime_area_count as count
    join area on area.municipality_code = ${municipalityCode} and area.id = count.area_id
    where count.municipality_code = ${municipalityCode}
    group by area.kind, month_from, month_to
    order by month_to desc, month_from
  `)
  return rows.map(({ kind, monthFrom, monthTo, groups }) => ({
    kind,
    groups,
    from: formatMonth(monthFrom),
    to: formatMonth(monthTo),
  }))
}

export interface YearRow {
  kind: AreaKind
  year: number
}

export async function listPopulationYears(db: Transaction, municipalityCode: string): Promise<YearRow[]> {
  return db.query<YearRow>(sql`
    select distinct area.kind, year::int as year
    from area_population as population
    join area on area.municipality_code = ${municipalityCode} and area.id = population.area_id
    where population.municipality_code = ${municipalityCode}
    order by year desc, kind
  `)
}

export interface PeopleRow {
  areaCode: string
  /** Of the age asked for; of all ages without one. */
  people: number
  whole: number
}

export async function sumPopulation(
  db: Transaction,
  municipalityCode: string,
  { kind, year, age }: { kind: AreaKind; year: number; age: AgeBand | null },
): Promise<PeopleRow[]> {
  return db.query<PeopleRow>(sql`
    select area.code as "areaCode", sum(people)::int as whole,
      sum(case when ${age}::text is null or age_band = ${age}::text then people else 0 end)::int as people
    from area_population as population
    join area on area.municipality_code = ${municipalityCode} and area.id = population.area_id
    where population.municipality_code = ${municipalityCode} and area.kind = ${kind} and year = ${year}::smallint
    group by area.code
  `)
}

/** All years of one area, the newest first. */
export async function listPopulationOfArea(
  db: Transaction,
  municipalityCode: string,
  code: string,
): Promise<PopulationCount[]> {
  return db.query<PopulationCount>(sql`
    select year::int as year, age_band as "ageBand", gender, people
    from area_population as population
    join area on area.municipality_code = ${municipalityCode} and area.id = population.area_id
    where population.municipality_code = ${municipalityCode} and area.code = ${code}
    order by year desc, age_band, gender
  `)
}

export interface SurveyQuestionRow extends SurveyQuestion {
  kind: AreaKind
  /** 'YYYY' or 'YYYY-MM' */
  when: string
}

const surveyTime = sql`concat_ws('-', value.year, lpad(value.month::text, 2, '0'))`

/** Every question with an answer by area, the newest first. */
export async function listSurveyQuestions(db: Transaction, municipalityCode: string): Promise<SurveyQuestionRow[]> {
  return db.query<SurveyQuestionRow>(sql`
    select distinct area.kind, survey, question, answer, ${surveyTime} as "when"
    from survey_value as value
    join area on area.municipality_code = ${municipalityCode} and area.id = value.area_id
    where value.municipality_code = ${municipalityCode}
    order by "when" desc, survey, question, answer
  `)
}

export interface SurveyRow extends SurveyFigure {
  /** Null of the whole municipality. */
  areaCode: string | null
}

const perCent = (share: Sql) => sql`round((${share} * 100)::numeric, 2)::float8`

const surveyColumns = sql`
  area.code as "areaCode", survey, question, answer, ${surveyTime} as "when", answered, written,
  ${perCent(sql`share`)} as share, ${perCent(sql`share_low`)} as low, ${perCent(sql`share_high`)} as high
`

/** One question at one time: of the areas of a kind, and of the whole municipality. */
export async function listSurveyValues(
  db: Transaction,
  municipalityCode: string,
  { kind, question, when }: { kind: AreaKind; question: SurveyQuestion; when: string },
): Promise<SurveyRow[]> {
  return db.query<SurveyRow>(sql`
    select ${surveyColumns}
    from survey_value as value
    left join area on area.municipality_code = ${municipalityCode} and area.id = value.area_id
    where value.municipality_code = ${municipalityCode} and (area.kind = ${kind} or value.area_id is null)
      and survey = ${question.survey} and question = ${question.question} and answer = ${question.answer}
      and ${surveyTime} = ${when}
    order by area.code
  `)
}

/** All of one area, the newest first. */
export async function listSurveyOfArea(db: Transaction, municipalityCode: string, code: string): Promise<SurveyRow[]> {
  return db.query<SurveyRow>(sql`
    select ${surveyColumns}
    from survey_value as value
    join area on area.municipality_code = ${municipalityCode} and area.id = value.area_id
    where value.municipality_code = ${municipalityCode} and area.code = ${code}
    order by "when" desc, survey, question, answer
  `)
}

export interface EventRow {
  id: number
  occurredAt: Date
  type: string
  name: string
  summary: string
  /** Path at polisen.se; '' when none was given. */
  url: string
}

/** When the newest event that is kept happened, up to an instant. */
export async function findNewestEvent(db: Transaction, municipalityCode: string, until: Date): Promise<Date | null> {
  const [row] = await db.query<{ newest: Date | null }>(sql`
    select max(occurred_at) as newest from police_event
    where municipality_code = ${municipalityCode} and occurred_at <= ${until}
  `)
  return row?.newest ?? null
}

/** Newest first. */
export async function listEvents(
  db: Transaction,
  municipalityCode: string,
  { from, until, limit }: { from: Date; until: Date; limit: number },
): Promise<EventRow[]> {
  return db.query<EventRow>(sql`
    select id::float8 as id, occurred_at as "occurredAt", type, name, summary, url
    from police_event
    where municipality_code = ${municipalityCode} and occurred_at > ${from} and occurred_at <= ${until}
    order by occurred_at desc, id
    limit ${limit}
  `)
}
