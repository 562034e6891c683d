import type { DateOrder } from '#lib/imports/day.ts'
import type { CategoryWords, FirstRow, PreviewPoint } from '#lib/imports/examination.ts'
import type { Words } from '#lib/imports/reason.ts'
import type { TableDescription } from '#lib/imports/table.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

/** How a file was understood, as it is kept for the page: enough to show and correct, not the file once more. */
export interface StoredExamination {
  /** Null for a format that is no table. */
  file: TableDescription | null
  columns: readonly ExaminedColumn[]
  /** What a column may be chosen as; none where the fields of the kind are fixed. */
  fields: readonly { field: string; words: Words }[]
  /** Field → value of every row. */
  set: Readonly<Record<string, string>>
  position: { system: string; guessed: boolean; corrected: boolean } | null
  /** Metres, where a row states none; null where positions are not read so. */
  precisionMeters: number | null
  firstRows: readonly FirstRow[]
  /** Rows that were looked at: all of a small file, the first of a large one. */
  rowsSampled: number
  /** What is missing or asked, in words; while there are any the file can't be taken in as it is. */
  problems: readonly ProblemReason[]
  preview: readonly PreviewPoint[]
  /** Words that say what a row is about, with what they count as. '' stands for all those that are never mapped. */
  words: readonly CategoryWords[]
  /** How the last file with the same headings was read. */
  saved: SavedChoice | null
}

export interface ExaminedColumn {
  column: string
  /** Null: nothing is read from it. */
  field: string | null
  guessed: boolean
}

export interface SavedChoice {
  map: Readonly<Record<string, string>>
  set: Readonly<Record<string, string>>
  srid: number | null
  dateOrder: DateOrder | null
  savedAt: string
  savedBy: string
}
