import sql, { join, raw, type Sql } from 'sql-template-tag'
import type { Transaction } from '#lib/database/database.ts'
import {
  andMonth,
  andMonthOfYears,
  andSlot,
  countOf,
  deltasCte,
  eachPoints,
  ownRows,
  parentSql,
  periodsOf,
  rangeRows,
  unionAll,
  versionColumns,
  withCtes,
  type Question,
} from './counting-tables.server.ts'
import { coarsened, levelFor, rangesAt, type Cover } from './cover.ts'
import { finestResolution } from './h3.ts'
import { allTime, decomposeByYears, monthPeriod, monthsBetween } from './period.ts'
import { finestLevel, finestLevelByMonth, levels } from './roll-up.ts'
import { tablesOf } from './tables.server.ts'

export interface Version {
  /** Whether there is such a municipality. */
  known: boolean
  /** Changes with everything that can change a count of this side. */
  version: string
}

/** The data version alone, for `304 Not Modified`. */
export async function readVersion(
  db: Transaction,
  question: Pick<Question, 'side' | 'municipalityCode'>,
): Promise<Version> {
  const [row] = await db.query<Version>(sql`${withCtes([deltasCte(question)])} select ${versionColumns(question)}`)
  return row ?? { known: false, version: '' }
}

export interface Viewport {
  cover: Cover
  resolution: number
  /** When the municipality has more located points than this, nothing is read and `cells` is null. */
  maximumPoints: number | null
  /** When more points than this lie where points must be gone through, nothing is read and `cells` is null. */
  maximumPointsRead?: number | null
}

export interface ViewportCounts extends Version {
  /** Cell (int8) and count (int4), big-endian, ascending by cell; null when there were too many. */
  cells: Uint8Array | null
  /** Matching points of the whole municipality, with and without a cell. */
  total: number
  withoutPosition: number
}

/**
 * One side's counts in a viewport: roll-up ∪ unfolded deltas, the municipality's totals and the data version, all of one
 * moment.
 */
export async function readViewport(db: Transaction, question: Question, viewport: Viewport): Promise<ViewportCounts> {
  const [row] = await db.query<ViewportCounts>(viewportStatement(question, viewport))
  if (row === undefined) throw new Error('a select without from answers one row')
  return row
}

function viewportStatement(question: Question, viewport: Viewport): Sql {
  const level = levelFor(viewport.resolution)
  const rows = level === null ? pointRows(question, viewport) : levelRows(question, viewport, level)
  const totals = totalRows(question)
  const cells = sql`(
    select coalesce(string_agg(int8send(cell) || int4send(n), ''::bytea order by cell), ''::bytea)
    from (select cell, sum(n)::int as n from (${unionAll(rows.parts)}) as part group by cell having sum(n) <> 0) as counted
  )`
  const limit = viewport.maximumPointsRead ?? null
  const toRead = limit === null ? null : pointsToRead(question, viewport)
  const bounds = [
    ...(viewport.maximumPoints === null ? [] : [sql`(${locatedPoints(question)}) <= ${viewport.maximumPoints}`]),
    ...(toRead === null ? [] : [sql`(${toRead}) <= ${limit}`]),
  ]
  return sql`
    ${withCtes([deltasCte(question), ...(rows.ctes.length > 0 ? rows.ctes : totals.ctes)])}
    select ${versionColumns(question)},
      ${bounds.length === 0 ? cells : sql`case when ${join(bounds, ' and ')} then ${cells} end`} as cells,
      total, "withoutPosition"
    from (
      select
        coalesce(sum(n) filter (where cell <> 0), 0)::int as total,
        coalesce(sum(n) filter (where cell = 0), 0)::int as "withoutPosition"
      from (${unionAll(totals.parts)}) as part
    ) as totals
  `
}

interface Rows {
  /** `with` parts beside deltas and own cells. */
  ctes: Sql[]
  /** Each answers `cell, n`. */
  parts: Sql[]
}

/** From the roll-up at `level`; at 9 whole years from it, and from the points the months beside them or too many in them. */
function levelRows(asked: Question, { cover, resolution }: Viewport, level: number): Rows {
  const byMonth = levels.some((known) => known.resolution === level && known.byMonth)
  const byYears = byMonth || asked.window === allTime ? null : decomposeByYears(asked.window)
  const question = { ...asked, window: byYears ?? asked.window }
  const periods = periodsOf(question, byMonth)
  const months = byMonth ? andMonth(question.window) : andMonthOfYears(question.window)
  const parts: Sql[] = []
  if (periods.array !== null) {
    parts.push(sql`
      select ${level === resolution ? sql`found.cell` : parentSql(sql`found.cell`, resolution)} as cell, found.n
      from ${rangeRows(rangesAt(cover, level))}
      cross join lateral (
        select c.cell, ${countOf(question.slots)} as n from ${tablesOf[question.side].count} as c
        where c.res = ${level} and c.period = any (${periods.array}) and c.cell between r.low and r.high
          and c.municipality_code = ${question.municipalityCode}
        offset 0
      ) as found
    `)
  }
  if (months !== null) parts.push(deltaRows(question, cover, resolution, months))
  for (const single of byYears === null
    ? []
    : ([
        { n: 1, months: byYears.edgeMonths },
        { n: -1, months: byYears.monthsTooMany },
      ] as const)) {
    if (single.months.length > 0) parts.push(...pointRows(question, { cover, resolution }, single).parts)
  }
  return { ctes: periods.ctes, parts }
}

/** Unfolded deltas in the viewport: there may be many after an import, so the parents are hashed, not searched. */
function deltaRows({ slots }: Question, cover: Cover, resolution: number, months: Sql): Sql {
  return sql`
    select ${parentSql(sql`cell`, resolution)} as cell, n from deltas
    where cell <> 0 and ${parentSql(sql`cell`, cover.resolution)} = any (${cover.parents}::bigint[])
      ${andSlot(slots)}${months}
  `
}

/** From the points themselves, which need no deltas: by (cell), or by (month, cell) for single months. */
function pointRows(
  question: Question,
  { cover, resolution }: Pick<Viewport, 'cover' | 'resolution'>,
  single?: { n: 1 | -1; months: readonly number[] },
): Rows {
  const ranges = rangesAt(cover, finestResolution)
  const parts = eachPoints(
    question.side,
    (table) => sql`
      select ${parentSql(sql`found.cell`, resolution)} as cell, ${raw(String(single?.n ?? 1))} as n
      from ${rangeRows(ranges)}
      cross join lateral (
        select cell from ${table}
        where cell between r.low and r.high and state = 'accepted'
          and municipality_code = ${question.municipalityCode}${andSlot(question.slots)}
          ${single === undefined ? andMonthOfPoints(question.window) : andMonths(single.months)}
        offset 0
      ) as found
    `,
  )
  return { ctes: [], parts }
}

/** A short window month by month, so that the index by month and cell can be used for it. */
function andMonthOfPoints(window: Question['window']): Sql {
  if (window === allTime || window.toMonth - window.fromMonth >= maximumNamedMonths) return andMonth(window)
  return andMonths(monthsBetween(window.fromMonth, window.toMonth))
}

const maximumNamedMonths = 24

function andMonths(months: readonly number[]): Sql {
  return sql` and month = any (${months}::smallint[])`
}

/** The whole municipality, with and without a cell. */
function totalRows(question: Question): Rows {
  const periods = periodsOf(question, true)
  const parts = [sql`select cell, n from deltas where true${andSlot(question.slots)}${andMonth(question.window)}`]
  if (periods.array !== null) {
    const columns = sql`c.cell, ${countOf(question.slots)} as n`
    parts.push(sql`select c.cell, c.n from ${ownRows(question, periods.array, columns)}`)
  }
  return { ctes: periods.ctes, parts }
}

/** How many points with a cell a municipality has on this side, of all kinds and times. */
function locatedPoints(question: Question): Sql {
  const everything: Question = { ...question, slots: 'all', window: allTime }
  return sql`select coalesce(sum(n), 0) from (${unionAll(totalRows(everything).parts)}) as part where cell <> 0`
}

/** How many points `pointRows` would go through, as the roll-up knows it; null when it would go through none. */
function pointsToRead(question: Question, { cover, resolution }: Viewport): Sql | null {
  if (levelFor(resolution) === null) return pointsIn(question, cover, finestLevel, [allTime])
  if (resolution <= finestLevelByMonth || question.window === allTime) return null
  const { edgeMonths, monthsTooMany } = decomposeByYears(question.window)
  return pointsIn(question, cover, finestLevelByMonth, [...edgeMonths, ...monthsTooMany].map(monthPeriod))
}

function pointsIn({ side, municipalityCode }: Question, cover: Cover, level: number, periods: readonly number[]): Sql {
  return sql`
    select coalesce(sum(found.n), 0) from ${rangeRows(rangesAt(coarsened(cover, level), level))}
    cross join lateral (
      select c.n from ${tablesOf[side].count} as c
      where c.res = ${level} and c.period = any (${periods}::smallint[]) and c.cell between r.low and r.high
        and c.municipality_code = ${municipalityCode}
      offset 0
    ) as found`
}
