import type { MultiPolygon } from 'geojson'

import type { ProblemReason } from '#lib/platform/problem.ts'

import type { ColumnChoice } from './column-choice.ts'
import type { PreviewPoint } from './examination.ts'

/** An area as it would be drawn, simplified for a small map. */
export interface PreviewArea {
  row: number
  /** '' while no column is its name. */
  name: string
  /** Less than half of it lies in the municipality. */
  isOutside: boolean
  shape: MultiPolygon
}

/** What can be told of a file of areas or places before anything is decided. */
export interface RegisterExamination {
  /** Null while a needed one is missing. */
  columns: ColumnChoice | null
  /** What is missing, faulty or asked, in words. */
  problems: readonly ProblemReason[]
  /** Null while the reference system is in doubt, or nothing could be read. */
  position: { system: string; guessed: boolean; corrected: boolean } | null
  /** Rows that were looked at, of those that belong to the municipality. */
  rows: number
  /** Rows that name another municipality; they are left out. */
  elsewhere: number
  /** Boundaries among those drawn that crossed themselves and were mended. */
  repaired: number
  areas: readonly PreviewArea[]
  places: readonly PreviewPoint[]
}
