import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

import type { SurveyRecord, SurveyValue } from './survey.ts'

export async function listSurveyValues(db: Transaction, municipalityCode: string): Promise<SurveyValue[]> {
  return db.query<SurveyValue>(sql`
    select
      survey, question, answer, area.code as "areaCode", year::int as year, month::int as month, share,
      share_low as "shareLow", share_high as "shareHigh", answered, written
    from survey_value as value
    left join area on area.municipality_code = ${municipalityCode} and area.id = value.area_id
    where value.municipality_code = ${municipalityCode}
    order by survey, question, answer, area.code nulls first, year, month nulls first
  `)
}

export async function listSurveyIds(
  db: Transaction,
  municipalityCode: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(sql`
    select id from survey_value where municipality_code = ${municipalityCode} and id = any(${ids}::uuid[])
  `)
  return rows.map(({ id }) => id)
}

/**
 * Adds values; those that are there already get the new ones. The same number written otherwise is the same.
 *
 * @returns the ids that were new or changed
 */
export async function upsertSurveyValues(
  db: Transaction,
  municipalityCode: string,
  values: readonly SurveyRecord[],
  importId: string | null,
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(sql`
    insert into survey_value (
      municipality_code, id, import_id, survey, question, answer, area_id, year, month, share, share_low, share_high,
      answered, written
    )
    select
      ${municipalityCode}, given.id, ${importId}::uuid, survey, question, answer, area.id, year, month, share, share_low,
      share_high, answered, written
    from unnest(
      ${values.map(({ id }) => id)}::uuid[], ${values.map(({ survey }) => survey)}::text[],
      ${values.map(({ question }) => question)}::text[], ${values.map(({ answer }) => answer)}::text[],
      ${values.map(({ areaCode }) => areaCode)}::text[], ${values.map(({ year }) => year)}::smallint[],
      ${values.map(({ month }) => month)}::smallint[], ${values.map(({ share }) => share)}::float8[],
      ${values.map(({ shareLow }) => shareLow)}::float8[], ${values.map(({ shareHigh }) => shareHigh)}::float8[],
      ${values.map(({ answered }) => answered)}::int[], ${values.map(({ written }) => written)}::text[]
    ) as given (
      id, survey, question, answer, area_code, year, month, share, share_low, share_high, answered, written
    )
    left join area on area.municipality_code = ${municipalityCode} and area.code = given.area_code
    where given.area_code is null or area.id is not null
    on conflict (municipality_code, id) do update set
      import_id = excluded.import_id, share = excluded.share, share_low = excluded.share_low,
      share_high = excluded.share_high, answered = excluded.answered, written = excluded.written
    where (
      survey_value.share, survey_value.share_low, survey_value.share_high, survey_value.answered,
      case when survey_value.share is null then survey_value.written end
    ) is distinct from (
      excluded.share, excluded.share_low, excluded.share_high, excluded.answered,
      case when excluded.share is null then excluded.written end
    )
    returning id
  `)
  return rows.map(({ id }) => id)
}
