import { ProblemError } from '#lib/platform/problem.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

import type { ColumnChoice } from './column-choice.ts'
import { loggedRegisterKinds } from './logged-import.ts'
import type { MappingChoice } from './mapping.ts'

/** What can be taken in besides boundaries and points. */
export const registerKinds = loggedRegisterKinds
export type RegisterKind = (typeof registerKinds)[number]

export function isRegisterKind(kind: string): kind is RegisterKind {
  return (registerKinds as readonly string[]).includes(kind)
}

/** One file that is not points of a source: areas, places, population, counts by area, surveys, police events. */
export interface RegisterRequest {
  path: string
  /** The file's name as the log keeps it, without its folders. */
  fileName: string
  choice: MappingChoice
  /** Words of the file → what they count as. */
  categories: Readonly<Record<string, string>>
  /** EPSG code; null: as the file says, else guessed from its numbers. */
  srid: number | null
  layer: string | null
  /** Null: as the file says, else the only municipality there is. */
  municipalityCode: string | null
  /** Everything is done, counted and then undone. */
  dryRun: boolean
}

/** What every such import answers with. */
export interface RegisterReport {
  fileName: string
  sha256: string
  dryRun: boolean
  /** Null for a format whose fields are fixed. */
  columns: ColumnChoice | null
  rowsRead: number
  /** The import of each municipality that got something, by which it is undone. */
  imports: readonly { municipalityCode: string; importId: string }[]
}

/** Rows of municipalities that are not here, or not the one asked for: left out, and said. */
export interface ElsewhereRows {
  /** As the file names it. */
  municipality: string
  rows: number
}

/** Told how the columns were understood, before anything is checked or written. */
export type ColumnWatcher = (columns: ColumnChoice) => void

const maximumFaults = 100

/** Everything wrong with a file so far, refused together. */
export class Faults {
  readonly #reasons: ProblemReason[] = []

  get isFull(): boolean {
    return this.#reasons.length >= maximumFaults
  }

  add(row: number, column: string, value: string, reason: ProblemReason['reason']): void {
    if (this.isFull) return
    this.#reasons.push({ row, column, value: value.length > 80 ? `${value.slice(0, 79)}…` : value, reason })
  }

  /** @throws ProblemError invalid-file */
  refuse(): void {
    if (this.#reasons.length > 0) throw new ProblemError('invalid-file', this.#reasons)
  }
}

export function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1)
  return counts
}
