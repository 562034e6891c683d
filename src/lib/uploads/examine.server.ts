import type { Database } from '#lib/database/database.ts'
import type { ColumnChoice } from '#lib/imports/column-choice.ts'
import { examinePoints } from '#lib/imports/examination.server.ts'
import type { Examination } from '#lib/imports/examination.ts'
import { fieldsOf, fieldWords } from '#lib/imports/field.ts'
import type { PointKind } from '#lib/imports/import.ts'
import { importRegister } from '#lib/imports/register-commands.server.ts'
import { fieldsOfRegister, tryRegisterColumns } from '#lib/imports/register-fields.ts'
import type { RegisterKind } from '#lib/imports/register.ts'
import { openTable } from '#lib/imports/table.server.ts'
import { asProblem, ProblemError, type Problem, type ProblemReason } from '#lib/platform/problem.ts'

import type { ExaminedColumn, SavedChoice, StoredExamination } from './examination.ts'
import { withFileCopy } from './file-copy.server.ts'
import { isPointKind, sourceOfKind } from './kinds.ts'
import { pointRequest, registerRequest, sridOf } from './requests.ts'
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
  try {
    const examination = await withFileCopy(database, upload, (path) =>
      isPointKind(kind)
        ? examineFileOfPoints(database, upload, kind, path)
        : examineRegister(database, upload, kind, path),
    )
    return { examination, problem: null }
  } catch (error) {
    const problem = asProblem(error)
    if (problem.code !== 'invalid-file') throw error
    return { examination: null, problem: problem.toProblem() }
  }
}

async function examineFileOfPoints(
  database: Database,
  upload: Upload,
  kind: PointKind,
  path: string,
): Promise<StoredExamination> {
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
    words,
    saved: savedOf(found),
  }
}

/** Each column of the heading, read or not. A heading that stands twice is read where it stands first. */
function columnsOf(
  heading: readonly string[],
  read: readonly { column: string; field: string; guessed: boolean }[],
): ExaminedColumn[] {
  const unread = [...read]
  return heading.map((column) => {
    const index = unread.findIndex((candidate) => candidate.column === column)
    const [found] = index < 0 ? [] : unread.splice(index, 1)
    return { column, field: found?.field ?? null, guessed: found?.guessed ?? false }
  })
}

function savedOf({ saved }: Examination): SavedChoice | null {
  if (saved === null) return null
  const { choice, crs, dateOrder, savedAt, savedBy } = saved
  const srid = crs === null ? null : sridOf(crs)
  return { map: choice.map, set: choice.set, srid, dateOrder, savedAt: savedAt.toISOString(), savedBy }
}

const shownRows = 20
const shownCharacters = 200

async function examineRegister(
  database: Database,
  upload: Upload,
  kind: RegisterKind,
  path: string,
): Promise<StoredExamination> {
  const { table, heading, firstRows } = await readStart(path, upload.choice.layer)
  const understood = await understandRegister(database, upload, kind, path)
  if (table === null && understood.problems.length > 0) {
    throw new ProblemError('invalid-file', [...understood.problems])
  }
  const columns = understood.columns ?? tryRegisterColumns(kind, heading, upload.choice)
  return {
    file: table,
    columns: columnsOf(heading, columns?.columns ?? []),
    fields: fieldsOfRegister(kind),
    set: { ...(columns?.set ?? upload.choice.set) } as Record<string, string>,
    position: null,
    precisionMeters: null,
    firstRows,
    rowsSampled: firstRows.length,
    problems: understood.problems,
    preview: [],
    words: [],
    saved: null,
  }
}

/** The first rows of what is a table; the police's events are not, and areas may hold no rows that are. */
async function readStart(path: string, layer: string | null) {
  try {
    const table = await openTable(path, layer)
    try {
      const firstRows = []
      for await (const { row, values } of table.rows()) {
        firstRows.push({ row, values: values.map(show), isExcluded: false })
        if (firstRows.length >= shownRows) break
      }
      return { table: table.description, heading: table.heading, firstRows }
    } finally {
      await table.close()
    }
  } catch (error) {
    if (asProblem(error).code !== 'invalid-file') throw error
    return { table: null, heading: [], firstRows: [] }
  }
}

function show(value: string): string {
  return value.length > shownCharacters ? `${value.slice(0, shownCharacters - 1)}…` : value
}

/** A register's import tells of its columns before it does anything else; more is not asked of it here. */
async function understandRegister(
  database: Database,
  upload: Upload,
  kind: RegisterKind,
  path: string,
): Promise<{ columns: ColumnChoice | null; problems: readonly ProblemReason[] }> {
  class Understood extends Error {
    readonly columns: ColumnChoice
    constructor(columns: ColumnChoice) {
      super('the columns are known')
      this.columns = columns
    }
  }
  try {
    await importRegister(database, kind, registerRequest(upload, { path, dryRun: true }), (columns) => {
      throw new Understood(columns)
    })
    return { columns: null, problems: [] }
  } catch (error) {
    if (error instanceof Understood) return { columns: error.columns, problems: [] }
    const { code, errors } = asProblem(error)
    if (code !== 'invalid-file') throw error
    return { columns: null, problems: errors }
  }
}
