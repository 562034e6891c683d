import type { Words } from './reason.ts'

/** Every format is read as a table: a heading and rows of text. */
export type FileFormat = 'csv' | 'xlsx' | 'geojson' | 'geopackage'
export type Packing = 'gzip' | 'zip'
export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'

export const delimiters = [',', ';', '\t'] as const
export type Delimiter = (typeof delimiters)[number]

/** How a file was found to be written. */
export interface TableDescription {
  format: FileFormat
  packing: Packing | null
  /** Null where the format leaves no choice. */
  encoding: Encoding | null
  delimiter: Delimiter | null
  /** The sheet of a workbook, the layer of a GeoPackage. */
  layer: string | null
}

/** One of the sheets or layers that a file may be read from. */
export interface FileLayer {
  name: string
  /** At most `mostCountedRows`; null where counting them means reading them. */
  rows: number | null
  /** A sheet that the workbook doesn't show: read only when it is asked for. */
  isHidden: boolean
}

export const mostCountedRows = 100_000

export interface TableRow {
  /** As the program shows it that people open the file in: a sheet's own number, else the heading is row 1; features count from 1. */
  row: number
  values: readonly string[]
  /** A geometry that can't be read; its coordinates are then empty. */
  fault?: { column: string; value: string; reason: Words }
}

/** Which columns of a spatial format hold its geometry, and in what reference system. */
export interface GeometryColumns {
  /** Index of the easting or longitude, and of the northing or latitude. */
  east: number
  north: number
  /** EPSG code; null where the file names none. */
  srid: number | null
}

/** What one format gives. */
export interface TableContent {
  description: Omit<TableDescription, 'packing'>
  heading: readonly string[]
  geometry: GeometryColumns | null
  /** The rows under the heading, from the first at each call; blank ones are passed over but counted. */
  rows: () => AsyncGenerator<TableRow>
  close: () => Promise<void>
}

export interface Table extends TableContent {
  description: TableDescription
  /** Of the file as it lies on disk. */
  sha256: Buffer
}

/** A value of a spatial format as text; what is neither text, number nor truth value is JSON. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined || value instanceof Uint8Array) return ''
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Named so that no column of the file's own goes before them when fields are guessed. */
export function geometryHeading(inDegrees: boolean): readonly [east: string, north: string] {
  return inDegrees ? ['longitude', 'latitude'] : ['easting', 'northing']
}
