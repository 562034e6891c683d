import type { Source } from '#lib/cells/category.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { CategoryTable } from './category-table.ts'
import { inspectCsv, readCsvRows } from './csv.server.ts'
import type { CsvFormat } from './csv.server.ts'
import { refuseFile } from './file-problem.ts'
import type { ImportRequest, ImportUnderstanding } from './import.ts'
import { mapColumns } from './mapping.ts'
import { guessPositionLayout } from './position.ts'
import { precisionOf, textsOf } from './record.ts'
import type { Reading } from './record.ts'
import { reasons } from './reason.ts'
import { readRow } from './row.ts'
import type { FieldFault, RowText } from './row.ts'

/** How one file will be read, all guesses made. */
export interface Understood<S extends Source> {
  format: CsvFormat
  reading: Reading<S>
}

const sampleRows = 2000

/** Makes every guess about a file; throws `invalid-file` when there is nothing to read or a column is missing. */
export async function understandFile<S extends Source>(
  request: ImportRequest & { source: S },
  categories: CategoryTable,
): Promise<Understood<S>> {
  const format = await inspectCsv(request.path)
  const mapping = mapColumns(request.source, format.heading, request.choice)
  refuseUnreadableSet(request.source, mapping.set, categories)
  const firstRows: RowText[] = []
  for await (const { values } of readCsvRows(request.path, format)) {
    firstRows.push(textsOf(mapping, values))
    if (firstRows.length >= sampleRows) break
  }
  if (firstRows.length === 0) {
    throw refuseFile('filen har en rubrikrad men inga rader under den', 'the file has a heading but no rows', {
      row: 2,
    })
  }
  const layout = guessPositionLayout(mapping, firstRows, request.system)
  return {
    format,
    reading: { source: request.source, mapping, layout, precisionMeters: precisionOf(format.heading), categories },
  }
}

/** A value set for every row is refused once, not on every row. */
function refuseUnreadableSet(source: Source, set: RowText, categories: CategoryTable): void {
  const faults: FieldFault[] = readRow(source, set).faults.filter(({ field }) => set[field] !== undefined)
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

export function describeUnderstanding<S extends Source>({ format, reading }: Understood<S>): ImportUnderstanding {
  const { mapping, layout } = reading
  const columnOf = (field: string) => mapping.columns.find((column) => column.field === field)?.column ?? ''
  return {
    encoding: format.encoding,
    compressed: format.compressed,
    delimiter: format.delimiter,
    columns: mapping.columns.map(({ column, field, guessed }) => ({ column, field, guessed })),
    set: mapping.set,
    unread: mapping.unread,
    position:
      layout === null
        ? null
        : {
            east: columnOf(layout.east),
            north: columnOf(layout.north),
            system: layout.system,
            guessed: layout.guessed,
          },
    precisionMeters: reading.precisionMeters,
  }
}
