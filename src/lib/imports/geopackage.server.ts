import { DatabaseSync } from 'node:sqlite'
import { setImmediate as pause } from 'node:timers/promises'

import type { BoundaryFeature } from './boundary.ts'
import { refuseFile } from './file-problem.ts'
import { tooManyVertices } from './json-features.server.ts'
import { maximumAreaCharacters, maximumFieldCharacters, maximumVertices } from './limit.ts'
import { reasons } from './reason.ts'
import { geometryHeading, mostCountedRows, textOf } from './table.ts'
import type { FileLayer, TableContent, TableRow } from './table.ts'
import { readPoint, stripHeader } from './well-known-binary.ts'

/** One layer of areas in a GeoPackage (OGC 12-128r19). */
export interface GeoPackageLayer {
  name: string
  features: BoundaryFeature[]
  /** EPSG code; null where the file names none. */
  srid: number | null
}

interface LayerRow {
  name: string
  geometry: string
  organization: string
  srid: number
}

/** Rows after which other work gets its turn: reading SQLite doesn't wait for anything by itself. */
const rowsBetweenPauses = 500
/** A detailed coast is megabytes. */
const featuresBetweenPauses = 10
const vertexBytes = 16

/** Every layer of features; throws `invalid-file` for a file that is no GeoPackage. */
export async function readGeoPackage(path: string): Promise<GeoPackageLayer[]> {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    const layers: GeoPackageLayer[] = []
    for (const { name, geometry, organization, srid } of listLayers(file)) {
      const features: BoundaryFeature[] = []
      for await (const feature of readFeatures(file, name, geometry)) features.push(feature)
      layers.push({ name, features, srid: organization === 'EPSG' && srid > 0 ? srid : null })
    }
    return layers
  } catch (error) {
    throw sqliteProblem(error)
  } finally {
    file.close()
  }
}

/** Counting is quick, but a file may say that it has a thousand layers. */
const countedLayers = 20

/** The layers of features by name, the first of them with their rows. */
export function listGeoPackageLayers(path: string): FileLayer[] {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    return listLayers(file).map(({ name }, index) => {
      const rows = index < countedLayers ? countRows(file, name) : null
      return { name, rows, isHidden: false }
    })
  } catch (error) {
    throw sqliteProblem(error)
  } finally {
    file.close()
  }
}

/** The points of one layer as a table: the stated layer, else the first that has rows. */
export async function openGeoPackagePoints(path: string, stated: string | null): Promise<TableContent> {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    const { name, geometry, organization, srid } = chooseLayer(file, stated)
    const columns = columnsOf(file, name).filter((column) => column !== geometry)
    return {
      description: { format: 'geopackage', encoding: null, delimiter: null, layer: name },
      heading: [...geometryHeading(srid === 4326), ...columns],
      geometry: { east: 0, north: 1, srid: organization === 'EPSG' && srid > 0 ? srid : null },
      rows: () => readPoints(file, name, geometry, columns),
      close: async () => file.close(),
    }
  } catch (error) {
    file.close()
    throw sqliteProblem(error)
  }
}

function chooseLayer(file: DatabaseSync, stated: string | null): LayerRow {
  const layers = listLayers(file)
  const names = layers.map(({ name }) => name).join(', ')
  const chosen =
    stated === null
      ? (layers.find(({ name }) => hasRows(file, name)) ?? layers[0])
      : layers.find(({ name }) => name === stated)
  if (chosen !== undefined) return chosen
  if (stated === null) throw refuseFile('filen har inga lager med objekt', 'the file has no layers of features')
  throw refuseFile(`lagret finns inte; lagren är: ${names}`, `no such layer; there are: ${names}`, { value: stated })
}

function listLayers(file: DatabaseSync): LayerRow[] {
  for (const name of ['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys']) {
    refuseView(file, name)
    const checked = file.prepare(`pragma quick_check(${name})`).get()
    if (checked?.['quick_check'] !== 'ok') throw unreadable()
  }
  const layers = file
    .prepare(
      `select c.table_name as name, g.column_name as geometry,
         upper(s.organization) as organization, s.organization_coordsys_id as srid
       from gpkg_contents c
       join gpkg_geometry_columns g on g.table_name = c.table_name
       left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id
       where c.data_type = 'features'
       order by c.table_name limit 1000`,
    )
    .all() as unknown as LayerRow[]
  for (const { name } of layers) refuseView(file, name)
  return layers
}

/** A view is a program of the file's own, which may run for ever; only plain tables are read. */
function refuseView(file: DatabaseSync, table: string): void {
  const found = file.prepare('select type, sql from sqlite_master where lower(name) = lower(?)').get(table)
  if (found?.['type'] === 'table' && /^\s*create\s+table/i.test(String(found['sql']))) return
  throw refuseFile(
    'lagret är inte en vanlig tabell; spara det som en ny GeoPackage',
    'the layer is not a plain table; save it as a new GeoPackage',
    { value: table },
  )
}

function hasRows(file: DatabaseSync, table: string): boolean {
  return file.prepare(`select 1 from ${quoted(table)} limit 1`).get() !== undefined
}

function countRows(file: DatabaseSync, table: string): number {
  const counted = file
    .prepare(`select count(*) as n from (select 1 from ${quoted(table)} limit ${mostCountedRows})`)
    .get()
  return Number(counted?.['n'] ?? 0)
}

/** Stored columns only: a computed one is a program too. */
function columnsOf(file: DatabaseSync, table: string): string[] {
  const columns = file.prepare('select name, hidden from pragma_table_xinfo(?)').all(table)
  return columns.filter(({ hidden }) => hidden === 0).map(({ name }) => String(name))
}

/** Each value no longer than may be; of a longer one only as much as tells that it is. */
function selectOf(table: string, geometry: string, columns: readonly string[], geometryBytes: number): string {
  const fields = columns.map((column) => boundedValue(column, maximumFieldCharacters * 4))
  return `select ${[boundedValue(geometry, geometryBytes), ...fields].join(', ')} from ${quoted(table)}`
}

function boundedValue(column: string, bytes: number): string {
  const name = quoted(column)
  return `iif(octet_length(${name}) > ${bytes}, zeroblob(${bytes + 1}), ${name})`
}

function* readRows(file: DatabaseSync, statement: string): Generator<unknown[]> {
  const most = maximumRowsOf(file)
  const prepared = file.prepare(statement)
  prepared.setReturnArrays(true)
  prepared.setReadBigInts(true)
  let rows = 0
  for (const row of prepared.iterate()) {
    rows += 1
    if (rows > most) throw unreadable()
    yield (row as unknown as unknown[]).map(safeNumber)
  }
}

/** A row takes four bytes at least; a file that gives more rows refers to the same page again and again. */
function maximumRowsOf(file: DatabaseSync): number {
  const number = (name: string) => Number(file.prepare(`pragma ${name}`).get()?.[name] ?? 0)
  return (number('page_count') * number('page_size')) / 4
}

/** Whole numbers come as bigint, so that one too large for a number is not a fault. */
function safeNumber(value: unknown): unknown {
  return typeof value === 'bigint' && BigInt(Number(value)) === value ? Number(value) : value
}

async function* readFeatures(file: DatabaseSync, table: string, geometry: string): AsyncGenerator<BoundaryFeature> {
  const columns = columnsOf(file, table).filter((column) => column !== geometry)
  const most = maximumVertices * vertexBytes
  let row = 0
  let characters = 0
  for (const [shape, ...values] of readRows(file, selectOf(table, geometry, columns, most))) {
    row += 1
    if (row % featuresBetweenPauses === 0) await pause()
    if (shape instanceof Uint8Array && shape.length > most) throw tooManyVertices(row)
    const wkb = shape instanceof Uint8Array ? stripHeader(shape) : null
    const text = wkb === null ? '' : Buffer.from(wkb.buffer, wkb.byteOffset, wkb.byteLength).toString('hex')
    characters += text.length
    if (characters > maximumAreaCharacters) {
      throw refuseFile('filens områden är orimligt stora', 'the areas of the file are unreasonably large', {
        row,
        column: geometry,
      })
    }
    const properties = Object.fromEntries(columns.map((column, index) => [column, values[index]]))
    yield { row, properties, geometry: wkb === null ? null : { form: 'wkb', text } }
  }
}

async function* readPoints(
  file: DatabaseSync,
  table: string,
  geometry: string,
  columns: readonly string[],
): AsyncGenerator<TableRow> {
  let row = 0
  try {
    for (const [shape, ...properties] of readRows(file, selectOf(table, geometry, columns, maximumFieldCharacters))) {
      row += 1
      if (row % rowsBetweenPauses === 0) await pause()
      refuseLongValue(properties, columns, row)
      const wkb = shape instanceof Uint8Array ? stripHeader(shape) : null
      const point = wkb === null ? [] : readPoint(wkb)
      const values = [String(point?.[0] ?? ''), String(point?.[1] ?? ''), ...properties.map(textOf)]
      if (point !== null) yield { row, values }
      else yield { row, values, fault: { column: geometry, value: '', reason: reasons.point } }
    }
  } catch (error) {
    throw sqliteProblem(error)
  }
}

function refuseLongValue(values: readonly unknown[], columns: readonly string[], row: number): void {
  const index = values.findIndex((value) => value instanceof Uint8Array && value.length > maximumFieldCharacters * 4)
  if (index < 0) return
  throw refuseFile(
    `värdet har fler än ${maximumFieldCharacters} tecken`,
    `the value has more than ${maximumFieldCharacters} characters`,
    { row, column: columns[index] ?? '' },
  )
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function sqliteProblem(error: unknown): unknown {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR' ? unreadable() : error
}

function unreadable() {
  return refuseFile('filen är inte en GeoPackage som går att läsa', 'the file is not a GeoPackage that can be read')
}
