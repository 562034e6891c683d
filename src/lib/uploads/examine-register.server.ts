import type { Database } from '#lib/database/database.ts'
import { examineAreas } from '#lib/imports/area-examination.server.ts'
import type { ColumnChoice } from '#lib/imports/column-choice.ts'
import { examinePlaces } from '#lib/imports/place-examination.server.ts'
import { importRegister } from '#lib/imports/register-commands.server.ts'
import type { RegisterExamination } from '#lib/imports/register-examination.ts'
import { fieldsOfRegister, tryRegisterColumns } from '#lib/imports/register-fields.ts'
import type { RegisterKind, RegisterRequest } from '#lib/imports/register.ts'
import { readSavedRegisterColumns } from '#lib/imports/saved-columns.server.ts'
import { openTable } from '#lib/imports/table.server.ts'
import { asProblem, ProblemError, type ProblemReason } from '#lib/platform/problem.ts'

import { columnsOf, savedOf } from './examined-columns.ts'
import type { StoredExamination } from './examination.ts'
import { registerRequest } from './requests.ts'
import type { Upload } from './upload.ts'

/** What one sheet or layer says, whatever others there are. */
export type FoundInFile = Omit<StoredExamination, 'layers'>

const shownRows = 20
const shownCharacters = 200

/** @throws ProblemError invalid-file when it can't be opened at all */
export async function examineRegister(
  database: Database,
  upload: Upload,
  kind: RegisterKind,
  path: string,
): Promise<FoundInFile> {
  const { table, heading, firstRows } = await readStart(path, upload.choice.layer, kind)
  const understood = await understand(database, upload, kind, path)
  const { problems, position, rows, elsewhere, repaired, areas, places } = understood
  if (table === null && problems.length > 0) throw new ProblemError('invalid-file', [...problems])
  const columns = understood.columns ?? tryRegisterColumns(kind, heading, upload.choice)
  const asked = { municipalityCode: upload.municipalityCode, kind }
  return {
    file: table,
    columns: columnsOf(heading, columns?.columns ?? []),
    fields: fieldsOfRegister(kind),
    set: { ...(columns?.set ?? upload.choice.set) } as Record<string, string>,
    position,
    precisionMeters: null,
    firstRows,
    rowsSampled: firstRows.length,
    problems,
    preview: places,
    areas,
    register: position === null ? null : { rows, elsewhere, repaired },
    words: [],
    saved: columns === null ? null : savedOf(await readSavedRegisterColumns(database, { ...asked, columns })),
  }
}

function understand(
  database: Database,
  upload: Upload,
  kind: RegisterKind,
  path: string,
): Promise<RegisterExamination> {
  const request = registerRequest(upload, { path, dryRun: true })
  const asked = { ...request, municipalityCode: upload.municipalityCode }
  if (kind === 'areas') return examineAreas(database, asked)
  if (kind === 'places') return examinePlaces(database, asked)
  return understandColumns(database, kind, request)
}

/** The first rows of what is a table; the police's events are not, and areas may hold no rows that are. */
async function readStart(path: string, layer: string | null, kind: RegisterKind) {
  try {
    const table = await openTable(path, layer)
    try {
      // The columns that points have are empty where areas are.
      const { geometry } = table
      const isShown = (_: string, index: number) =>
        kind !== 'areas' || (index !== geometry?.east && index !== geometry?.north)
      const firstRows = []
      for await (const { row, values } of table.rows()) {
        firstRows.push({ row, values: values.filter(isShown).map(show), isExcluded: false })
        if (firstRows.length >= shownRows) break
      }
      return { table: table.description, heading: table.heading.filter(isShown), firstRows }
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
async function understandColumns(
  database: Database,
  kind: RegisterKind,
  request: RegisterRequest,
): Promise<RegisterExamination> {
  class Understood extends Error {
    readonly columns: ColumnChoice
    constructor(columns: ColumnChoice) {
      super('the columns are known')
      this.columns = columns
    }
  }
  try {
    await importRegister(database, kind, request, (columns) => {
      throw new Understood(columns)
    })
    return onlyColumns(null, [])
  } catch (error) {
    if (error instanceof Understood) return onlyColumns(error.columns, [])
    const { code, errors } = asProblem(error)
    if (code !== 'invalid-file') throw error
    return onlyColumns(null, errors)
  }
}

function onlyColumns(columns: ColumnChoice | null, problems: readonly ProblemReason[]): RegisterExamination {
  return { columns, problems, position: null, rows: 0, elsewhere: 0, repaired: 0, areas: [], places: [] }
}
