import type { DateOrder } from '#lib/imports/day.ts'
import type { CategoryWords, FirstRow, PreviewPoint } from '#lib/imports/examination.ts'
import type { Words } from '#lib/imports/reason.ts'
import type { PreviewArea } from '#lib/imports/register-examination.ts'
import type { FileLayer, TableDescription } from '#lib/imports/table.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

/** How a file was understood, as it is kept for the page: enough to show and correct, not the file once more. */
export interface StoredExamination {
  /** Null for a format that is no table. */
  file: TableDescription | null
  /** The sheets or layers it may be read from; none of a format that has none. */
  layers: readonly FileLayer[]
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
  areas: readonly PreviewArea[]
  /** Of areas and places: rows of the municipality that were looked at, rows of others, boundaries that were mended. */
  register: { rows: number; elsewhere: number; repaired: number } | null
  /** Words that say what a row is about, with what they count as. '' stands for all those that are never mapped. */
  words: readonly CategoryWords[]
  /** How the last file with the same headings was read. */
  saved: SavedChoice | null
}

/** Whether there is a sheet or layer to choose; a hidden one is read only when it is chosen. */
export function hasLayerChoice({ layers }: Pick<StoredExamination, 'layers'>): boolean {
  return layers.length > 1 || layers.some(({ isHidden }) => isHidden)
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
