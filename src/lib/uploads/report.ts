import type { HeavyPosition } from '#lib/imports/heavy-position.ts'
import type { UndecidedTheme, UnmappedWords } from '#lib/imports/import.ts'
import type { Words } from '#lib/imports/reason.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

/** What a dry run of a file found: for points as numbers, for registers as the lines the command writes. */
export type UploadReport = PointsReport | RegisterLines

export interface PointsReport {
  of: 'points'
  rowsRead: number
  added: number
  alreadyPresent: number
  withoutPosition: number
  outside: number
  excluded: number
  refused: number
  notAPlace: number
  /** The first of them; all are to be had as a file. */
  faults: readonly ProblemReason[]
  unmapped: readonly UnmappedWords[]
  undecidedThemes: readonly UndecidedTheme[]
  heavyPositions: readonly HeavyPosition[]
  warnings: readonly Words[]
}

export interface RegisterLines {
  of: 'register'
  rowsRead: number
  lines: readonly Words[]
}

/** What was taken in, told when the file is gone. */
export interface UploadOutcome {
  report: UploadReport
  /** Its entries in the import log of this municipality. */
  importIds: readonly string[]
}

/** Lists of a report are for reading on a page, and are kept in the database. */
export const listedInReport = 100
