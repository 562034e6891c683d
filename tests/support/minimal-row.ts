import { randomUUID } from 'node:crypto'
import sql, { join, raw, type Sql } from 'sql-template-tag'

import type { CatalogueColumn, CatalogueTable } from './catalogue.ts'

/** The values of one row that a table's own constraints allow, found from the catalogue. */
export type MinimalRow = Record<string, Sql>

const shapes: Record<string, string> = {
  Point: 'POINT(10.5 50.5)',
  LineString: 'LINESTRING(10.5 50.5, 10.6 50.5)',
  MultiLineString: 'MULTILINESTRING((10.5 50.5, 10.6 50.5))',
  MultiPolygon: 'MULTIPOLYGON(((10.5 50.5, 10.6 50.5, 10.6 50.6, 10.5 50.5)))',
  Geometry: 'POINT(10.5 50.5)',
}

const valueByType: Record<string, () => Sql> = {
  text: () => sql`${'x'}`,
  uuid: () => sql`${randomUUID()}`,
  boolean: () => sql`false`,
  date: () => sql`date '2026-01-01'`,
  jsonb: () => sql`'{}'::jsonb`,
  bytea: () => sql`'\\x00'::bytea`,
  'timestamp with time zone': () => sql`timestamptz '2026-01-01 00:00:00Z'`,
}

/**
 * A row of `table` for one municipality with a value in every column that demands one. `parents` holds the rows already
 * made for the same municipality, by table, so that required references find one.
 */
export function minimalRow(
  table: CatalogueTable,
  municipalityCode: string,
  parents: ReadonlyMap<string, MinimalRow>,
): MinimalRow {
  const row: MinimalRow = {}
  for (const column of table.columns) {
    if (!column.required || column.hasDefault) continue
    row[column.name] = valueOf(table, column)
  }
  row['municipality_code'] = sql`${municipalityCode}`
  for (const key of table.keys) {
    const parent = key.references === null ? undefined : parents.get(key.references)
    if (parent === undefined || !key.columns.every((name) => name in row)) continue
    key.columns.forEach((name, index) => {
      const value = parent[key.referenced[index] ?? '']
      if (value !== undefined) row[name] = value
    })
  }
  return row
}

/** Tables in an order in which each comes after those its rows refer to. */
export function parentsFirst(tables: readonly CatalogueTable[]): CatalogueTable[] {
  const ordered: CatalogueTable[] = []
  const place = (table: CatalogueTable): void => {
    if (ordered.includes(table)) return
    for (const { references } of table.keys) {
      const parent = tables.find((other) => other.name === references)
      if (parent !== undefined && parent !== table) place(parent)
    }
    ordered.push(table)
  }
  tables.forEach(place)
  return ordered
}

export function insertStatement(table: CatalogueTable, row: MinimalRow): Sql {
  return sql`insert into ${raw(table.name)} (${raw(Object.keys(row).join(', '))}) values (${join(Object.values(row))})`
}

function valueOf(table: CatalogueTable, column: CatalogueColumn): Sql {
  const allowed = firstAllowed(table, column.name)
  if (allowed !== null) return raw(allowed)
  if (column.type.endsWith('[]')) return raw(`'{}'::${column.type}`)
  if (/^(?:smallint|integer|bigint|numeric|double precision|real)/.test(column.type)) return sql`1`
  const shape = /^geometry\((\w+),/.exec(column.type)?.[1]
  if (shape !== undefined) return sql`st_setsrid(st_geomfromtext(${shapes[shape] ?? shape}), 4326)`
  const make = valueByType[column.type]
  if (make === undefined) {
    throw new Error(`tests/support/minimal-row.ts has no value for ${table.name}.${column.name} (${column.type})`)
  }
  return make()
}

/** The first value that `check (column in (…))`, `check (column = …)` or `check (column >= …)` names, as the catalogue writes it. */
function firstAllowed(table: CatalogueTable, column: string): string | null {
  for (const check of table.checks) {
    const among = new RegExp(`\\(${column} = ANY \\(ARRAY\\[('[^']*'|\\d+)`).exec(check)
    const equal = new RegExp(`\\(${column} = ('[^']*'|\\d+)`).exec(check)
    const least = new RegExp(`\\(${column} >= (\\d+)\\)`).exec(check)
    const found = among?.[1] ?? equal?.[1] ?? least?.[1]
    if (found !== undefined) return found
  }
  return null
}
