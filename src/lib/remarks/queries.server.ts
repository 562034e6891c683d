import sql, { type Sql } from 'sql-template-tag'

import {
  bigintColumn,
  floatColumn,
  instantColumn,
  integerColumn,
  smallintColumn,
  textColumn,
  uuidColumn,
} from '#lib/database/column.server.ts'
import type { Transaction } from '#lib/database/database.ts'
import type { ListedRow, PointSelection } from '#lib/points/list.ts'
import type { PointRow, RemovedPoint } from '#lib/points/point.ts'
import {
  type NewIds,
  deletePoints,
  insertNew,
  joinSelected,
  listImportedIds,
  wordsAreReadable,
} from '#lib/points/queries.server.ts'
import type { AnsweredFor } from './handover.ts'
import type { RemarkRecord } from './remark.ts'

export type RemarkRow = RemarkRecord & PointRow

export function insertRemarks(db: Transaction, municipalityCode: string, rows: readonly RemarkRow[]): Promise<NewIds> {
  const insertion = sql`
    insert into remark (
      municipality_code, id, import_id, scope, area_id, position, precision_m, outside_m, cell, month, slot, w,
      audience, state, theme, further_themes, feeling, felt_light, felt_day, felt_season, words, suggestion, received_at,
      case_reference, place_name, responsible_party
    )
    select
      ${municipalityCode}, given.id, given.import_id, scope, area.id,
      case when lng is not null then ST_SetSRID(ST_MakePoint(lng, lat), 4326) end,
      precision_m, outside_m, cell, month, slot, w, audience, 'accepted', theme,
      coalesce(string_to_array(nullif(further_themes, ''), ','), '{}'), feeling, felt_light, felt_day, felt_season,
      words, suggestion, received_at, case_reference, place_name, responsible_party
    from (
      select
        unnest(${uuidColumn(rows, ({ id }) => id)}::uuid[]) as id,
        unnest(${uuidColumn(rows, ({ importId }) => importId)}::uuid[]) as import_id,
        unnest(${textColumn(rows, ({ scope }) => scope)}::text[]) as scope,
        unnest(${textColumn(rows, ({ areaCode }) => areaCode)}::text[]) as area_code,
        unnest(${floatColumn(rows, ({ lngLat }) => lngLat?.[0] ?? null)}::float8[]) as lng,
        unnest(${floatColumn(rows, ({ lngLat }) => lngLat?.[1] ?? null)}::float8[]) as lat,
        unnest(${integerColumn(rows, ({ precisionMeters }) => precisionMeters)}::int[]) as precision_m,
        unnest(${integerColumn(rows, ({ outsideMeters }) => outsideMeters)}::int[]) as outside_m,
        unnest(${bigintColumn(rows, ({ cell }) => cell)}::bigint[]) as cell,
        unnest(${smallintColumn(rows, ({ month }) => month)}::smallint[]) as month,
        unnest(${smallintColumn(rows, ({ slot }) => slot)}::smallint[]) as slot,
        unnest(${integerColumn(rows, ({ people }) => people)}::int[]) as w,
        unnest(${textColumn(rows, ({ audience }) => audience)}::text[]) as audience,
        unnest(${textColumn(rows, ({ theme }) => theme)}::text[]) as theme,
        unnest(${textColumn(rows, ({ furtherThemes }) => furtherThemes.join(','))}::text[]) as further_themes,
        unnest(${textColumn(rows, ({ feeling }) => feeling)}::text[]) as feeling,
        unnest(${textColumn(rows, ({ feltLight }) => feltLight)}::text[]) as felt_light,
        unnest(${textColumn(rows, ({ feltDay }) => feltDay)}::text[]) as felt_day,
        unnest(${textColumn(rows, ({ feltSeason }) => feltSeason)}::text[]) as felt_season,
        unnest(${textColumn(rows, ({ words }) => words)}::text[]) as words,
        unnest(${textColumn(rows, ({ suggestion }) => suggestion)}::text[]) as suggestion,
        unnest(${instantColumn(rows, ({ receivedAt }) => receivedAt)}::timestamptz[]) as received_at,
        unnest(${textColumn(rows, ({ caseReference }) => caseReference ?? null)}::text[]) as case_reference,
        unnest(${textColumn(rows, ({ placeName }) => placeName ?? null)}::text[]) as place_name,
        unnest(${textColumn(rows, ({ responsibleParty }) => responsibleParty ?? 'municipality')}::text[]) as responsible_party
    ) as given
    left join area on area.municipality_code = ${municipalityCode} and area.code = given.area_code
    on conflict (municipality_code, id) do nothing
    returning id
  `
  return insertNew(db, insertion, rows.length)
}

/** @returns those of the ids that are stored with another place, category, number of people, words or time */
export async function findOtherRemarks(
  db: Transaction,
  municipalityCode: string,
  rows: readonly RemarkRow[],
): Promise<string[]> {
  const other = await db.query<{ id: string }>(sql`
    select distinct given.id
    from unnest(
      ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map(({ lngLat }) => lngLat?.[0] ?? null)}::float8[],
      ${rows.map(({ lngLat }) => lngLat?.[1] ?? null)}::float8[],
      ${rows.map(({ slot }) => slot)}::smallint[], ${rows.map(({ people }) => people)}::int[],
      ${rows.map(({ words }) => words)}::text[],
      ${rows.map(({ receivedAt }) => receivedAt.toISOString())}::timestamptz[]
    ) as given (id, lng, lat, slot, w, words, received_at)
    join remark as stored on stored.municipality_code = ${municipalityCode} and stored.id = given.id
    where (
      ST_X(stored.position), ST_Y(stored.position), stored.slot, stored.w,
      stored.words, stored.received_at
    ) is distinct from (
      given.lng, given.lat, given.slot, given.w,
      given.words, given.received_at
    )
    order by given.id
  `)
  return other.map(({ id }) => id)
}

/**
 * Whether the one who asks may read the words of a remark called `point`, also because it was handed over. Words that may
 * not be read never leave the database.
 */
export function remarkIsReadable(municipalityCode: string): Sql {
  return sql`(
    ${wordsAreReadable}
    or exists (
      select from handover where handover.municipality_code = ${municipalityCode} and handover.remark_id = point.id
    )
  )`
}

/** Every handing over of a remark called `point`, the first one first. */
export function handoversOf(municipalityCode: string): Sql {
  return sql`(
    select coalesce(
      jsonb_agg(
        jsonb_build_object(
          'from', from_party, 'reason', reason,
          'on', to_char(handed_over_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD')
        ) order by handed_over_at, id
      ), '[]'
    )
    from handover where handover.municipality_code = ${municipalityCode} and handover.remark_id = point.id
  )`
}

export type ListedRemark = ListedRow & AnsweredFor

/** Accepted remarks with a cell, newest first; without the words that are not the asking party's to read. */
export function listRemarks(db: Transaction, selection: PointSelection): Promise<ListedRemark[]> {
  const { municipalityCode } = selection
  return db.query<ListedRemark>(sql`
    select
      point.id, point.slot, ST_X(point.position) as lng, ST_Y(point.position) as lat,
      to_char(point.received_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD') as when,
      case when ${remarkIsReadable(municipalityCode)} then point.words end as text, point.w as people,
      point.responsible_party as "responsibleParty", point.audience = 'shared' as "isShared",
      ${handoversOf(municipalityCode)} as handovers
    from ${joinSelected(sql`remark`, selection)}
    order by point.received_at desc, point.id
    limit ${selection.limit}
  `)
}

/** The ids of an import's remarks, sixteen bytes each. */
export function listImportedRemarks(db: Transaction, municipalityCode: string, importId: string): Promise<Uint8Array> {
  return listImportedIds(db, sql`remark`, municipalityCode, importId)
}

export function deleteRemarks(
  db: Transaction,
  municipalityCode: string,
  ids: readonly string[],
): Promise<RemovedPoint[]> {
  return deletePoints(db, sql`remark`, municipalityCode, ids)
}
