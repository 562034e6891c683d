/** How rows of points or deltas become rows of cell_count, as SQL: what a fold adds and a rebuild writes. */
import sql, { raw, type Sql } from 'sql-template-tag'
import type { Transaction } from '#lib/database/database.ts'
import { parentSql } from './counting-tables.server.ts'
import { finestResolution } from './h3.ts'
import {
  coarsestLevel,
  finestLevel,
  finestLevelByMonth,
  insideDigits,
  insideLevels,
  levels,
  wholeMunicipality,
} from './roll-up.ts'

export const coarsest = raw(String(coarsestLevel))
export const whole = raw(`${wholeMunicipality}::bigint`)

/** The parent of a cell; 0 and -1, which stand for none and for all, are their own. */
export function parentOrNone(cell: Sql, resolution: number): Sql {
  return sql`case when ${cell} <= 0 then ${cell} else ${parentSql(cell, resolution)} end`
}

/**
 * `with` parts that count `source` (`cell`, `month`, `audience`, `slot`, `n`, `w`; the cell at resolution 15 or 0) in
 * every level and period. The last is `by_slot (res, period, cell, audience, slot, n, w, inside)`. Each is added up from
 * the one before it. What lies inside comes in rows of its own, whose slot is null and which count nothing. (1200 keeps
 * the division of months before 2000 from rounding up.)
 */
export function countingCtes(source: Sql): Sql[] {
  const ctes = [
    sql`source as (${source})`,
    sql`months_${level(finestLevel)} as (
      select ${parentOrNone(sql`cell`, finestLevel)} as cell, month, audience, slot, sum(n)::int as n, sum(w)::int as w
      from source group by 1, 2, 3, 4
    )`,
  ]
  const parts: Sql[] = []
  let finer = finestLevel
  for (const { resolution, byMonth } of levels.toReversed()) {
    const [months, years] = [sql`months_${level(resolution)}`, sql`years_${level(resolution)}`]
    if (resolution !== finestLevel) {
      ctes.push(sql`${months} as (
        select ${parentOrNone(sql`cell`, resolution)} as cell, month, audience, slot, sum(n)::int as n, sum(w)::int as w
        from months_${level(finer)} group by 1, 2, 3, 4
      )`)
    }
    ctes.push(sql`${years} as (
      select cell, (month + 1200) / 12 - 100 as year, audience, slot, sum(n)::int as n, sum(w)::int as w
      from ${months} group by 1, 2, 3, 4
    )`)
    const period = (value: Sql, from: Sql) => sql`
      select ${level(resolution)}::smallint as res, (${value})::smallint as period, cell, audience, slot, n, w,
        null::bytea as inside
      from ${from}`
    parts.push(period(sql`1000 + year`, years))
    if (byMonth) parts.push(period(sql`2000 + month`, months))
    parts.push(sql`
      select ${level(resolution)}::smallint, 0::smallint, cell, audience, slot, sum(n)::int, sum(w)::int, null
      from ${years} group by cell, audience, slot`)
    finer = resolution
  }
  parts.push(...insideLevels.map(insideRows))
  const union = parts.reduce((all, part) => sql`${all} union all ${part}`)
  return [...ctes, sql`by_slot as (${union})`]
}

/**
 * What lies inside a cell of a level: an entry (migration 0210) of each row of `source`, together or not with its like. A
 * count that five bits cannot hold takes several.
 */
function insideRows(around: (typeof insideLevels)[number]): Sql {
  const period = around === finestLevelByMonth ? sql`2000 + month` : sql`1000 + (month + 1200) / 12 - 100`
  const shift = raw(String(3 * (finestResolution - around - insideDigits)))
  const place = sql`((((cell >> ${shift}) & 63)::int << 18) | (((month + 1200) % 12) << 14) | (slot::int << 5))`
  return sql`
    select ${level(around)}::smallint, (${period})::smallint, ${parentSql(sql`cell`, around)}, audience, null, 0, 0,
      case when n between -16 and 15 then substring(int4send(${place} | (n & 31)) from 2)
        else app.inside_entries(${place}, n) end
    from source where cell > 0`
}

const level = (resolution: number) => raw(String(resolution))

/** `by_slot` and the whole municipality beside it, as `with_whole`. */
export const wholeCte = sql`with_whole as (
  select * from by_slot
  union all
  select res, period, ${whole}, audience, slot, sum(n)::int, sum(w)::int, null
  from by_slot where res = ${coarsest} and cell > 0 group by res, period, audience, slot
)`

const counting = raw('filter (where slot is not null)')

/**
 * Rows of cell_count out of `by_slot` or `with_whole`, in the order of its key, so that no two writers meet crosswise. A
 * row that would hold nothing is left out.
 */
export function countRows(municipalityCode: string, from: Sql): Sql {
  // Most rows of a fold have one slot: then no call is needed to put it in its place.
  const bySlot = (value: Sql) => sql`
    case count(slot)
      when 0 then '{}'
      when 1 then array_fill(sum(${value})::int, array[1], array[min(slot)::int])
      else app.counts_by_slot(min(slot), max(slot), array_agg(slot) ${counting}, array_agg(${value}) ${counting})
    end`
  return sql`
    select res, period, cell, ${municipalityCode}, audience, sum(n)::int, sum(w)::int,
      ${bySlot(sql`n`)},
      case when bool_or(n <> w) then ${bySlot(sql`w`)} end,
      string_agg(inside, ''::bytea)
    from ${from}
    where n <> 0 or w <> 0 or inside is not null
    group by res, period, cell, audience
    order by res, period, cell, audience
  `
}

/** A row of cell_count, as `c`, taken apart as `by_slot (slot, n, w)`. */
export const slotsOfRow = sql`
  lateral (
    select slot::smallint, coalesce(c.a[slot], 0) as n, coalesce((coalesce(c.aw, c.a))[slot], 0) as w
    from generate_series(
      least(array_lower(c.a, 1), array_lower(c.aw, 1)), greatest(array_upper(c.a, 1), array_upper(c.aw, 1))
    ) as slot
  ) as by_slot`

/**
 * A fold or a rebuild sorts and hashes more than a request does; this transaction may take more memory for it. Compiling
 * such long statements takes ten times as long as running them.
 */
export async function takeMemory(db: Transaction): Promise<void> {
  await db.execute(sql`select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`)
}
