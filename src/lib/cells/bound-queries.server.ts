import sql from 'sql-template-tag'
import type { Side, Transaction } from '#lib/database/database.ts'
import { rangeRows } from './counting-tables.server.ts'
import { coarsened, levelFor, rangesAt, type Cover } from './cover.ts'
import { finestLevel } from './roll-up.ts'
import { tablesOf } from './tables.server.ts'

/**
 * About how many points of a side lie where a cover does, of all kinds and times, as the roll-up knows it: what going
 * through them would cost, without going through them. Deltas not folded yet are left out.
 */
export async function countPointsIn(
  db: Transaction,
  side: Side,
  municipalityCode: string,
  cover: Cover,
): Promise<number> {
  const level = levelFor(cover.resolution) ?? finestLevel
  const ranges = rangesAt(coarsened(cover, level), level)
  const [row] = await db.query<{ n: number }>(sql`
    select coalesce(sum(found.n), 0)::float8 as n
    from ${rangeRows(ranges)}
    cross join lateral (
      select c.n from ${tablesOf[side].count} as c
      where c.res = ${level} and c.period = 0 and c.cell between r.low and r.high
        and c.municipality_code = ${municipalityCode}
      offset 0
    ) as found
  `)
  return row?.n ?? 0
}
