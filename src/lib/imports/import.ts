import type { Source } from '#lib/cells/category.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'
import type { LngLat } from '#lib/points/point.ts'

import type { ReferenceSystem } from './coordinate.ts'
import type { DateOrder } from './day.ts'
import type { Field } from './field.ts'
import type { HeavyPosition } from './heavy-position.ts'
import type { MappingChoice } from './mapping.ts'
import type { Words } from './reason.ts'
import type { SavedColumns } from './saved-columns.ts'
import type { TableDescription } from './table.ts'

/** Files of points, as the log tells them apart. */
export const pointKinds = ['crimes', 'remarks', 'observations', 'incident-reports'] as const
export type PointKind = (typeof pointKinds)[number]

/** One file of points to take in, and what a person said about it. */
export interface ImportRequest {
  source: Source
  /** Left out: what the source is called. */
  kind?: PointKind
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
  /** The columns saved for a file of the same shape are used; what `choice` says goes before them. */
  useSavedColumns: boolean
  /** Rows with faults are refused and listed, the rest is taken in; otherwise one such row refuses the file. */
  acceptPartial: boolean
  trial: boolean
  /** Everything is done, counted and then undone. Every row with faults is told. */
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
  /** Rows with faults, where a partial import left them out. */
  refused: number
  /** Reasons kept with the import; see `maximumKeptReasons`. */
  refusalsKept: number
}

/** Words that no category is decided for: the first row that has them and how many do. */
export interface UnmappedWords {
  column: string
  value: string
  row: number
  rows: number
}

export interface ImportReport {
  source: Source
  fileName: string
  sha256: string
  dryRun: boolean
  acceptPartial: boolean
  trial: boolean
  understanding: ImportUnderstanding
  rowsRead: number
  added: number
  alreadyPresent: number
  withoutPosition: number
  outside: number
  excluded: number
  /** Rows with faults: left out by a partial import, or found by a dry run; otherwise 0. */
  refusedRows: number
  /** The first hundred reasons; a row may have several. */
  faults: readonly ProblemReason[]
  /** Among them, most frequent first. */
  unmapped: readonly UnmappedWords[]
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

export type ImportStep =
  | { step: 'understood'; understanding: ImportUnderstanding }
  /** There are saved columns for a file of this shape; `used` when the request asked for them. */
  | { step: 'saved-columns'; saved: SavedColumns; used: boolean }
  | ImportProgress

export interface ImportProgress {
  step: 'checked' | 'written'
  rows: number
}

export const kindOfSource: Readonly<Record<Source, PointKind>> = {
  crime: 'crimes',
  remark: 'remarks',
  observation: 'observations',
}

export type Watcher = (step: ImportStep) => void
