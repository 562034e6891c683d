import sql, { empty, raw, type Sql } from 'sql-template-tag'
import type { Side, Transaction } from '#lib/database/database.ts'
import { parentSql, unionAll, withCtes } from './counting-tables.server.ts'
import { finestResolution } from './h3.ts'
import { partRange, type CellSize, type Part } from './part.ts'
import { allTime, earliestMonth, latestMonth, monthPeriod, yearOfMonth, yearPeriod } from './period.ts'
import { countingCtes, countRows, slotsOfRow, whole } from './roll-up-tables.server.ts'
import { coarsestLevel, insideDigits, insideLevels, levels } from './roll-up.ts'
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

/** A part of a municipality's counts on one side. */
export interface CountedPart {
  side: Side
  municipalityCode: string
  part: Part
}

/** A municipality's cells of the coarsest level, ascending, each with its number of points. */
export async function selectCellSizes(db: Transaction, side: Side, municipalityCode: string): Promise<CellSize[]> {
  const parents = tablesOf[side].points.map(
    (table) => sql`
      select ${parentSql(sql`cell`, coarsestLevel)} as cell, count(*) as n from ${table}
      where municipality_code = ${municipalityCode} and state = 'accepted' and cell is not null
      group by 1
    `,
  )
  return db.query<CellSize>(sql`
    select cell, sum(n)::int as n from (${unionAll(parents)}) as part group by cell order by cell
  `)
}

/**
 * Counts a part's points anew and compares them with roll-up ∪ deltas, all in one statement and so of one moment, while
 * the system is in use.
 */
export async function selectDifferences(
  db: Transaction,
  counted: CountedPart,
  limit: number,
): Promise<{ total: number; differences: Difference[] }> {
  const rows = await db.query<Difference & { total: number }>(sql`
    with
    rebuilt as (${countedAnew(counted, pointsOf(counted))}),
    kept as (
      select res, period, cell, audience, slot, sum(n) as n, sum(w) as w
      from (${keptBySlot(counted)} union all (${countedAnew(counted, deltasOf(counted))})) as part
      group by res, period, cell, audience, slot
    ),
    different as (
      select res, period, cell, audience, slot,
        coalesce(kept.n, 0)::int as "countedN", coalesce(kept.w, 0)::int as "countedW",
        coalesce(rebuilt.n, 0)::int as "pointsN", coalesce(rebuilt.w, 0)::int as "pointsW"
      from kept full join rebuilt using (res, period, cell, audience, slot)
      where (coalesce(kept.n, 0), coalesce(kept.w, 0)) <> (coalesce(rebuilt.n, 0), coalesce(rebuilt.w, 0))
      union all
      ${unbalancedRows(counted)}
    )
    select res::int, period::int, cell, audience, slot::int, "countedN", "countedW", "pointsN", "pointsW",
      (count(*) over ())::int as total
    from different
    order by res, period, cell, audience, slot
    limit ${limit}
  `)
  return { total: rows[0]?.total ?? 0, differences: rows.map(({ total: _, ...difference }) => difference) }
}

/** Empties a part's counts; `fillCounts` comes after it in the same transaction. */
export async function deleteCounts(db: Transaction, counted: CountedPart): Promise<void> {
  for (const rows of countsOf(counted)) {
    await db.execute(sql`delete from ${tablesOf[counted.side].count} as c where ${rows}`)
  }
}

/** Fills a part's counts from its points and drops its deltas, in one statement: both are of one moment. */
export async function fillCounts(db: Transaction, counted: CountedPart): Promise<void> {
  const { side, municipalityCode } = counted
  const { count, delta } = tablesOf[side]
  const folded = sql`folded as (delete from ${delta} where ${deltaRows(counted)})`
  await db.execute(sql`
    ${withCtes([folded, ...countingCtes(pointsOf(counted))])}
    insert into ${count} (res, period, cell, municipality_code, audience, n, w, a, aw, inside)
    ${countRows(municipalityCode, sql`by_slot`)}
  `)
}

/** Makes the rows of the whole municipality anew from those of the coarsest level; `lockCounts` must be held. */
export async function refillWhole(db: Transaction, side: Side, municipalityCode: string): Promise<void> {
  const { count } = tablesOf[side]
  await deleteCounts(db, { side, municipalityCode, part: 'whole' })
  await db.execute(sql`
    with by_slot as (
      select c.res, c.period, ${whole} as cell, c.audience, by_slot.slot, sum(by_slot.n)::int as n, sum(by_slot.w)::int as w,
        null::bytea as inside
      from ${count} as c, ${slotsOfRow}
      where c.res = ${coarsestLevel} and c.period = any (${everyPeriod}::smallint[]) and c.cell > 0
        and c.municipality_code = ${municipalityCode}
      group by 1, 2, 4, 5
    )
    insert into ${count} (res, period, cell, municipality_code, audience, n, w, a, aw, inside)
    ${countRows(municipalityCode, sql`by_slot`)}
  `)
}

/** Accepted points of a part, as `countingCtes` takes them. */
function pointsOf({ side, municipalityCode, part }: CountedPart): Sql {
  const { low, high } = partRange(part, finestResolution)
  const places = {
    'without-cell': { cell: sql`0::bigint`, within: sql`cell is null` },
    whole: { cell: whole, within: sql`cell is not null` },
  }
  const { cell, within } =
    typeof part === 'string' ? places[part] : { cell: sql`cell`, within: sql`cell between ${low} and ${high}` }
  return unionAll(
    tablesOf[side].points.map(
      (table) => sql`
        select ${cell} as cell, month, audience, slot, 1 as n, w from ${table}
        where municipality_code = ${municipalityCode} and state = 'accepted' and ${within}
      `,
    ),
  )
}

function deltasOf(counted: CountedPart): Sql {
  const cell = counted.part === 'whole' ? whole : sql`cell`
  return sql`
    select ${cell} as cell, month, audience, slot, n, w from ${tablesOf[counted.side].delta}
    where ${deltaRows(counted)}`
}

function deltaRows({ municipalityCode, part }: CountedPart): Sql {
  if (part === 'whole') return sql`municipality_code = ${municipalityCode} and cell <> 0`
  const { low, high } = partRange(part, finestResolution)
  return sql`municipality_code = ${municipalityCode} and cell between ${low} and ${high}`
}

/** What rows give in every level and period; the same as `by_slot` of a rebuild, without what cancels out. */
function countedAnew({ part }: CountedPart, source: Sql): Sql {
  const kept = part === 'whole' ? sql`and res = ${coarsestLevel}` : empty
  return sql`
    ${withCtes(countingCtes(source))}
    select res, period, cell, audience, slot, n, w from by_slot where (n <> 0 or w <> 0) ${kept}
    ${
      part === 'whole'
        ? empty
        : sql`
      union all
      select ${insideColumns(sql`sum(entry.n)::int`)}
      from by_slot as c, ${insideEntries} where c.inside is not null group by 1, 2, 3, 4, 5`
    }`
}

/** Every period there can be: named, each is found in the index at once. */
const everyPeriod = [
  allTime,
  ...numbersBetween(yearPeriod(yearOfMonth(earliestMonth)), yearPeriod(yearOfMonth(latestMonth))),
  ...numbersBetween(monthPeriod(earliestMonth), monthPeriod(latestMonth)),
]

function numbersBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** A part's rows of each level, as conditions on `c`. */
function countsOf({ municipalityCode, part }: CountedPart): Sql[] {
  return levels.map(({ resolution }) => {
    const { low, high } = partRange(part, resolution)
    return sql`c.res = ${resolution} and c.period = any (${everyPeriod}::smallint[]) and c.cell between ${low} and ${high}
      and c.municipality_code = ${municipalityCode}`
  })
}

/**
 * What is kept inside rows (of `c`) is compared as counts of points by month, of the finer cells it is about. Columns as
 * those of `by_slot`.
 */
const insideColumns = (n: Sql) => sql`
  (c.res + ${finer})::smallint,
  (case when c.period < ${raw(String(monthPeriod(earliestMonth)))} then (c.period - 1000) * 12 + 2000 + month
    else c.period - (c.period - 800) % 12 + month end)::smallint,
  (c.cell & ~(15::bigint << 52) & ~(63::bigint << digits)) | ((c.res + ${finer})::bigint << 52)
    | ((entry.place >> 18)::bigint << digits),
  c.audience, ((entry.place >> 5) & 511)::smallint, ${n}, 0`
const finer = raw(String(insideDigits))
/** Unpacked here, not by `app.entries_inside`: a call for each row took longer than everything else. */
const insideEntries = sql`
  lateral (select 3 * (${raw(String(finestResolution - insideDigits))} - c.res), c.inside || ''::bytea offset 0) as row (digits, flat),
  lateral (
    select (get_byte(flat, at) << 16) | (get_byte(flat, at + 1) << 8) | get_byte(flat, at + 2)
    from generate_series(0, octet_length(flat) - 3, 3) as at
  ) as packed (entry),
  lateral (select entry & ~31, ((entry & 31) # 16) - 16, (entry >> 14) & 15) as entry (place, n, month)`

function keptBySlot(counted: CountedPart): Sql {
  const { side, municipalityCode, part } = counted
  const inside = insideLevels.map((level) => {
    const { low, high } = partRange(part, level)
    return sql`
      select ${insideColumns(sql`entry.n`)}
      from ${tablesOf[side].count} as c, ${insideEntries}
      where c.res = ${level} and c.period = any (${everyPeriod}::smallint[]) and c.cell between ${low} and ${high}
        and c.municipality_code = ${municipalityCode} and c.inside is not null`
  })
  return unionAll([
    ...countsOf(counted).map(
      (rows) => sql`
        select c.res, c.period, c.cell, c.audience, by_slot.slot, by_slot.n, by_slot.w
        from ${tablesOf[side].count} as c, ${slotsOfRow}
        where ${rows}
      `,
    ),
    ...(part === 'whole' ? [] : inside),
  ])
}

/** Rows whose sums are not those of their arrays. */
function unbalancedRows(counted: CountedPart): Sql {
  return unionAll(
    countsOf(counted).map(
      (rows) => sql`
        select c.res, c.period, c.cell, c.audience, 0, c.n, c.w, sums.n::int, sums.w::int
        from ${tablesOf[counted.side].count} as c
        cross join lateral (
          select coalesce(sum(by_slot.n), 0) as n, coalesce(sum(by_slot.w), 0) as w from ${slotsOfRow}
        ) as sums
        where ${rows} and (c.n, c.w) <> (sums.n, sums.w)
      `,
    ),
  )
}
