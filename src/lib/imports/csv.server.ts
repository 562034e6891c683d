import { pipeline, Readable } from 'node:stream'

import { CsvError, parse } from 'csv-parse'

import { refuseFile } from './file-problem.ts'
import { hashFile, inspectText, readText } from './text-file.server.ts'
import type { TextFormat } from './text-file.server.ts'

export const delimiters = [',', ';', '\t'] as const
export type Delimiter = (typeof delimiters)[number]

export interface CsvFormat extends TextFormat {
  sha256: Buffer
  delimiter: Delimiter
  heading: readonly string[]
}

export interface CsvRow {
  /** As a spreadsheet counts: the heading is row 1, a row with line breaks in quotes is one row. */
  row: number
  values: readonly string[]
}

/** Longer than any statement, short enough to refuse a file that is one endless line. */
const maximumRowCharacters = 1_000_000

/** Tells how a CSV file is written; throws `invalid-file` for a file that is none, is empty or is only a heading. */
export async function inspectCsv(path: string): Promise<CsvFormat> {
  const sha256 = await hashFile(path)
  const text = await inspectText(path)
  const delimiter = await guessDelimiter(path, text)
  for await (const { values } of readRecords(path, text, delimiter)) {
    const heading = values.map((value) => value.trim())
    if (heading.every((name) => name === '')) break
    return { ...text, sha256, delimiter, heading }
  }
  throw refuseFile('filens första rad ska vara en rubrikrad, men den är tom', 'the heading in row 1 is empty', {
    row: 1,
  })
}

/** The rows under the heading; blank lines are passed over but counted. */
export async function* readCsvRows(path: string, format: CsvFormat): AsyncGenerator<CsvRow> {
  for await (const row of readRecords(path, format, format.delimiter)) {
    if (row.row === 1 || isBlank(row.values)) continue
    yield row
  }
}

function isBlank(values: readonly string[]): boolean {
  return values.length === 1 && values[0]?.trim() === ''
}

async function* readRecords(path: string, text: TextFormat, delimiter: Delimiter): AsyncGenerator<CsvRow> {
  const parser = parse({ delimiter, relax_column_count: true, max_record_size: maximumRowCharacters })
  pipeline(Readable.from(readText(path, text)), parser, () => undefined)
  let row = 0
  try {
    for await (const values of parser) {
      row += 1
      yield { row, values: values as string[] }
    }
  } catch (error) {
    // The parser reads ahead, so the row at fault is the one after those it has finished.
    throw error instanceof CsvError ? csvProblem(error, parser.info.records + 1) : error
  }
}

function csvProblem(error: CsvError, row: number) {
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return refuseFile('raden är orimligt lång', 'the row is unreasonably long', { row })
  }
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return refuseFile('ett citattecken öppnas men stängs aldrig', 'a quotation mark is opened and never closed', {
      row,
    })
  }
  const column = typeof error['column'] === 'number' ? String(error['column'] + 1) : undefined
  return refuseFile(
    'ett citattecken står mitt i ett värde; ett sådant värde ska stå inom citattecken, med "" inuti',
    'a quotation mark stands inside a value; such a value must be quoted, with "" inside',
    column === undefined ? { row } : { row, column },
  )
}

/** The one most frequent in the first line, outside quotes. */
async function guessDelimiter(path: string, text: TextFormat): Promise<Delimiter> {
  const line = await readFirstLine(path, text)
  const counts = delimiters.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter
}

async function readFirstLine(path: string, text: TextFormat): Promise<string> {
  let start = ''
  for await (const piece of readText(path, text)) {
    start += piece
    if (start.length > 65_536) break
  }
  const unquoted = start.trimStart().replace(/"[^"]*"/g, '')
  return /^[^\r\n]*/.exec(unquoted)?.[0] ?? ''
}
