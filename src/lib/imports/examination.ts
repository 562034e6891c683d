import type { ProblemReason } from '#lib/platform/problem.ts'
import type { LngLat } from '#lib/points/point.ts'

import type { Field } from './field.ts'
import type { ImportUnderstanding } from './import.ts'
import type { SavedColumns } from './saved-columns.ts'
import type { TableDescription } from './table.ts'

/** One of the first rows as the file has it. */
export interface FirstRow {
  row: number
  /** Each cut to two hundred characters; all empty where the row is excluded. */
  values: readonly string[]
  /** About an offence that is never mapped: nothing of it is shown. */
  isExcluded: boolean
}

/** A row as it would be drawn. */
export interface PreviewPoint {
  row: number
  lngLat: LngLat
  isOutside: boolean
}

/** What a category is decided by, as the file writes it. */
export interface CategoryWords {
  /** '' for all those that are never mapped, counted together: their words may tell what happened, and to whom. */
  value: string
  /** Within the sample. */
  rows: number
  /** Null where nobody has decided. */
  category: string | null
}

/** What can be told of a file before anything is decided. */
export interface Examination {
  file: TableDescription
  /** Hexadecimal. */
  sha256: string
  heading: readonly string[]
  /** Up to twenty. */
  firstRows: readonly FirstRow[]
  /** Rows that were looked at: all of a small file, the first two thousand of a large one. */
  rowsSampled: number
  /** The columns as far as they can be told, also while a needed one is missing. */
  columns: readonly { column: string; field: Field; guessed: boolean }[]
  /** Null while a needed field is missing. Its position is null also while the reference system is in doubt: see problems. */
  understanding: ImportUnderstanding | null
  /** What is missing or asked, in words. Empty: the file can be tried. */
  problems: readonly ProblemReason[]
  /** Of the rows that were looked at, those with a position. */
  preview: readonly PreviewPoint[]
  /** Most frequent first, at most a thousand. */
  words: readonly CategoryWords[]
  /** How the last file of this shape was read. */
  saved: SavedColumns | null
}
