import sql from 'sql-template-tag'
import type { Side, Transaction } from '#lib/database/database.ts'
import type { CountKey, CountRow, Delta } from './roll-up.ts'
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
    from unnest(
      ${deltas.map(({ id }) => id)}::uuid[], ${deltas.map(({ cell }) => cell)}::bigint[],
      ${deltas.map(({ month }) => month)}::smallint[], ${deltas.map(({ audience }) => audience)}::text[],
      ${deltas.map(({ slot }) => slot)}::smallint[], ${deltas.map(({ n }) => n)}::int[],
      ${deltas.map(({ w }) => w)}::int[]
    ) as given (id, cell, month, audience, slot, n, w)
  `)
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

/** Takes at most `limit` deltas out of the table, oldest first. */
export async function claimDeltas(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  limit: number,
): Promise<Delta[]> {
  const { delta } = tablesOf[side]
  return db.query<Delta>(sql`
    delete from ${delta}
    where municipality_code = ${municipalityCode} and id = any (array(
      select id from ${delta} where municipality_code = ${municipalityCode} order by id limit ${limit}
    ))
    returning cell, month, audience, slot, n, w
  `)
}

/** Those of the rows that exist. Each is looked up by its key: `offset 0` keeps the planner from reading the table. */
export async function selectCountRows(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  keys: readonly CountKey[],
): Promise<CountRow[]> {
  return db.query<CountRow>(sql`
    select found.*
    from unnest(
      ${keys.map(({ res }) => res)}::smallint[], ${keys.map(({ period }) => period)}::smallint[],
      ${keys.map(({ cell }) => cell)}::bigint[], ${keys.map(({ audience }) => audience)}::text[]
    ) as key (res, period, cell, audience)
    cross join lateral (
      select c.res, c.period, c.cell, c.audience, c.n, c.w, c.a, c.aw
      from ${tablesOf[side].count} as c
      where c.res = key.res and c.period = key.period and c.cell = key.cell
        and c.municipality_code = ${municipalityCode} and c.audience = key.audience
      offset 0
    ) as found
  `)
}

export async function upsertCountRows(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  rows: readonly CountRow[],
): Promise<void> {
  await db.execute(sql`
    insert into ${tablesOf[side].count} (res, period, cell, municipality_code, audience, n, w, a, aw)
    select res, period, cell, ${municipalityCode}, audience, n, w, a::int[], aw::int[]
    from unnest(
      ${rows.map(({ res }) => res)}::smallint[], ${rows.map(({ period }) => period)}::smallint[],
      ${rows.map(({ cell }) => cell)}::bigint[], ${rows.map(({ audience }) => audience)}::text[],
      ${rows.map(({ n }) => n)}::int[], ${rows.map(({ w }) => w)}::int[],
      ${rows.map(({ a }) => `{${a.join(',')}}`)}::text[], ${rows.map(({ aw }) => `{${aw.join(',')}}`)}::text[]
    ) as given (res, period, cell, audience, n, w, a, aw)
    on conflict (res, period, cell, municipality_code, audience) do update set
      n = excluded.n, w = excluded.w, a = excluded.a, aw = excluded.aw
  `)
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
