/**
 * The tables a count is read from, as pieces that the statements of the queries files are put together from. A number
 * of ours (a slot, a resolution) may be written into the text, so that the planner sees it; everything that came with a
 * request is a parameter.
 */
import sql, { empty, join, raw, type Sql } from 'sql-template-tag'
import type { Side } from '#lib/database/database.ts'
import type { CellFilter } from './filter.ts'
import { finestResolution, type CellRange } from './h3.ts'
import {
  allTime,
  decomposePeriod,
  earliestMonth,
  latestMonth,
  monthPeriod,
  yearOfMonth,
  yearPeriod,
  type Window,
} from './period.ts'
import { slotsMatching, type SlotChoice } from './slot.ts'
import { withoutCell, wholeMunicipality } from './roll-up.ts'
import { tablesOf } from './tables.server.ts'

/** One side's part of a question. */
export interface Question {
  side: Side
  municipalityCode: string
  slots: SlotChoice
  window: Window | typeof allTime
}

/** The sides that can have anything a filter chooses. */
export function questionsOf(filter: CellFilter): Question[] {
  const slots = slotsMatching(filter)
  const window = decomposePeriod(filter)
  return (['municipality', 'police'] as const)
    .filter((side) => slots[side].length > 0)
    .map((side) => ({ side, municipalityCode: filter.municipalityCode, slots: slots[side], window }))
}

/** The parent of a cell, by its chain: see parentCell in h3.ts. */
export function parentSql(cell: Sql, resolution: number): Sql {
  const keep = BigInt.asIntN(64, ~(15n << 52n))
  const set = (BigInt(resolution) << 52n) | ((1n << BigInt(3 * (finestResolution - resolution))) - 1n)
  return sql`((${cell} & ${raw(`'${keep}'::bigint`)}) | ${raw(`'${set}'::bigint`)})`
}

/** What a row of cell_count (as `c`) counts of the chosen slots. */
export function countOf(slots: SlotChoice): Sql {
  if (slots === 'all') return raw('c.n')
  return raw(slots.map((slot) => `coalesce(c.a[${Math.trunc(slot)}], 0)`).join(' + '))
}

/** `and slot = any (…)`, for deltas and points; nothing when all are chosen. */
export function andSlot(slots: SlotChoice): Sql {
  return slots === 'all' ? empty : sql` and slot = any (${slots}::smallint[])`
}

export function andMonth(window: Question['window']): Sql {
  return window === allTime ? empty : sql` and month between ${window.fromMonth} and ${window.toMonth}`
}

/** Ranges as rows of `r (low, high)`. */
export function rangeRows(ranges: readonly CellRange[]): Sql {
  return sql`unnest(
    ${ranges.map(({ low }) => low)}::bigint[], ${ranges.map(({ high }) => high)}::bigint[]
  ) as r (low, high)`
}

/**
 * Periods as rows of `p (period)`: each is looked up by itself, since as `period = any (…)` the planner may read every
 * period of the cells and drop the others.
 */
export function periodRows(periods: Sql): Sql {
  return sql`unnest(${periods}) as p (period)`
}

/** More whole years than this are looked for before each of them is read: an open end reaches to 1925 or 2099. */
const maximumNamedYears = 12

const years = raw('years')

export interface Periods {
  /** `with` parts the array needs. */
  ctes: Sql[]
  /** An array of the periods of cell_count that make up the window; null when there are none. */
  array: Sql | null
}

/**
 * Whole years, and the months beside them where the level is kept by month. A statement that asks for the periods of two
 * windows gives each a name of its own.
 */
export function periodsOf({ side, municipalityCode, window }: Question, byMonth: boolean, name = years): Periods {
  if (window === allTime) return { ctes: [], array: sql`array[${raw(String(allTime))}]::smallint[]` }
  const months = byMonth ? window.edgeMonths.map(monthPeriod) : []
  if (window.years === null) return { ctes: [], array: months.length === 0 ? null : sql`${months}::smallint[]` }
  const first = yearPeriod(window.years.first)
  const last = yearPeriod(window.years.last)
  if (last - first < maximumNamedYears) {
    const years = Array.from({ length: last - first + 1 }, (_, index) => first + index)
    return { ctes: [], array: sql`${[...years, ...months]}::smallint[]` }
  }
  return {
    ctes: [yearsCte(side, municipalityCode, { first, last }, name)],
    array: sql`(select coalesce(array_agg(period), '{}') || ${months}::smallint[] from ${name})::smallint[]`,
  }
}

/** Every year that holds a month of the window and may have counts. */
export function yearsTouched({ side, municipalityCode, window }: Question, name: Sql): Periods & { array: Sql } {
  const years =
    window === allTime
      ? everyYear
      : { first: yearPeriod(yearOfMonth(window.fromMonth)), last: yearPeriod(yearOfMonth(window.toMonth)) }
  return {
    ctes: [yearsCte(side, municipalityCode, years, name)],
    array: sql`(select coalesce(array_agg(period), '{}') from ${name})::smallint[]`,
  }
}

/**
 * `years (period)`: the years in which a municipality has counts, each found by one descent of the index from the one
 * before it.
 */
export function yearsCte(
  side: Side,
  municipalityCode: string,
  { first, last }: { first: number; last: number } = everyYear,
  name = years,
): Sql {
  const { count } = tablesOf[side]
  const next = (after: Sql) => sql`
    select c.period from ${count} as c
    where c.res = 5 and c.period > ${after} and c.period <= ${last} and c.municipality_code = ${municipalityCode}
    order by c.period limit 1`
  return sql`${name} (period) as (
    (${next(sql`${first - 1}::smallint`)})
    union all
    select n.period from ${name} as y, lateral (${next(sql`y.period`)}) as n
  )`
}

/** Every month a point can have, by the years that have counts; needs `yearsCte`. */
export const monthPeriodsOfYears = sql`(
  select coalesce(array_agg(p.period), '{}')
  from years, lateral (
    select ${raw(String(monthPeriod(0)))} + (years.period - ${raw(String(yearPeriod(2000)))}) * 12 + m as period
    from generate_series(0, 11) as m
  ) as p
)::smallint[]`

/** The first and the last year a point can have, as periods. */
const everyYear = { first: yearPeriod(yearOfMonth(earliestMonth)), last: yearPeriod(yearOfMonth(latestMonth)) }

/** `deltas`: what is not folded yet, read once a statement. */
export function deltasCte({ side, municipalityCode }: Pick<Question, 'side' | 'municipalityCode'>): Sql {
  return sql`deltas as materialized (
    select id, cell, month, slot, n from ${tablesOf[side].delta} where municipality_code = ${municipalityCode}
  )`
}

/** The data version: how often folded, and which deltas are not. The last 48 bits of an id tell it from the others. */
export function versionColumns({ side, municipalityCode }: Pick<Question, 'side' | 'municipalityCode'>): Sql {
  return sql`
    exists (select from municipality where code = ${municipalityCode}) as known,
    coalesce(
      (select folds from ${tablesOf[side].fold} where municipality_code = ${municipalityCode}), 0
    )::text || '.' || coalesce(
      (select count(*) || '.' || bit_xor(('x' || right(id::text, 12))::bit(48)::bigint) from deltas), '0.0'
    ) as version`
}

/**
 * A municipality's points in some periods, as `c`: in each the row of all with a cell and that of those without one. Both
 * are looked up by their key; as a condition on the period and the cell at once the planner may read the level.
 */
export function ownRows({ side, municipalityCode }: Question, periods: Sql, columns: Sql): Sql {
  return sql`
    ${periodRows(periods)}
    cross join (values (${raw(String(wholeMunicipality))}::bigint), (${raw(String(withoutCell))}::bigint)) as place (cell)
    cross join lateral (
      select ${columns} from ${tablesOf[side].count} as c
      where c.res = 5 and c.period = p.period and c.cell = place.cell and c.municipality_code = ${municipalityCode}
      offset 0
    ) as c`
}

/** Accepted points with a cell of a side, each of its tables on its own, as the partial indexes know them. */
export function eachPoints(side: Side, select: (table: Sql) => Sql): Sql[] {
  return tablesOf[side].points.map(select)
}

export function unionAll(parts: readonly Sql[]): Sql {
  return join([...parts], ' union all ')
}

export function withCtes(ctes: readonly Sql[]): Sql {
  return sql`with recursive ${join([...ctes], ', ')}`
}
