import sql from 'sql-template-tag'

import { formatMonth, parseMonth } from '#lib/cells/period.ts'
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
import type { CrimeAreaCount, CrimeRecord } from './crime.ts'

export interface CrimeRow extends CrimeRecord, PointRow {
  hourOfWeek: number | null
}

export async function insertCrimes(
  db: Transaction,
  municipalityCode: string,
  rows: readonly CrimeRow[],
): Promise<NewIds> {
  const insertion = sql`
    insert into police.crime (
      municipality_code, id, import_id, position, precision_m, outside_m, cell, month, hour_of_week, slot, w, state,
      offence_group, offence_name, case_reference, place_name, occurred_from, occurred_to, reported_at
    )
    select
      ${municipalityCode}, id, import_id,
      case when lng is not null then ST_SetSRID(ST_MakePoint(lng, lat), 4326) end,
      precision_m, outside_m, cell, month, hour_of_week, slot, w, 'accepted',
      offence_group, offence_name, case_reference, place_name, occurred_from, occurred_to, reported_at
    from (
      select
        unnest(${uuidColumn(rows, ({ id }) => id)}::uuid[]) as id,
        unnest(${uuidColumn(rows, ({ importId }) => importId)}::uuid[]) as import_id,
        unnest(${floatColumn(rows, ({ lngLat }) => lngLat?.[0] ?? null)}::float8[]) as lng,
        unnest(${floatColumn(rows, ({ lngLat }) => lngLat?.[1] ?? null)}::float8[]) as lat,
        unnest(${integerColumn(rows, ({ precisionMeters }) => precisionMeters)}::int[]) as precision_m,
        unnest(${integerColumn(rows, ({ outsideMeters }) => outsideMeters)}::int[]) as outside_m,
        unnest(${bigintColumn(rows, ({ cell }) => cell)}::bigint[]) as cell,
        unnest(${smallintColumn(rows, ({ month }) => month)}::smallint[]) as month,
        unnest(${smallintColumn(rows, ({ hourOfWeek }) => hourOfWeek)}::smallint[]) as hour_of_week,
        unnest(${smallintColumn(rows, ({ slot }) => slot)}::smallint[]) as slot,
        unnest(${integerColumn(rows, ({ people }) => people)}::int[]) as w,
        unnest(${textColumn(rows, ({ offenceGroup }) => offenceGroup)}::text[]) as offence_group,
        unnest(${textColumn(rows, ({ offenceName }) => offenceName)}::text[]) as offence_name,
        unnest(${textColumn(rows, ({ caseReference }) => caseReference)}::text[]) as case_reference,
        unnest(${textColumn(rows, ({ placeName }) => placeName)}::text[]) as place_name,
        unnest(${instantColumn(rows, ({ occurredFrom }) => occurredFrom)}::timestamptz[]) as occurred_from,
        unnest(${instantColumn(rows, ({ occurredTo }) => occurredTo)}::timestamptz[]) as occurred_to,
        unnest(${instantColumn(rows, ({ reportedAt }) => reportedAt)}::timestamptz[]) as reported_at
    ) as given
    on conflict (municipality_code, id) do nothing
    returning id
  `
  return insertNew(db, insertion, rows.length)
}

/** @returns those of the ids that are stored with another place, category, name or time */
export async function findOtherCrimes(
  db: Transaction,
  municipalityCode: string,
  rows: readonly CrimeRow[],
): Promise<string[]> {
  const other = await db.query<{ id: string }>(sql`
    select distinct given.id
    from unnest(
      ${rows.map(({ id }) => id)}::uuid[],
      ${rows.map(({ lngLat }) => lngLat?.[0] ?? null)}::float8[],
      ${rows.map(({ lngLat }) => lngLat?.[1] ?? null)}::float8[],
      ${rows.map(({ slot }) => slot)}::smallint[], ${rows.map(({ people }) => people)}::int[],
      ${rows.map(({ offenceName }) => offenceName)}::text[],
      ${rows.map(({ occurredFrom }) => occurredFrom?.toISOString() ?? null)}::timestamptz[],
      ${rows.map(({ occurredTo }) => occurredTo?.toISOString() ?? null)}::timestamptz[],
      ${rows.map(({ reportedAt }) => reportedAt?.toISOString() ?? null)}::timestamptz[]
    ) as given (id, lng, lat, slot, w, offence_name, occurred_from, occurred_to, reported_at)
    join police.crime as stored on stored.municipality_code = ${municipalityCode} and stored.id = given.id
    where (
      ST_X(stored.position), ST_Y(stored.position), stored.slot, stored.w,
      stored.offence_name, stored.occurred_from, stored.occurred_to, stored.reported_at
    ) is distinct from (
      given.lng, given.lat, given.slot, given.w,
      given.offence_name, given.occurred_from, given.occurred_to, given.reported_at
    )
    order by given.id
  `)
  return other.map(({ id }) => id)
}

/** A later hand-over replaces an earlier one, never the other way round. */
export async function upsertCrimeAreaCounts(
  db: Transaction,
  municipalityCode: string,
  counts: readonly CrimeAreaCount[],
  importId: string | null,
): Promise<void> {
  await db.execute(sql`
    insert into crime_area_count (
      municipality_code, area_id, offence_group, month_from, month_to, n, written, giver, handed_over_on, reference,
      import_id
    )
    select
      ${municipalityCode}, area.id, offence_group, month_from, month_to, n, written, giver, handed_over_on, reference,
      ${importId}::uuid
    from unnest(
      ${counts.map(({ areaCode }) => areaCode)}::text[], ${counts.map(({ offenceGroup }) => offenceGroup)}::text[],
      ${counts.map(({ monthFrom }) => parseMonth(monthFrom))}::smallint[],
      ${counts.map(({ monthTo }) => parseMonth(monthTo))}::smallint[],
      ${counts.map(({ n }) => n)}::int[], ${counts.map(({ written }) => written)}::text[],
      ${counts.map(({ giver }) => giver)}::text[], ${counts.map(({ handedOverOn }) => handedOverOn)}::date[],
      ${counts.map(({ reference }) => reference)}::text[]
    ) as given (area_code, offence_group, month_from, month_to, n, written, giver, handed_over_on, reference)
    join area on area.municipality_code = ${municipalityCode} and area.code = given.area_code
    on conflict (municipality_code, area_id, offence_group, month_from, month_to) do update set
      n = excluded.n, written = excluded.written, giver = excluded.giver,
      handed_over_on = excluded.handed_over_on, reference = excluded.reference, import_id = excluded.import_id
    where crime_area_count.handed_over_on is null or excluded.handed_over_on >= crime_area_count.handed_over_on
  `)
}

interface CrimeAreaCountRow extends Omit<CrimeAreaCount, 'monthFrom' | 'monthTo'> {
  monthFrom: number
  monthTo: number
}

/** Counts whose period lies within the months, both 'YYYY-MM' and inclusive. */
export async function listCrimeAreaCounts(
  db: Transaction,
  municipalityCode: string,
  { monthFrom, monthTo }: Pick<CrimeAreaCount, 'monthFrom' | 'monthTo'>,
): Promise<CrimeAreaCount[]> {
  const rows = await db.query<CrimeAreaCountRow>(sql`
    select
      area.code as "areaCode", offence_group as "offenceGroup", month_from as "monthFrom", month_to as "monthTo",
      n, written, giver, handed_over_on as "handedOverOn", reference
    from crime_area_count as count
    join area on area.municipality_code = count.municipality_code and area.id = count.area_id
    where count.municipality_code = ${municipalityCode} and area.municipality_code = ${municipalityCode}
      and month_from >= ${parseMonth(monthFrom)}::smallint and month_to <= ${parseMonth(monthTo)}::smallint
    order by area.code, offence_group, month_from, month_to
  `)
  return rows.map((row) => ({ ...row, monthFrom: formatMonth(row.monthFrom), monthTo: formatMonth(row.monthTo) }))
}

/** Accepted crimes with a cell, newest first; the text is the offence and, where known, the place. */
export function listCrimes(db: Transaction, selection: PointSelection): Promise<ListedRow[]> {
  return db.query<ListedRow>(sql`
    select
      point.id, point.slot, ST_X(point.position) as lng, ST_Y(point.position) as lat,
      to_char(
        coalesce(point.occurred_from, point.occurred_to, point.reported_at) at time zone 'Europe/Stockholm',
        'YYYY-MM-DD'
      ) as when,
      concat_ws(', ', point.offence_name, point.place_name) as text, point.w as people
    from ${joinSelected(sql`police.crime`, selection)}
    order by coalesce(point.occurred_from, point.occurred_to, point.reported_at) desc, point.id
    limit ${selection.limit}
  `)
}

/** The ids of an import's crimes, sixteen bytes each. */
export function listImportedCrimes(db: Transaction, municipalityCode: string, importId: string): Promise<Uint8Array> {
  return listImportedIds(db, sql`police.crime`, municipalityCode, importId)
}

export function deleteCrimes(
  db: Transaction,
  municipalityCode: string,
  ids: readonly string[],
): Promise<RemovedPoint[]> {
  return deletePoints(db, sql`police.crime`, municipalityCode, ids)
}
