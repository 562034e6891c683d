import sql, { type Sql } from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

import type { PointSelection } from './list.ts'
import type { RemovedPoint } from './point.ts'

/**
 * The shared part of the three list queries, for a table called `point`: read by cell ranges from the covering index,
 * since under row security no index on geometry is used, and the box is a filter on what was found.
 */
export function joinSelected(table: Sql, selection: PointSelection): Sql {
  const { municipalityCode, ranges, slots, fromMonth, toMonth, box } = selection
  return sql`
    unnest(
      ${ranges.map(({ low }) => low)}::bigint[], ${ranges.map(({ high }) => high)}::bigint[]
    ) as range (low, high)
    join ${table} as point
      on point.cell between range.low and range.high
      and point.municipality_code = ${municipalityCode}
      and point.state = 'accepted'
      and (${slots === 'all'}::boolean or point.slot = any(${slots === 'all' ? [] : slots}::smallint[]))
      and point.month between ${fromMonth ?? -32_768}::smallint and ${toMonth ?? 32_767}::smallint
      and (
        ${box === null}::boolean
        or (
          ST_X(point.position) between ${box?.[0] ?? 0}::float8 and ${box?.[2] ?? 0}::float8
          and ST_Y(point.position) between ${box?.[1] ?? 0}::float8 and ${box?.[3] ?? 0}::float8
        )
      )
  `
}

/** The ids of an import's points, sixteen bytes each, as they lie in the table. */
export async function listImportedIds(
  db: Transaction,
  table: Sql,
  municipalityCode: string,
  importId: string,
): Promise<Uint8Array> {
  const [row] = await db.query<{ ids: Uint8Array }>(sql`
    select coalesce(string_agg(uuid_send(id), ''::bytea), ''::bytea) as ids from ${table}
    where municipality_code = ${municipalityCode} and import_id = ${importId}::uuid
  `)
  return row?.ids ?? new Uint8Array()
}

export async function deletePoints(
  db: Transaction,
  table: Sql,
  municipalityCode: string,
  ids: readonly string[],
): Promise<RemovedPoint[]> {
  return db.query<RemovedPoint>(sql`
    delete from ${table}
    where municipality_code = ${municipalityCode} and id = any (${ids}::uuid[])
    returning cell, month, audience, slot, w as people, state = 'accepted' as "isCounted"
  `)
}

/** Which of the points given were new: all of them, or those with these ids, as 32 hexadecimal digits. */
export type NewIds = 'all' | ReadonlySet<string>

/** Runs an insertion that ends in `returning id`. Mostly all of `count` rows are new, and their ids stay where they are. */
export async function insertNew(db: Transaction, insertion: Sql, count: number): Promise<NewIds> {
  const [row] = await db.query<{ ids: Uint8Array | null; added: number }>(sql`
    with inserted as (${insertion})
    select count(*)::int as added,
      case when count(*) < ${count} then string_agg(uuid_send(id), ''::bytea) end as ids
    from inserted
  `)
  if (row === undefined || row.added === count) return 'all'
  return new Set(readIds(row.ids ?? new Uint8Array()))
}

const bytesPerId = 16

/** Ids as they lie one after the other, as texts of 32 hexadecimal digits. */
export function readIds(bytes: Uint8Array): string[] {
  const ids = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  return Array.from({ length: ids.length / bytesPerId }, (_, index) =>
    ids.toString('hex', index * bytesPerId, (index + 1) * bytesPerId),
  )
}
