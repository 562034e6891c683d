import type { CsvError } from 'csv-parse'

import { restoreFormulas } from '#lib/platform/spreadsheet.ts'

import type { ByteSource } from './byte-source.server.ts'
import { readDelimitedText, UnreadableRecord } from './delimited-text.server.ts'
import { refuseFile } from './file-problem.ts'
import { findHeading, headingSample } from './heading-row.ts'
import { delimiters } from './table.ts'
import type { Delimiter, Encoding, TableContent, TableRow } from './table.ts'
import { readText } from './text-file.server.ts'

/** Tells how a CSV file is written; throws `invalid-file` for a file that is none or has no heading. */
export async function openCsv(source: ByteSource, encoding: Encoding): Promise<TableContent> {
  const delimiter = await guessDelimiter(source, encoding)
  const row = findHeading(await firstOf(readRecords(source, encoding, delimiter)))
  const heading = row?.values.map((value) => value.trim()) ?? []
  if (row !== null && heading.some((name) => name !== '')) {
    return {
      description: { format: 'csv', encoding, delimiter, layer: null },
      heading,
      geometry: null,
      rows: () => readRecords(source, encoding, delimiter, row.row),
      close: async () => undefined,
    }
  }
  throw refuseFile('filens första rad ska vara en rubrikrad, men den är tom', 'the heading in row 1 is empty', {
    row: 1,
    column: '1',
  })
}

async function firstOf(records: AsyncGenerator<TableRow>): Promise<TableRow[]> {
  const rows: TableRow[] = []
  for await (const row of records) if (rows.push(row) >= headingSample) break
  return rows
}

function isBlank(values: readonly string[]): boolean {
  return values.every((value) => value.trim() === '')
}

/**
 * As a spreadsheet counts: the first row is row 1, a row with line breaks in quotes is one row. Blank rows below the
 * heading are passed over.
 */
async function* readRecords(
  source: ByteSource,
  encoding: Encoding,
  delimiter: Delimiter,
  headingRow = 0,
): AsyncGenerator<TableRow> {
  let row = 0
  try {
    for await (const records of readDelimitedText(readText(source, encoding), delimiter)) {
      for (const values of records) {
        row += 1
        if (row > headingRow && (headingRow === 0 || !isBlank(values))) yield { row, values: restoreFormulas(values) }
      }
    }
  } catch (error) {
    throw error instanceof UnreadableRecord ? csvProblem(error.reason, error.record) : error
  }
}

function csvProblem(error: CsvError, row: number) {
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return refuseFile('raden är orimligt lång', 'the row is unreasonably long', { row, column: '1' })
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return refuseFile('ett citattecken öppnas men stängs aldrig', 'a quotation mark is opened and never closed', {
      row,
      column: '1',
    })
  }
  const column = typeof error['column'] === 'number' ? error['column'] + 1 : 1
  return refuseFile(
    'ett citattecken står mitt i ett värde; ett sådant värde ska stå inom citattecken, med "" inuti',
    'a quotation mark stands inside a value; such a value must be quoted, with "" inside',
    { row, column: String(column) },
  )
}

/** The one most frequent in the first line, outside quotes; of a title the one that most lines below are full of. */
async function guessDelimiter(source: ByteSource, encoding: Encoding): Promise<Delimiter> {
  const lines = (await readFirstLines(source, encoding)).filter((line) => line.trim() !== '')
  const counts = delimiters.map((delimiter) => {
    const inLines = lines.map((line) => line.split(delimiter).length - 1)
    return { delimiter, first: inLines[0] ?? 0, below: inLines.filter((count) => count > 1).length }
  })
  const best = counts.reduce((most, next) => (next.first > most.first ? next : most))
  const full = counts.reduce((most, next) => (next.below > most.below ? next : most))
  return best.first <= 1 && full.below * 2 > lines.length ? full.delimiter : best.delimiter
}

async function readFirstLines(source: ByteSource, encoding: Encoding): Promise<string[]> {
  let start = ''
  for await (const piece of readText(source, encoding)) {
    start += piece
    if (start.length > 65_536) break
  }
  const unquoted = start.trimStart().replace(/"[^"]*"/g, '')
  return unquoted.split(/\r\n?|\n/, headingSample)
}
