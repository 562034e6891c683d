import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { readDelimitedText, UnreadableRecord } from './delimited-text.server.ts'
import { maximumRowCharacters } from './limit.ts'

interface Outcome {
  records: string[][]
  fault: { record: number; code: string } | null
}

async function read(pieces: readonly string[]): Promise<Outcome> {
  const records: string[][] = []
  const given = async function* () {
    yield* pieces
  }
  try {
    for await (const some of readDelimitedText(given(), ';')) records.push(...some)
    return { records, fault: null }
  } catch (error) {
    if (!(error instanceof UnreadableRecord)) throw error
    return { records, fault: { record: error.record, code: error.reason.code } }
  }
}

/** The library alone, on the whole text at once. */
function parseWhole(text: string): Outcome {
  const records: string[][] = []
  const options = { delimiter: ';', relax_column_count: true, max_record_size: maximumRowCharacters }
  try {
    parse(text, { ...options, on_record: (record: string[]) => (records.push(record), record) })
    return { records, fault: null }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { records, fault: { record: records.length + 1, code: error.code } }
  }
}

const fragment = fc.constantFrom('a', 'å', ';', ';;', '\n', '\r\n', '\r', '"', '""', '"x;\ny"', ' ', 'Storgatan 1', '€')
/** Most texts have no quotation mark, or one that comes late. */
const text = fc.oneof(
  fc.array(fragment, { maxLength: 40 }),
  fc.array(
    fragment.filter((some) => !some.includes('"')),
    { maxLength: 60 },
  ),
)

test('however a text is cut into pieces, its records are what csv-parse makes of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.nat({ max: 7 }), async (fragments, size) => {
      const whole = fragments.join('')
      const pieces = whole.match(new RegExp(`[^]{1,${size + 1}}`, 'gu')) ?? []
      const [seen, expected] = [await read(pieces), parseWhole(whole)]
      expect(seen.fault).toEqual(expected.fault)
      if (expected.fault === null) expect(seen.records).toEqual(expected.records)
    }),
    { seed: 20261122, numRuns: 3000 },
  )
})

test('a line longer than any row is refused by its number, quoted or not', async () => {
  const long = 'x'.repeat(maximumRowCharacters + 10)
  const fault = { record: 3, code: 'CSV_MAX_RECORD_SIZE' }
  expect((await read(['a;b\n1;2\n', long.slice(0, 400_000), long.slice(400_000), '\n3;4\n'])).fault).toEqual(fault)
  expect((await read([`a;b\n1;2\n${long}\n3;4\n`])).fault).toEqual(fault)
  expect((await read([`a;b\n1;2\n"${long}"\n3;4\n`])).fault).toEqual(fault)
})

test('a long line that is none too long is a row like others', async () => {
  const long = 'ö'.repeat(400_000)
  expect((await read([`a;b\n${long};1\n2;3`])).records).toEqual([
    ['a', 'b'],
    [long, '1'],
    ['2', '3'],
  ])
})
