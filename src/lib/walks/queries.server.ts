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
import type { ObservationRecord, WalkRecord } from './walk.ts'

export type ObservationRow = ObservationRecord & PointRow

export async function insertWalk(db: Transaction, municipalityCode: string, walk: WalkRecord): Promise<void> {
  const route = walk.route.length < 2 ? null : JSON.stringify({ type: 'LineString', coordinates: walk.route })
  await db.execute(sql`
    insert into walk (municipality_code, id, name, held_on, route)
    values (
      ${municipalityCode}, ${walk.id}, ${walk.name}, ${walk.heldOn}::date,
      ST_SetSRID(ST_GeomFromGeoJSON(${route}::text), 4326)
    )
    on conflict (municipality_code, id) do nothing
  `)
}

export async function insertObservations(
  db: Transaction,
  municipalityCode: string,
  rows: readonly ObservationRow[],
): Promise<NewIds> {
  const insertion = sql`
    insert into observation (
      municipality_code, id, walk_id, import_id, position, precision_m, outside_m, cell, month, slot, w,
      audience, state, theme, feeling, words, observed_at
    )
    select
      ${municipalityCode}, id, walk_id, import_id,
      case when lng is not null then ST_SetSRID(ST_MakePoint(lng, lat), 4326) end,
      precision_m, outside_m, cell, month, slot, w, audience, 'accepted', theme, feeling, words, observed_at
    from (
      select
        unnest(${uuidColumn(rows, ({ id }) => id)}::uuid[]) as id,
        unnest(${uuidColumn(rows, ({ walkId }) => walkId)}::uuid[]) as walk_id,
        unnest(${uuidColumn(rows, ({ importId }) => importId)}::uuid[]) as import_id,
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
        unnest(${textColumn(rows, ({ feeling }) => feeling)}::text[]) as feeling,
        unnest(${textColumn(rows, ({ words }) => words)}::text[]) as words,
        unnest(${instantColumn(rows, ({ observedAt }) => observedAt)}::timestamptz[]) as observed_at
    ) as given
    on conflict (municipality_code, id) do nothing
    returning id
  `
  return insertNew(db, insertion, rows.length)
}

/** @returns those of the ids that are stored with another place, category, number of people, words or time */
export async function findOtherObservations(
  db: Transaction,
  municipalityCode: string,
  rows: readonly ObservationRow[],
): Promise<string[]> {
  const other = await db.query<{ id: string }>(sql`
    select distinct given.id
    from unnest(
      ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map(({ lngLat }) => lngLat?.[0] ?? null)}::float8[],
      ${rows.map(({ lngLat }) => lngLat?.[1] ?? null)}::float8[],
      ${rows.map(({ slot }) => slot)}::smallint[], ${rows.map(({ people }) => people)}::int[],
      ${rows.map(({ words }) => words)}::text[],
      ${rows.map(({ observedAt }) => observedAt.toISOString())}::timestamptz[]
    ) as given (id, lng, lat, slot, w, words, observed_at)
    join observation as stored on stored.municipality_code = ${municipalityCode} and stored.id = given.id
    where (
      ST_X(stored.position), ST_Y(stored.position), stored.slot, stored.w,
      stored.words, stored.observed_at
    ) is distinct from (
      given.lng, given.lat, given.slot, given.w,
      given.words, given.observed_at
    )
    order by given.id
  `)
  return other.map(({ id }) => id)
}

/** Accepted observations with a cell, newest first. */
export function listObservations(db: Transaction, selection: PointSelection): Promise<ListedRow[]> {
  return db.query<ListedRow>(sql`
    select
      point.id, point.slot, ST_X(point.position) as lng, ST_Y(point.position) as lat,
      to_char(point.observed_at at time zone 'Europe/Stockholm', 'YYYY-MM-DD') as when,
      point.words as text, point.w as people
    from ${joinSelected(sql`observation`, selection)}
    order by point.observed_at desc, point.id
    limit ${selection.limit}
  `)
}

/** The ids of an import's observations, sixteen bytes each. */
export function listImportedObservations(
  db: Transaction,
  municipalityCode: string,
  importId: string,
): Promise<Uint8Array> {
  return listImportedIds(db, sql`observation`, municipalityCode, importId)
}

export function deleteObservations(
  db: Transaction,
  municipalityCode: string,
  ids: readonly string[],
): Promise<RemovedPoint[]> {
  return deletePoints(db, sql`observation`, municipalityCode, ids)
}
