import type { Source } from '#lib/cells/category.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { CategoryTable } from './category-table.ts'
import { refuseFile } from './file-problem.ts'
import { NotPlaces } from './heavy-position.ts'
import type { ImportRequest, ImportUnderstanding } from './import.ts'
import { declaredSystem, mapTable } from './geometry-columns.ts'
import type { Mapping } from './mapping.ts'
import { asGuessed, choiceOf } from './incident-report.ts'
import { guessPositionLayout } from './position.ts'
import type { PositionLayout } from './position.ts'
import { precisionOf, textsOf } from './record.ts'
import type { Reading } from './record.ts'
import { reasons } from './reason.ts'
import { readRow } from './row.ts'
import type { RowText } from './row.ts'
import type { SystemReferee } from './reference-system.server.ts'
import type { Table } from './table.ts'

/** How one file will be read, all guesses made. */
export interface Understood<S extends Source> {
  table: Table
  reading: Reading<S>
}

export const sampleRows = 2000

/** Makes every guess about a file; throws `invalid-file` when there is nothing to read or a column is missing. */
export async function understandFile<S extends Source>(
  table: Table,
  request: ImportRequest & { source: S },
  categories: CategoryTable,
  referee: SystemReferee,
): Promise<Understood<S>> {
  const mapping = asGuessed(request, mapTable(request.source, table, choiceOf(request, table.heading)))
  refuseUnreadableSet(request, mapping.set, categories)
  const firstRows: RowText[] = []
  for await (const { values } of table.rows()) {
    firstRows.push(textsOf(mapping, values))
    if (firstRows.length >= sampleRows) break
  }
  if (firstRows.length === 0) throw noRows()
  const layout = await settleLayout(table, request, mapping, firstRows, referee)
  return { table, reading: readingOf(table, request, categories, mapping, layout) }
}

export function noRows(): ProblemError {
  const where = { row: 2, column: '1' }
  return refuseFile('filen har inga rader under rubrikraden', 'the file has a heading but no rows', where)
}

/**
 * Where and in what reference system the positions are.
 *
 * @throws ProblemError invalid-file where that is in doubt
 */
export async function settleLayout(
  table: Table,
  request: ImportRequest,
  mapping: Mapping,
  firstRows: readonly RowText[],
  referee: SystemReferee,
): Promise<PositionLayout | null> {
  const guess = guessPositionLayout(mapping, firstRows, null)
  const stated = request.system ?? declaredSystem(table, mapping)
  return guess && (await referee.settle(guess, firstRows, stated))
}

export function readingOf<S extends Source>(
  table: Table,
  request: ImportRequest & { source: S },
  categories: CategoryTable,
  mapping: Mapping,
  layout: PositionLayout | null,
): Reading<S> {
  return {
    source: request.source,
    mapping,
    layout,
    precisionMeters: precisionOf(table.heading),
    categories,
    dateOrder: request.dateOrder,
    notPlaces: new NotPlaces(request.notPlaces),
  }
}

/**
 * A value set for every row is refused once, not on every row.
 *
 * @throws ProblemError invalid-file
 */
export function refuseUnreadableSet(request: ImportRequest, set: RowText, categories: CategoryTable): void {
  const { faults: all } = readRow(request.source, set, request.dateOrder)
  const faults = all.filter(({ field }) => set[field] !== undefined)
  if (set.theme !== undefined && categories.theme(set.theme) === null) faults.push({ field: 'theme', reason: 'theme' })
  if (set.offence !== undefined && categories.offence(set.offence, '') === null) {
    faults.push({ field: 'offence', reason: 'offence' })
  }
  if (faults.length === 0) return
  throw new ProblemError(
    'invalid-file',
    faults.map(({ field, reason }) => ({ column: field, value: set[field] ?? '', reason: reasons[reason] })),
  )
}

export function describeUnderstanding<S extends Source>({ table, reading }: Understood<S>): ImportUnderstanding {
  const { mapping, layout } = reading
  const columnOf = (field: string) => mapping.columns.find((column) => column.field === field)?.column ?? ''
  return {
    file: table.description,
    columns: mapping.columns.map(({ column, field, guessed }) => ({ column, field, guessed })),
    set: mapping.set,
    unread: mapping.unread,
    position:
      layout === null
        ? null
        : {
            east: columnOf(layout.east),
            north: columnOf(layout.north),
            system: layout.projection.system,
            guessed: layout.guessed,
            corrected: layout.corrected,
          },
    precisionMeters: reading.precisionMeters,
  }
}
