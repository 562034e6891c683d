import type { Source } from '#lib/cells/category.ts'
import type { LngLat } from '#lib/points/point.ts'

import type { ReferenceSystem } from './coordinate.ts'
import type { DateOrder } from './day.ts'
import type { Field } from './field.ts'
import type { HeavyPosition } from './heavy-position.ts'
import type { MappingChoice } from './mapping.ts'
import type { Words } from './reason.ts'
import type { TableDescription } from './table.ts'

/** One file of points to take in, and what a person said about it. */
export interface ImportRequest {
  source: Source
  path: string
  /** The file's name as the log keeps it, without its folders. */
  fileName: string
  /** The sheet of a workbook or layer of a GeoPackage; null: the first that has rows. */
  layer: string | null
  choice: MappingChoice
  /** Null: guessed from the numbers. */
  system: ReferenceSystem | null
  /** Null: each position goes to the municipality whose boundary holds it. */
  municipalityCode: string | null
  /** Which of 8/9/2026's numbers is the day; null: such dates are refused. */
  dateOrder: DateOrder | null
  /** Positions where nothing happened: rows there are counted and drawn nowhere. */
  notPlaces: readonly LngLat[]
  /** Positions with a larger share of a municipality's rows are listed. */
  addressShare: number
  /** Words of the file → category, before what the municipality has saved. */
  categories: Readonly<Record<string, string>>
  /** Those words are remembered for the municipality's next files. */
  saveMapping: boolean
  trial: boolean
  /** Everything is done, counted and then undone. */
  dryRun: boolean
}

/** How the file was understood: the guesses, printed before anything is written. */
export interface ImportUnderstanding {
  file: TableDescription
  columns: readonly { column: string; field: Field; guessed: boolean }[]
  set: Readonly<Partial<Record<Field, string>>>
  unread: readonly string[]
  /** Null for a file without positions. */
  position: { east: string; north: string; system: ReferenceSystem; guessed: boolean; corrected: boolean } | null
  /** Used where a row states none. */
  precisionMeters: number
}

/** A position outside the boundary of the municipality that keeps it: stored, counted, drawn nowhere. */
export interface OutsideRow {
  row: number
  lngLat: LngLat
  municipalityCode: string
  distanceMeters: number
}

/** A subject of the file's own that no theme is decided for; its rows count as other. */
export interface UndecidedTheme {
  value: string
  rows: number
}

export interface MunicipalityImport {
  municipalityCode: string
  importId: string
  rowsRead: number
  added: number
  alreadyPresent: number
  /** Of the rows read, new or not. */
  withoutPosition: number
  outside: number
  /** Rows that are never mapped: counted, kept nowhere. */
  excluded: number
}

export interface ImportReport {
  source: Source
  fileName: string
  sha256: string
  dryRun: boolean
  trial: boolean
  understanding: ImportUnderstanding
  rowsRead: number
  added: number
  alreadyPresent: number
  withoutPosition: number
  outside: number
  excluded: number
  municipalities: readonly MunicipalityImport[]
  outsideRows: readonly OutsideRow[]
  /** Most frequent first. */
  undecidedThemes: readonly UndecidedTheme[]
  /** Addresses that may not be the place, the heaviest first. */
  heavyPositions: readonly HeavyPosition[]
  /** Rows at positions that were marked as not the place. */
  notAPlace: number
  warnings: readonly Words[]
}

export type ImportStep = { step: 'understood'; understanding: ImportUnderstanding } | ImportProgress

export interface ImportProgress {
  step: 'checked' | 'written'
  rows: number
}

export type Watcher = (step: ImportStep) => void
