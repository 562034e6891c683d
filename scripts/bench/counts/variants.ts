/**
 * The ways of answering a viewport that are timed against each other. This product answers through its own functions,
 * role and row security; the others read one flat table `bench.point` as its owner, without row security and with every
 * index they could wish for, which favours them.
 */
import sql, { empty, raw, type Sql } from 'sql-template-tag'

import { coverBox, rangesAt } from '#lib/cells/cover.ts'
import { readCounts } from '#lib/cells/counts.server.ts'
import { parentSql } from '#lib/cells/counting-tables.server.ts'
import type { CellQuery } from '#lib/cells/filter.ts'
import { averageAreaKm2, finestResolution } from '#lib/cells/h3.ts'
import { slotsMatching } from '#lib/cells/slot.ts'
import type { Database, Transaction } from '#lib/database/database.ts'

export interface Counted {
  cells: number
  points: number
}

export interface Variant {
  name: string
  /** Whether it counts exactly what this product counts, so that the answers can be compared. */
  sameCells: boolean
  count(query: CellQuery): Promise<Counted>
}

export async function variantsOf(database: Database): Promise<Variant[]> {
  const asOwner = (name: string, sameCells: boolean, statement: (query: CellQuery) => Sql): Variant => ({
    name,
    sameCells,
    count: (query) => database.asOwner((db) => countRows(db, statement(query))),
  })
  const variants: Variant[] = [
    { name: 'this product', sameCells: true, count: (query) => countByProduct(database, query) },
    asOwner('stored cell group-by', true, byStoredCell),
    asOwner('GiST and parent mask', false, byGist),
    asOwner('hexagon grid join', false, byHexagonGrid),
  ]
  const h3 = await database.asOwner((db) => db.query(sql`select from pg_extension where extname = 'h3'`))
  return h3.length > 0 ? [...variants, asOwner('h3-pg group-by', false, byH3Pg)] : variants
}

async function countByProduct(database: Database, query: CellQuery): Promise<Counted> {
  const { cells } = await readCounts(database, query)
  return { cells: cells.counts.length, points: cells.counts.reduce((sum, n) => sum + n, 0) }
}

async function countRows(db: Transaction, groups: Sql): Promise<Counted> {
  const rows = await db.query<{ n: number }>(groups)
  return { cells: rows.length, points: rows.reduce((sum, { n }) => sum + n, 0) }
}

function byStoredCell({ filter, box, resolution }: CellQuery): Sql {
  const ranges = rangesAt(coverBox(box, resolution), finestResolution)
  return sql`
    select found.cell, count(*)::int as n
    from unnest(${ranges.map(({ low }) => low)}::bigint[], ${ranges.map(({ high }) => high)}::bigint[]) as r (low, high)
    cross join lateral (
      select ${parentSql(sql`p.cell`, resolution)} as cell from bench.point as p
      where p.cell between r.low and r.high ${chosen(filter)}
      offset 0
    ) as found
    group by 1 order by 1
  `
}

function byGist({ filter, box, resolution }: CellQuery): Sql {
  return sql`
    select ${parentSql(sql`p.cell`, resolution)} as cell, count(*)::int as n from bench.point as p
    where p.position && ${envelope(box)} ${chosen(filter)}
    group by 1 order by 1
  `
}

/** Hexagons of the same average area, in degrees, over the box: the plain PostGIS way. */
function byHexagonGrid({ filter, box, resolution }: CellQuery): Sql {
  const [, south, , north] = box
  const kmPerDegree = 111.2
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const edge = Math.sqrt(averageAreaKm2(resolution) / (kmPerDegree ** 2 * shrink) / ((3 * Math.sqrt(3)) / 2))
  return sql`
    select h.i, h.j, count(*)::int as n
    from ST_HexagonGrid(${edge}::float8, ${envelope(box)}) as h
    join bench.point as p on ST_Intersects(p.position, h.geom) ${chosen(filter)}
    group by 1, 2
  `
}

function byH3Pg({ filter, box, resolution }: CellQuery): Sql {
  return sql`
    select h3_latlng_to_cell(p.position::point, ${resolution}) as cell, count(*)::int as n from bench.point as p
    where p.position && ${envelope(box)} ${chosen(filter)}
    group by 1
  `
}

function envelope([west, south, east, north]: CellQuery['box']): Sql {
  return sql`ST_MakeEnvelope(${west}::float8, ${south}::float8, ${east}::float8, ${north}::float8, 4326)`
}

function chosen(filter: CellQuery['filter']): Sql {
  const slots = Object.values(slotsMatching(filter))
  const numbers = slots.flatMap((ofSide, index) =>
    ofSide === 'all' ? Array.from({ length: index === 0 ? 72 : 15 }, (_, at) => (index === 0 ? 1 : 73) + at) : ofSide,
  )
  const bySlot = slots.every((ofSide) => ofSide === 'all')
    ? empty
    : sql`and p.slot = any (${raw(`'{${numbers.join(',')}}'`)}::smallint[])`
  const { fromMonth, toMonth } = filter
  const byMonth = fromMonth === null || toMonth === null ? empty : sql`and p.month between ${fromMonth} and ${toMonth}`
  return sql`${bySlot} ${byMonth}`
}
