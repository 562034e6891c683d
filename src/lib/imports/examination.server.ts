import type { Source } from '#lib/cells/category.ts'
import type { Database } from '#lib/database/database.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'
import { maximumCellPrecisionMeters } from '#lib/points/point.ts'
import type { LngLat } from '#lib/points/point.ts'

import { readCategories } from './category-commands.server.ts'
import { CountedWords } from './counted-words.ts'
import type { Examination, FirstRow, PreviewPoint } from './examination.ts'
import { attempted } from './file-problem.ts'
import { tryTable } from './geometry-columns.ts'
import { kindOfSource } from './import.ts'
import type { ImportRequest } from './import.ts'
import { asGuessed, choiceOf } from './incident-report.ts'
import { isNeverMapped } from './not-mapped.ts'
import { PlacementFinder } from './placement.server.ts'
import { draftRecord, placeOfRow, textsOf } from './record.ts'
import type { Reading } from './record.ts'
import { SystemReferee } from './reference-system.server.ts'
import { applySaved } from './saved-columns.ts'
import { readSavedColumns } from './saved-columns.server.ts'
import { openTable } from './table.server.ts'
import type { Table, TableRow } from './table.ts'
import {
  describeUnderstanding,
  noRows,
  readingOf,
  refuseUnreadableSet,
  sampleRows,
  settleLayout,
} from './understanding.server.ts'
import { destinations } from './writer.server.ts'

const shownRows = 20
const shownCharacters = 200

/**
 * Looks at a file of points by the same code that takes it in, and writes nothing: what it is, its first rows, how it would
 * be read and where its first rows would lie. Whatever is missing or in doubt is among the problems.
 *
 * @throws ProblemError invalid-file when it can't be opened as a table · unknown-municipality
 */
export async function examinePoints<S extends Source>(
  database: Database,
  request: ImportRequest & { source: S },
): Promise<Examination> {
  const table = await openTable(request.path, request.layer)
  try {
    return await examineTable(database, table, request)
  } finally {
    await table.close()
  }
}

async function examineTable<S extends Source>(
  database: Database,
  table: Table,
  asked: ImportRequest & { source: S },
): Promise<Examination> {
  const { role } = destinations[asked.source]
  const finder = new PlacementFinder(database, role, asked.municipalityCode)
  await finder.check()
  const problems: ProblemReason[] = []
  const attempt = <Result>(work: () => Promise<Result> | Result) => attempted(problems, work)
  const categories =
    (await attempt(() => readCategories(database, role, asked))) ??
    (await readCategories(database, role, { ...asked, categories: {}, saveMapping: false }))
  const kind = asked.kind ?? kindOfSource[asked.source]
  const { heading } = table
  const saved = await readSavedColumns(database, role, { ...categories, kind, heading })
  const request = asked.useSavedColumns && saved !== null ? applySaved(asked, saved) : asked
  const { mapping: tried, faults } = tryTable(request.source, table, choiceOf(request, heading))
  const mapping = asGuessed(request, tried)
  problems.push(...faults)
  await attempt(() => refuseUnreadableSet(request, mapping.set, categories.table))
  const rows: TableRow[] = []
  await attempt(() => readSample(table, rows))
  const layout = await attempt(() => {
    const referee = new SystemReferee(database, role, request.municipalityCode)
    const texts = rows.map(({ values }) => textsOf(mapping, values))
    return settleLayout(table, request, mapping, texts, referee)
  })
  const reading = readingOf(table, request, categories.table, mapping, layout)
  const isExcluded = rows.map((row) => isExcludedRow(reading, row))
  return {
    file: table.description,
    sha256: table.sha256.toString('hex'),
    heading,
    firstRows: rows.slice(0, shownRows).map((row, index) => showRow(row, isExcluded[index] ?? false)),
    rowsSampled: rows.length,
    columns: mapping.columns.map(({ column, field, guessed }) => ({ column, field, guessed })),
    understanding: faults.length > 0 ? null : describeUnderstanding({ table, reading }),
    problems,
    preview: await previewRows(
      finder,
      reading,
      rows.filter((_, index) => !isExcluded[index]),
    ),
    words: countWords(reading, rows, isExcluded),
    saved,
  }
}

async function readSample(table: Table, rows: TableRow[]): Promise<void> {
  for await (const row of table.rows()) {
    rows.push(row)
    if (rows.length >= sampleRows) break
  }
  if (rows.length === 0) throw noRows()
}

/** Also before anybody knows which column names the offence: a cell that does is enough. */
function isExcludedRow(reading: Reading<Source>, { values }: TableRow): boolean {
  if (reading.source !== 'crime') return false
  return values.some(isNeverMapped) || draftRecord(reading, values).excluded !== null
}

function showRow({ row, values }: TableRow, isExcluded: boolean): FirstRow {
  const show = (value: string) => (value.length > shownCharacters ? `${value.slice(0, shownCharacters - 1)}…` : value)
  return { row, values: values.map((value) => (isExcluded ? '' : show(value))), isExcluded }
}

async function previewRows(
  finder: PlacementFinder,
  reading: Reading<Source>,
  rows: readonly TableRow[],
): Promise<PreviewPoint[]> {
  const located = rows.flatMap(({ row, values }) => {
    const lngLat = drawnAt(reading, values)
    return lngLat === null ? [] : [{ row, lngLat }]
  })
  const placements = await finder.find(located.map(({ lngLat }) => lngLat))
  return located.map((point, index) => ({ ...point, isOutside: placements[index]?.outsideMeters !== null }))
}

/** A row with faults is shown where it says it is; one that is too imprecise to be drawn isn't. */
function drawnAt(reading: Reading<Source>, values: readonly string[]): LngLat | null {
  const { draft, excluded } = draftRecord(reading, values)
  if (excluded !== null) return null
  if (draft === null) return placeOfRow(reading, values)
  return draft.record.precisionMeters <= maximumCellPrecisionMeters ? draft.record.lngLat : null
}

function countWords(reading: Reading<Source>, rows: readonly TableRow[], isExcluded: readonly boolean[]) {
  const words = new CountedWords(reading.source, reading.mapping, reading.categories)
  rows.forEach(({ values }, index) => words.add(values, isExcluded[index] ?? false))
  return words.list()
}
