import { pipeline, Readable } from 'node:stream'

import { CsvError, parse } from 'csv-parse'

import { maximumRowCharacters } from './limit.ts'
import type { Delimiter } from './table.ts'

/** The parser's refusal, and the record that it is about; from 1. */
export class UnreadableRecord extends Error {
  readonly record: number
  readonly reason: CsvError

  constructor(record: number, reason: CsvError) {
    super(reason.message, { cause: reason })
    this.record = record
    this.reason = reason
  }
}

/**
 * The records of a delimited text, some at a time, as csv-parse reads them. Up to its first quotation mark a text needs
 * no parser: cutting it at line ends and delimiters gives the same in an eighth of the time. From the line with that mark
 * on, and from a line too long to be true, csv-parse reads the rest.
 *
 * @throws UnreadableRecord
 */
export async function* readDelimitedText(
  pieces: AsyncGenerator<string>,
  delimiter: Delimiter,
): AsyncGenerator<string[][]> {
  const state: Reached = { rest: '', lineEnd: null, records: 0 }
  for await (const piece of pieces) {
    const text: string = state.rest + piece
    state.lineEnd ??= findLineEnd(text)
    const lines = state.lineEnd === null ? [] : plainLines(text, state.lineEnd)
    const isLong = text.length > longestPlain && lines.some((line) => line.length > longestPlain)
    if (isLong) lines.length = 0
    if (lines.length > 0) yield lines.map((line) => line.split(delimiter))
    state.records += lines.length
    const end = lines.reduce((sum, line) => sum + line.length + (state.lineEnd?.length ?? 0), 0)
    state.rest = text.slice(end)
    if (isLong || state.rest.length > longestPlain || state.rest.includes('"')) {
      return yield* parseRest(pieces, delimiter, state)
    }
  }
  if (state.rest !== '') yield* parseRest(pieces, delimiter, state)
}

/** How far a text is read. */
interface Reached {
  /** Taken from the pieces, and not in a record yet. */
  rest: string
  /** Null until it is known. */
  lineEnd: string | null
  records: number
}

/** Characters. The parser takes a longer line in pieces, between which others are answered, and knows when it is too long. */
const longestPlain = 65_536

/** As csv-parse finds it: what ends the first record. Null while that isn't known, or where a quotation mark comes first. */
function findLineEnd(text: string): string | null {
  const at = text.search(/["\r\n]/)
  const found = text[at]
  if (found === undefined || found === '"') return null
  if (found === '\n') return found
  const next = text[at + 1]
  return next === undefined ? null : next === '\n' ? '\r\n' : found
}

/** The whole lines before the first quotation mark. */
function plainLines(text: string, lineEnd: string): string[] {
  const quote = text.indexOf('"')
  const end = text.lastIndexOf(lineEnd, quote < 0 ? text.length : quote)
  return end < 0 ? [] : text.slice(0, end).split(lineEnd)
}

async function* parseRest(
  pieces: AsyncGenerator<string>,
  delimiter: Delimiter,
  { rest, lineEnd, records }: Reached,
): AsyncGenerator<string[][]> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    max_record_size: maximumRowCharacters,
    ...(lineEnd === null ? {} : { record_delimiter: lineEnd }),
  })
  const text = async function* () {
    yield rest
    yield* pieces
  }
  pipeline(Readable.from(text()), parser, () => undefined)
  try {
    for await (const values of parser) yield [values as string[]]
  } catch (error) {
    // The parser reads ahead, so the record at fault is the one after those it has finished.
    throw error instanceof CsvError ? new UnreadableRecord(records + parser.info.records + 1, error) : error
  }
}
