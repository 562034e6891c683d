import sql from 'sql-template-tag'

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
import { type NewIds, deletePoints, insertNew, joinSelected, listImportedIds } from '#lib/points/queries.server.ts'
import type { RemarkRecord } from './remark.ts'

export type RemarkRow = RemarkRecord & PointRow

export async function insertRemarks(
  db: Transaction,
  municipalityCode: string,
  rows: readonly RemarkRow[],
): Promise<NewIds> {
  const insertion = sql`
    insert into remark (
      municipality_code, id, import_id, scope, area_id, position, precision_m, outside_m, cell, month, slot, w,
      audience, state, theme, further_themes, feeling, felt_light, felt_day, felt_season, words, suggestion, received_at,
      case_reference, place_name
    )
    select
      ${municipalityCode}, given.id, given.import_id, scope, area.id,
      case when lng is not null then ST_SetSRID(ST_MakePoint(lng, lat), 4326) end,
      precision_m, outside_m, cell, month, slot, w, audience, 'accepted', theme,
      coalesce(string_to_array(nullif(further_themes, ''), ','), '{}'), feeling, felt_light, felt_day, felt_season,
      words, suggestion, received_at, case_reference, place_name
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
        unnest(${textColumn(rows, ({ placeName }) => placeName ?? null)}::text[]) as place_name
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

/** Accepted remarks with a cell, newest first. */
export function listRemarks(db: Transaction, selection: PointSelection): Promise<ListedRow[]> {
  return db.query<ListedRow>(sql`
    select
      point.id, point.slot, ST_X(point.position) as lng, ST_Y(point.position) as lat,
      to_char(point.received_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD') as when,
      point.words as text, point.w as people
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
