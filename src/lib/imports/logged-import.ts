import type { Audience } from '#lib/cells/category.ts'
import type { Side } from '#lib/database/database.ts'

import { pointKinds } from './import.ts'
import type { MunicipalityImport } from './import.ts'

/** What an import may hold besides points. */
export const loggedRegisterKinds = ['areas', 'places', 'population', 'area-counts', 'surveys', 'police-events'] as const
export type LoggedRegisterKind = (typeof loggedRegisterKinds)[number]

export const importKinds = [...pointKinds, ...loggedRegisterKinds] as const
export type ImportKind = (typeof importKinds)[number]

export function isRegister(kind: ImportKind): kind is LoggedRegisterKind {
  return (loggedRegisterKinds as readonly string[]).includes(kind)
}

/** Only what is written as one is asked about. */
export function isImportId(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
}

/** One municipality's part of a file that was taken in, as the log tells it. */
export interface LoggedImport extends Omit<MunicipalityImport, 'importId'> {
  id: string
  kind: ImportKind
  audience: Audience
  fileName: string
  /** Hexadecimal. */
  fileSha256: string
  /** How the file was read: columns, values set for every row, reference system, places marked as not the place. */
  mapping: unknown
  trial: boolean
  importedAt: Date
  importedBy: string
  /** Null while what it added is there. */
  undoneAt: Date | null
  undoneBy: string | null
  /** There is a list of refused rows to download. */
  hasRefusals: boolean
}

/** The same, with what its undoing would mean for others. */
export interface ImportDetail extends LoggedImport {
  /**
   * Imports of the same kind after it, not undone, that found rows already present: rows they share with it are its own,
   * and go with it.
   */
  laterImports: number
}

/** The log of both sides as one. */
export interface FullLog {
  /** Newest first. */
  imports: readonly LoggedImport[]
  /** Sides that are not connected here. */
  absent: readonly Side[]
}
