import sql, { type Sql } from 'sql-template-tag'
import type { Side, Transaction } from '#lib/database/database.ts'
import { parentSql, unionAll } from './counting-tables.server.ts'
import { finestLevel, levels } from './roll-up.ts'
import { tablesOf } from './tables.server.ts'

/** One count that is not what the points give. Null on a side where there is no such count. */
export interface Difference {
  res: number
  period: number
  cell: bigint
  audience: string
  /** 0 for the sums over all slots that a row keeps beside its arrays. */
  slot: number
  countedN: number
  countedW: number
  pointsN: number
  pointsW: number
}

/**
 * Rebuilds a side's counts of a municipality from its points and compares them with roll-up ∪ deltas, all in one
 * statement and so of one moment, while the system is in use.
 */
export async function selectDifferences(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  limit: number,
): Promise<{ total: number; differences: Difference[] }> {
  const rows = await db.query<Difference & { total: number }>(sql`
    with rebuilt as (${rebuiltBySlot(pointsByMonth(side, municipalityCode))}),
    counted as (
      select res, period, cell, audience, slot, sum(n) as n, sum(w) as w
      from (
        ${countedBySlot(side, municipalityCode)}
        union all
        (${rebuiltBySlot(deltasByMonth(side, municipalityCode))})
      ) as part
      group by res, period, cell, audience, slot
    ),
    different as (
      select res, period, cell, audience, slot,
        coalesce(counted.n, 0)::int as "countedN", coalesce(counted.w, 0)::int as "countedW",
        coalesce(rebuilt.n, 0)::int as "pointsN", coalesce(rebuilt.w, 0)::int as "pointsW"
      from counted full join rebuilt using (res, period, cell, audience, slot)
      where (coalesce(counted.n, 0), coalesce(counted.w, 0)) <> (coalesce(rebuilt.n, 0), coalesce(rebuilt.w, 0))
      union all
      ${unbalancedRows(side, municipalityCode)}
    )
    select res::int, period::int, cell, audience, slot::int, "countedN", "countedW", "pointsN", "pointsW",
      (count(*) over ())::int as total
    from different
    order by res, period, cell, audience, slot
    limit ${limit}
  `)
  return { total: rows[0]?.total ?? 0, differences: rows.map(({ total: _, ...difference }) => difference) }
}

/** Empties a municipality's counts and deltas and fills them from the points. One statement: all see one moment. */
export async function replaceCounts(db: Transaction, side: Side, municipalityCode: string): Promise<void> {
  const { count, delta } = tablesOf[side]
  await db.execute(sql`delete from ${count} where municipality_code = ${municipalityCode}`)
  await db.execute(sql`
    with folded as (delete from ${delta} where municipality_code = ${municipalityCode}),
    rebuilt as (${rebuiltBySlot(pointsByMonth(side, municipalityCode))})
    insert into ${count} (res, period, cell, municipality_code, audience, n, w, a, aw)
    select
      res, period, cell, ${municipalityCode}, audience, sum(n), sum(w),
      ${slotArray(sql`n`)}, ${slotArray(sql`w`)}
    from rebuilt
    group by res, period, cell, audience
    order by res, period, cell, audience
  `)
}

/** An array by slot out of the rows of a group, zeros where a slot has none. */
function slotArray(value: Sql): Sql {
  return sql`(
    select array_agg(coalesce(given.value, 0)::int order by every.slot)
    from generate_series(1, max(rebuilt.slot)) as every (slot)
    left join unnest(array_agg(rebuilt.slot), array_agg(rebuilt.${value})) as given (slot, value) using (slot)
  )`
}

/** Accepted points as `cell` (at the finest level, 0 without one), `month`, `audience`, `slot`, `n`, `w`. */
function pointsByMonth(side: Side, municipalityCode: string): Sql {
  const cell = sql`case when cell is null then 0 else ${parentSql(sql`cell`, finestLevel)} end`
  return unionAll(
    tablesOf[side].points.map(
      (table) => sql`
        select ${cell} as cell, month, audience, slot, count(*) as n, sum(w) as w from ${table}
        where municipality_code = ${municipalityCode} and state = 'accepted'
        group by 1, 2, 3, 4
      `,
    ),
  )
}

function deltasByMonth(side: Side, municipalityCode: string): Sql {
  const cell = sql`case when cell = 0 then 0 else ${parentSql(sql`cell`, finestLevel)} end`
  return sql`
    select ${cell} as cell, month, audience, slot, sum(n) as n, sum(w) as w from ${tablesOf[side].delta}
    where municipality_code = ${municipalityCode}
    group by 1, 2, 3, 4
  `
}

/** Every level and period that rows by month count in. */
function rebuiltBySlot(byMonth: Sql): Sql {
  const parents = levels.map(
    ({ resolution, byMonth: keptByMonth }) => sql`
      select ${resolution}::smallint as res,
        case when cell = 0 then 0 else ${parentSql(sql`cell`, resolution)} end as cell,
        ${keptByMonth}::boolean as kept_by_month, month, audience, slot, n, w
      from by_month
    `,
  )
  return sql`
    with by_month as (${byMonth})
    select res, period, cell, audience, slot, sum(n) as n, sum(w) as w
    from (${unionAll(parents)}) as level
    cross join lateral (
      select 0 as period
      union all select 1000 + floor(month / 12.0)::int
      union all select 2000 + month where kept_by_month
    ) as kept
    group by res, period, cell, audience, slot
  `
}

function countedBySlot(side: Side, municipalityCode: string): Sql {
  return sql`
    select c.res, c.period::int, c.cell, c.audience, by_slot.slot, by_slot.n, by_slot.w
    from ${tablesOf[side].count} as c, unnest(c.a, c.aw) with ordinality as by_slot (n, w, slot)
    where c.municipality_code = ${municipalityCode}
  `
}

/** Rows whose sums are not those of their arrays. */
function unbalancedRows(side: Side, municipalityCode: string): Sql {
  return sql`
    select c.res, c.period::int, c.cell, c.audience, 0, c.n, c.w, sums.n::int, sums.w::int
    from ${tablesOf[side].count} as c
    cross join lateral (
      select coalesce(sum(n), 0) as n, coalesce(sum(w), 0) as w from unnest(c.a, c.aw) as by_slot (n, w)
    ) as sums
    where c.municipality_code = ${municipalityCode} and (c.n, c.w) <> (sums.n, sums.w)
  `
}
