import sql, { join, raw, type Sql } from 'sql-template-tag'
import type { Transaction } from '#lib/database/database.ts'
import {
  andMonth,
  andSlot,
  countOf,
  deltasCte,
  eachPoints,
  ownRows,
  parentSql,
  periodRows,
  periodsOf,
  rangeRows,
  unionAll,
  versionColumns,
  withCtes,
  yearsTouched,
  type Periods,
  type Question,
} from './counting-tables.server.ts'
import { coarsened, levelFor, rangesAt, type Cover } from './cover.ts'
import { finestResolution } from './h3.ts'
import { allTime, decomposeByYears, monthPeriod } from './period.ts'
import { finestLevel, finestLevelByMonth, insideResolution, type insideLevels } from './roll-up.ts'
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
  /** Counts of cells of this or a finer resolution, as `CellSums.addRows` takes them; null when there were too many. */
  cells: Uint8Array | null
  /** Counts as `CellSums.addInside` takes them, some of them beside the viewport; null when there are none. */
  inside: Uint8Array | null
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
  const { ctes, parts, inside } =
    viewport.resolution > insideResolution ? pointRows(question, viewport) : levelRows(question, viewport)
  const totals = totalRows(question)
  const cells = sql`(
    select coalesce(string_agg(int8send(cell) || int4send(n), ''::bytea), ''::bytea)
    from (${unionAll(parts)}) as part where n <> 0
  )`
  const blocks =
    inside.length === 0
      ? sql`null::bytea`
      : sql`(select string_agg(block, ''::bytea) from (${unionAll(inside)}) as part)`
  const limit = viewport.maximumPointsRead ?? null
  const toRead = limit === null ? null : pointsToRead(question, viewport)
  const bounds = [
    ...(viewport.maximumPoints === null ? [] : [sql`(${locatedPoints(question)}) <= ${viewport.maximumPoints}`]),
    ...(toRead === null ? [] : [sql`(${toRead}) <= ${limit}`]),
  ]
  const bounded = (what: Sql) => (bounds.length === 0 ? what : sql`case when ${join(bounds, ' and ')} then ${what} end`)
  return sql`
    ${withCtes([deltasCte(question), ...totals.ctes, ...ctes])}
    select ${versionColumns(question)}, ${bounded(cells)} as cells, ${bounded(blocks)} as inside, total, "withoutPosition"
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
  /** Each answers `block`. */
  inside: Sql[]
}

/** Names for the periods of a viewport beside those of the totals, whose years may be others. */
const yearsOfView = raw('years_of_view')

/**
 * From the roll-up: whole years and, where the level is kept by month, months from its rows; other months, and everything
 * finer than the levels, from inside the rows of months.
 */
function levelRows(asked: Question, viewport: Viewport): Rows {
  const rows: Rows = { ctes: [], parts: [deltaRows(asked, viewport)], inside: [] }
  const level = levelFor(viewport.resolution)
  if (level === null) {
    addPeriods(rows, yearsTouched(asked, yearsOfView), (years) =>
      rows.inside.push(insideRows(asked, viewport, finestLevel, years, 1)),
    )
    return rows
  }
  const byMonth = level <= finestLevelByMonth
  const byYears = byMonth || asked.window === allTime ? null : decomposeByYears(asked.window)
  const question = { ...asked, window: byYears ?? asked.window }
  addPeriods(rows, periodsOf(question, byMonth, yearsOfView), (periods) =>
    rows.parts.push(countRows(question, viewport, level, periods)),
  )
  for (const [sign, months] of [
    [1, byYears?.edgeMonths ?? []],
    [-1, byYears?.monthsTooMany ?? []],
  ] as const) {
    if (months.length === 0) continue
    rows.inside.push(
      insideRows(question, viewport, finestLevelByMonth, sql`${months.map(monthPeriod)}::smallint[]`, sign),
    )
  }
  return rows
}

function addPeriods(rows: Rows, { ctes, array }: Periods, add: (periods: Sql) => void): void {
  rows.ctes.push(...ctes)
  if (array !== null) add(array)
}

function countRows({ side, municipalityCode, slots }: Question, { cover }: Viewport, level: number, periods: Sql): Sql {
  return sql`
    select found.cell, found.n
    from ${rangeRows(rangesAt(cover, level))} cross join ${periodRows(periods)}
    cross join lateral (
      select c.cell, ${countOf(slots)} as n from ${tablesOf[side].count} as c
      where c.res = ${level} and c.period = p.period and c.cell between r.low and r.high
        and c.municipality_code = ${municipalityCode}
      offset 0
    ) as found`
}

/** What lies inside the cells of a level, added or taken away. */
function insideRows(
  { side, municipalityCode }: Question,
  { cover }: Viewport,
  level: (typeof insideLevels)[number],
  periods: Sql,
  sign: 1 | -1,
): Sql {
  const length = sql`${raw(String(sign))} * octet_length(found.inside)`
  return sql`
    select int8send(found.cell) || int4send(p.period) || int4send(${length}) || found.inside as block
    from ${rangeRows(rangesAt(cover, level))} cross join ${periodRows(periods)}
    cross join lateral (
      select c.cell, c.inside from ${tablesOf[side].count} as c
      where c.res = ${level} and c.period = p.period and c.cell between r.low and r.high
        and c.municipality_code = ${municipalityCode} and c.inside is not null
      offset 0
    ) as found`
}

/** Unfolded deltas in the viewport: there may be many after an import, so the parents are hashed, not searched. */
function deltaRows({ slots, window }: Question, { cover }: Viewport): Sql {
  return sql`
    select cell, n from deltas
    where cell <> 0 and ${parentSql(sql`cell`, cover.resolution)} = any (${cover.parents}::bigint[])
      ${andSlot(slots)}${andMonth(window)}
  `
}

/** From the points themselves, which need no deltas. */
function pointRows(question: Question, { cover, resolution }: Viewport): Rows {
  const ranges = rangesAt(cover, finestResolution)
  const points = eachPoints(
    question.side,
    (table) => sql`
      select found.cell from ${rangeRows(ranges)}
      cross join lateral (
        select cell from ${table}
        where cell between r.low and r.high and state = 'accepted'
          and municipality_code = ${question.municipalityCode}${andSlot(question.slots)}${andMonth(question.window)}
        offset 0
      ) as found
    `,
  )
  const parent = parentSql(sql`cell`, resolution)
  const counted = sql`
    select ${parent} as cell, count(*)::int as n from (${unionAll(points)}) as point group by ${parent}`
  return { ctes: [], parts: [counted], inside: [] }
}

/** The whole municipality, with and without a cell. */
function totalRows(question: Question): Rows {
  const periods = periodsOf(question, true)
  const parts = [sql`select cell, n from deltas where true${andSlot(question.slots)}${andMonth(question.window)}`]
  if (periods.array !== null) {
    const columns = sql`c.cell, ${countOf(question.slots)} as n`
    parts.push(sql`select c.cell, c.n from ${ownRows(question, periods.array, columns)}`)
  }
  return { ctes: periods.ctes, parts, inside: [] }
}

/** How many points with a cell a municipality has on this side, of all kinds and times. */
function locatedPoints(question: Question): Sql {
  const everything: Question = { ...question, slots: 'all', window: allTime }
  return sql`select coalesce(sum(n), 0) from (${unionAll(totalRows(everything).parts)}) as part where cell <> 0`
}

/** How many points would be gone through one by one, as the roll-up knows it; null when none would. */
function pointsToRead(question: Question, { cover, resolution }: Viewport): Sql | null {
  const { window } = question
  if (resolution > insideResolution) return pointsIn(question, cover, finestLevel, sql`array[0]::smallint[]`)
  if (levelFor(resolution) === null) {
    return pointsIn(question, cover, finestLevel, yearsTouched(question, yearsOfView).array)
  }
  if (resolution <= finestLevelByMonth || window === allTime) return null
  const { edgeMonths, monthsTooMany } = decomposeByYears(window)
  const months = [...edgeMonths, ...monthsTooMany].map(monthPeriod)
  return pointsIn(question, cover, finestLevelByMonth, sql`${months}::smallint[]`)
}

function pointsIn({ side, municipalityCode }: Question, cover: Cover, level: number, periods: Sql): Sql {
  return sql`
    select coalesce(sum(found.n), 0) from ${rangeRows(rangesAt(coarsened(cover, level), level))} cross join ${periodRows(periods)}
    cross join lateral (
      select c.n from ${tablesOf[side].count} as c
      where c.res = ${level} and c.period = p.period and c.cell between r.low and r.high
        and c.municipality_code = ${municipalityCode}
      offset 0
    ) as found`
}
