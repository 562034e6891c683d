import type { Side } from '#lib/database/database.ts'
import type { Problem } from '#lib/platform/problem.ts'

import type { UploadChoice } from './choice.ts'
import type { StoredExamination } from './examination.ts'
import type { UploadOutcome, UploadReport } from './report.ts'

/** What a file may be said to be when it is sent in, in the order people are asked. */
export const uploadKinds = [
  'remarks',
  'observations',
  'crimes',
  'incident-reports',
  'area-counts',
  'surveys',
  'areas',
  'places',
  'population',
  'police-events',
] as const
export type UploadKind = (typeof uploadKinds)[number]

export function isUploadKind(text: string): text is UploadKind {
  return (uploadKinds as readonly string[]).includes(text)
}

/** Single crimes are the police's from their first byte; everything else is the municipality's. */
/** A file that can't be opened as a table at all: no correction helps it. A sheet that was named wrongly can be. */
export function isUnreadable({
  examination,
  problem,
  choice,
}: Pick<Upload, 'examination' | 'problem' | 'choice'>): boolean {
  return examination === null && problem?.code === 'invalid-file' && choice.layer === null
}

export function sideOfKind(kind: UploadKind): Side {
  return kind === 'crimes' ? 'police' : 'municipality'
}

/**
 * How far a file has come. `receiving`: its bytes are on their way. `received`: whole, not looked into. `examined`: ready
 * to be corrected and tried. `trying`, `importing`: a job is at it or will be. `tried`: a dry run of this very choice is
 * there. `failed`: the import could not be done and nothing of it is saved. In the last four, `done`, `discarded` and
 * `expired` among them, the file itself is gone.
 */
export const uploadStates = [
  'receiving',
  'received',
  'examined',
  'trying',
  'tried',
  'importing',
  'failed',
  'done',
  'discarded',
  'expired',
] as const
export type UploadState = (typeof uploadStates)[number]

export interface UploadProgress {
  step: 'waiting' | 'checked' | 'written'
  rows: number
}

export interface Upload {
  side: Side
  municipalityCode: string
  id: string
  kind: UploadKind
  fileName: string
  fileBytes: number
  state: UploadState
  choice: UploadChoice
  /** Null until somebody has looked into the file, and where it can't be opened at all. */
  examination: StoredExamination | null
  progress: UploadProgress | null
  report: UploadReport | null
  /** Why the last thing asked of the file could not be done. */
  problem: Problem | null
  /** What was taken in. */
  outcome: UploadOutcome | null
  createdAt: Date
  createdBy: string
  changedAt: Date
}

/** A file is asked about under these two; which side it is on is found by looking. */
export interface UploadKey {
  side: Side
  municipalityCode: string
  id: string
}

export type UploadSummary = Pick<
  Upload,
  'side' | 'id' | 'kind' | 'fileName' | 'fileBytes' | 'state' | 'createdAt' | 'createdBy'
>

/** Whether a job is at the file, or will be in a moment. */
export function isWorking(state: UploadState): boolean {
  return state === 'trying' || state === 'importing'
}

/** Whether there is still a file to do something with. */
export function isOpen(state: UploadState): boolean {
  return ['received', 'examined', 'trying', 'tried', 'importing', 'failed'].includes(state)
}

/** Tells one state of an upload from the next, for forms that were made of an earlier one. */
export function versionOf({ changedAt }: Pick<Upload, 'changedAt'>): string {
  return changedAt.toISOString()
}
