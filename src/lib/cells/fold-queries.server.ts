import sql from 'sql-template-tag'
import { bigintColumn, integerColumn, smallintColumn, textColumn, uuidColumn } from '#lib/database/column.server.ts'
import type { Side, Transaction } from '#lib/database/database.ts'
import { withCtes } from './counting-tables.server.ts'
import { countingCtes, countRows, wholeCte } from './roll-up-tables.server.ts'
import type { CountKey, Delta } from './roll-up.ts'
import { tablesOf } from './tables.server.ts'

/** One fold or rebuild a municipality and side at a time; others wait until this transaction ends. */
export async function lockCounts(db: Transaction, side: Side, municipalityCode: string): Promise<void> {
  await db.query(sql`select pg_advisory_xact_lock(hashtextextended(${`cell_count/${side}/${municipalityCode}`}, 0))`)
}

export async function insertDeltas(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  deltas: readonly (Delta & { id: string })[],
): Promise<void> {
  await db.execute(sql`
    insert into ${tablesOf[side].delta} (municipality_code, id, cell, month, audience, slot, n, w)
    select ${municipalityCode}, id, cell, month, audience, slot, n, w
    from (
      select
        unnest(${uuidColumn(deltas, ({ id }) => id)}::uuid[]) as id,
        unnest(${bigintColumn(deltas, ({ cell }) => cell)}::bigint[]) as cell,
        unnest(${smallintColumn(deltas, ({ month }) => month)}::smallint[]) as month,
        unnest(${textColumn(deltas, ({ audience }) => audience)}::text[]) as audience,
        unnest(${smallintColumn(deltas, ({ slot }) => slot)}::smallint[]) as slot,
        unnest(${integerColumn(deltas, ({ n }) => n)}::int[]) as n,
        unnest(${integerColumn(deltas, ({ w }) => w)}::int[]) as w
    ) as given
  `)
}

/** The same for one delta, as a person's single entry makes it: a third as dear as an array a column. */
export async function insertDelta(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  { id, cell, month, audience, slot, n, w }: Delta & { id: string },
): Promise<void> {
  const insertion = sql`
    insert into ${tablesOf[side].delta} (municipality_code, id, cell, month, audience, slot, n, w)
    values (${municipalityCode}, ${id}, ${cell}, ${month}, ${audience}, ${slot}, ${n}, ${w})
  `
  await db.execute(insertion, 'repeated')
}

/** Those of the municipalities that have deltas not folded yet. */
export async function selectUnfolded(
  db: Transaction,
  side: Side,
  municipalityCodes: readonly string[],
): Promise<string[]> {
  const rows = await db.query<{ code: string }>(sql`
    select code from municipality
    where code = any (${municipalityCodes}::text[])
      and exists (select from ${tablesOf[side].delta} as delta where delta.municipality_code = code)
    order by code
  `)
  return rows.map(({ code }) => code)
}

export interface FoldState {
  /** Deltas waiting in the municipalities entered; counted to a million, which says enough. */
  unfolded: number
  /** How many folds and rebuilds there have been. */
  folds: number
  foldedAt: Date | null
}

export const neverFolded: FoldState = { unfolded: 0, folds: 0, foldedAt: null }

export async function selectFoldState(db: Transaction, side: Side): Promise<FoldState> {
  const { delta, fold } = tablesOf[side]
  const [state] = await db.query<FoldState>(sql`
    select (select count(*)::int from (select from ${delta} limit 1000000) as waiting) as unfolded,
      (select coalesce(sum(folds), 0)::float8 from ${fold}) as folds,
      (select max(folded_at) from ${fold}) as "foldedAt"
  `)
  return state ?? neverFolded
}

/** What one batch of a fold did. */
export interface FoldedBatch {
  /** Deltas taken out of the table. */
  claimed: number
  /** Rows of cell_count that hold nothing any more. */
  emptied: CountKey[]
}

/**
 * Takes at most `limit` deltas out of the table, oldest first, and adds them to the roll-up, all in the database. Rows
 * are written in the order of the key; `lockCounts` must be held. The deltas are named by their last id: in a table just
 * filled, which the planner knows nothing of, each would be searched for in a list of them all (12 s for 100,000).
 */
export async function foldDeltas(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  limit: number,
): Promise<FoldedBatch> {
  const { count, delta } = tablesOf[side]
  const claimed = sql`claimed as (
    delete from ${delta}
    where municipality_code = ${municipalityCode} and id <= (
      select id from (
        select id from ${delta} where municipality_code = ${municipalityCode} order by id limit ${limit}
      ) as oldest
      order by id desc limit 1
    )
    returning cell, month, audience, slot, n, w
  )`
  const rows = await db.query<CountKey & { claimed: number }>(sql`
    ${withCtes([claimed, ...countingCtes(sql`select * from claimed`), wholeCte])},
    written as (
      insert into ${count} as c (res, period, cell, municipality_code, audience, n, w, a, aw, inside)
      ${countRows(municipalityCode, sql`with_whole`)}
      on conflict (res, period, cell, municipality_code, audience) do update set
        n = c.n + excluded.n, w = c.w + excluded.w, a = app.add_by_slot(c.a, excluded.a),
        aw = case when c.aw is null and excluded.aw is null then null
          else app.add_by_slot(coalesce(c.aw, c.a), coalesce(excluded.aw, excluded.a)) end,
        inside = case
          when excluded.inside is null then c.inside
          when octet_length(c.inside) > 8 * abs(c.n) + 1024 then app.add_up_inside(c.inside || excluded.inside)
          else coalesce(c.inside, ''::bytea) || excluded.inside end
      returning c.res, c.period, c.cell, c.audience, c.n, c.w, c.a, c.aw, c.inside
    )
    select (count(*))::int as claimed, null::int as res, null::int as period, null::bigint as cell, null as audience
    from claimed
    union all
    select 0, res, period, cell, audience from written
    where n = 0 and w = 0 and 0 = all (a) and 0 = all (coalesce(aw, a)) and app.add_up_inside(inside) is null
  `)
  const [first, ...emptied] = rows.toSorted((one, other) => other.claimed - one.claimed)
  return first === undefined || first.claimed === 0 ? { claimed: 0, emptied: [] } : { claimed: first.claimed, emptied }
}

export async function deleteCountRows(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  keys: readonly CountKey[],
): Promise<void> {
  await db.execute(sql`
    delete from ${tablesOf[side].count} as c
    using unnest(
      ${keys.map(({ res }) => res)}::smallint[], ${keys.map(({ period }) => period)}::smallint[],
      ${keys.map(({ cell }) => cell)}::bigint[], ${keys.map(({ audience }) => audience)}::text[]
    ) as key (res, period, cell, audience)
    where c.res = key.res and c.period = key.period and c.cell = key.cell
      and c.municipality_code = ${municipalityCode} and c.audience = key.audience
  `)
}

/** Half of the data version: every fold and rebuild counts up. */
export async function countFold(db: Transaction, side: Side, municipalityCode: string, foldedAt: Date): Promise<void> {
  await db.execute(sql`
    insert into ${tablesOf[side].fold} as f (municipality_code, folds, folded_at)
    values (${municipalityCode}, 1, ${foldedAt})
    on conflict (municipality_code) do update set folds = f.folds + 1, folded_at = excluded.folded_at
  `)
}
