import sql, { type Sql } from 'sql-template-tag'
import type { Transaction } from '#lib/database/database.ts'
import { levelFor } from './cover.ts'
import { cellRange, finestResolution, resolutionOf } from './h3.ts'
import {
  andMonth,
  andSlot,
  deltasCte,
  eachPoints,
  monthPeriodsOfYears,
  ownRows,
  parentSql,
  periodsOf,
  unionAll,
  withCtes,
  yearsCte,
  type Question,
} from './counting-tables.server.ts'
import { slotsOfRow } from './roll-up-tables.server.ts'
import { levels } from './roll-up.ts'
import { tablesOf } from './tables.server.ts'

/** How many points of a slot, with and without a cell. */
export interface SlotCount {
  slot: number
  n: number
  withoutPosition: number
}

/** A municipality's points by slot in a window, from the coarsest level and the unfolded deltas. */
export async function readSlotCounts(db: Transaction, question: Question): Promise<SlotCount[]> {
  const periods = periodsOf(question, true)
  const parts = [sql`select slot, cell, n from deltas where true${andMonth(question.window)}`]
  if (periods.array !== null) {
    const rows = ownRows(question, periods.array, sql`c.cell, c.a, c.aw`)
    parts.push(sql`select by_slot.slot, c.cell, by_slot.n from ${rows}, ${slotsOfRow}`)
  }
  return db.query<SlotCount>(sql`
    ${withCtes([deltasCte(question), ...periods.ctes])}
    select
      slot::int,
      coalesce(sum(n) filter (where cell <> 0), 0)::int as n,
      coalesce(sum(n) filter (where cell = 0), 0)::int as "withoutPosition"
    from (${unionAll(parts)}) as part
    group by slot
    having count(*) filter (where n <> 0) > 0
    order by slot
  `)
}

export interface MonthCount {
  /** Months since 2000-01. */
  month: number
  n: number
}

/** A municipality's points by month over all time, with and without a cell. */
export async function readMonthCounts(db: Transaction, question: Question): Promise<MonthCount[]> {
  return db.query<MonthCount>(sql`
    ${withCtes([deltasCte(question), yearsOf(question)])}
    select month::int, sum(n)::int as n
    from (
      select month, n from deltas
      union all
      select c.period - 2000 as month, c.n from ${ownRows(question, monthPeriodsOfYears, sql`c.period, c.n`)}
    ) as part
    group by month
    having sum(n) <> 0
    order by month
  `)
}

function yearsOf({ side, municipalityCode }: Question): Sql {
  return yearsCte(side, municipalityCode)
}

export interface SlotMonthCount {
  slot: number
  month: number
  n: number
}

/**
 * One cell's points by slot and month: of a coarse cell from the level that is kept by month, of a fine one from the
 * points in its range, by the covering index.
 */
export async function readCellCounts(db: Transaction, question: Question, cell: bigint): Promise<SlotMonthCount[]> {
  const level = levelFor(resolutionOf(cell))
  const byMonth = levels.find((known) => known.resolution === level)?.byMonth === true
  return db.query<SlotMonthCount>(
    level !== null && byMonth ? coarseCellStatement(question, cell, level) : fineCellStatement(question, cell),
  )
}

function fineCellStatement(question: Question, cell: bigint): Sql {
  const { low, high } = cellRange(cell, finestResolution)
  const parts = eachPoints(
    question.side,
    (table) => sql`
      select slot, month from ${table}
      where cell between ${low} and ${high} and state = 'accepted' and municipality_code = ${question.municipalityCode}
        ${andSlot(question.slots)}${andMonth(question.window)}
    `,
  )
  return sql`
    select slot::int, month::int, count(*)::int as n from (${unionAll(parts)}) as part
    group by slot, month order by slot, month
  `
}

function coarseCellStatement(question: Question, cell: bigint, level: number): Sql {
  const { side, municipalityCode, slots, window } = question
  const { low, high } = cellRange(cell, level)
  return sql`
    ${withCtes([deltasCte(question), yearsOf(question)])}
    select slot::int, month::int, sum(n)::int as n
    from (
      select slot, month, n from deltas
      where cell <> 0 and ${parentSql(sql`cell`, resolutionOf(cell))} = ${cell}
      union all
      select by_slot.slot, c.period - 2000, by_slot.n
      from ${tablesOf[side].count} as c, ${slotsOfRow}
      where c.res = ${level} and c.period = any (${monthPeriodsOfYears}) and c.cell between ${low} and ${high}
        and c.municipality_code = ${municipalityCode}
    ) as part (slot, month, n)
    where true${andSlot(slots)}${andMonth(window)}
    group by slot, month
    having sum(n) <> 0
    order by slot, month
  `
}
