import type { Transaction } from '#lib/database/database.ts'
import sql from 'sql-template-tag'
import type { SlotMonthCount } from './breakdown-queries.server.ts'
import {
  andSlot,
  deltasCte,
  monthPeriodsOfYears,
  ownRows,
  withCtes,
  yearsCte,
  type Question,
} from './counting-tables.server.ts'
import { slotsOfRow } from './roll-up-tables.server.ts'

/** A municipality's points by slot and month over all time, with and without a cell. */
export async function readSlotMonthCounts(db: Transaction, question: Question): Promise<SlotMonthCount[]> {
  const { side, municipalityCode, slots } = question
  const years = yearsCte(side, municipalityCode)
  const rows = ownRows(question, monthPeriodsOfYears, sql`c.period, c.a, c.aw`)
  return db.query<SlotMonthCount>(sql`
    ${withCtes([deltasCte(question), years])}
    select slot::int, month::int, sum(n)::int as n
    from (
      select slot, month, n from deltas
      union all
      select by_slot.slot, c.period - 2000, by_slot.n from ${rows}, ${slotsOfRow}
    ) as part (slot, month, n)
    where true${andSlot(slots)}
    group by slot, month
    having sum(n) <> 0
    order by slot, month
  `)
}
