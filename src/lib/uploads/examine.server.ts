import type { Database } from '#lib/database/database.ts'
import { examinePoints } from '#lib/imports/examination.server.ts'
import { fieldsOf, fieldWords } from '#lib/imports/field.ts'
import { listFileLayers } from '#lib/imports/file-layers.server.ts'
import type { PointKind } from '#lib/imports/import.ts'
import { asProblem, type Problem, type ProblemReason } from '#lib/platform/problem.ts'

import { examineRegister, type FoundInFile } from './examine-register.server.ts'
import { columnsOf, savedOf } from './examined-columns.ts'
import { hasLayerChoice, type StoredExamination } from './examination.ts'
import { withFileCopy } from './file-copy.server.ts'
import { isPointKind, sourceOfKind } from './kinds.ts'
import { pointRequest } from './requests.ts'
import type { Upload } from './upload.ts'

export interface Examined {
  /** Null when the file can't be opened at all. */
  examination: StoredExamination | null
  /** Why not. */
  problem: Problem | null
}

/** Looks into an upload's file, as its choice says; whatever is wrong with the file is told and not thrown. */
export async function examineUpload(database: Database, upload: Upload): Promise<Examined> {
  const { kind } = upload
  return withFileCopy(database, upload, async (path) => {
    const layers = await listFileLayers(path)
    try {
      const found = isPointKind(kind)
        ? await examineFileOfPoints(database, upload, kind, path)
        : await examineRegister(database, upload, kind, path)
      return { examination: { ...found, layers }, problem: null }
    } catch (error) {
      const problem = asProblem(error)
      if (problem.code !== 'invalid-file') throw error
      // Another sheet or layer may be what was meant.
      if (hasLayerChoice({ layers })) return { examination: unread(upload, layers, problem.errors), problem: null }
      return { examination: null, problem: problem.toProblem() }
    }
  })
}

/** Nothing but the choice among sheets or layers. */
function unread(
  { choice }: Upload,
  layers: StoredExamination['layers'],
  problems: readonly ProblemReason[],
): StoredExamination {
  return {
    file: null,
    layers,
    columns: [],
    fields: [],
    set: choice.set,
    position: null,
    precisionMeters: null,
    firstRows: [],
    rowsSampled: 0,
    problems,
    preview: [],
    areas: [],
    register: null,
    words: [],
    saved: null,
  }
}

async function examineFileOfPoints(
  database: Database,
  upload: Upload,
  kind: PointKind,
  path: string,
): Promise<FoundInFile> {
  const found = await examinePoints(database, pointRequest(upload, kind, { path, dryRun: true }))
  const { file, heading, firstRows, rowsSampled, understanding, problems, preview, words } = found
  const position = understanding?.position ?? null
  return {
    file,
    columns: columnsOf(heading, found.columns),
    fields: fieldsOf(sourceOfKind(kind)).map((field) => ({ field, words: fieldWords[field] })),
    set: { ...(understanding?.set ?? upload.choice.set) },
    position: position && { system: position.system, guessed: position.guessed, corrected: position.corrected },
    precisionMeters: understanding?.precisionMeters ?? null,
    firstRows,
    rowsSampled,
    problems,
    preview,
    areas: [],
    register: null,
    words,
    saved: savedOf(found.saved),
  }
}
