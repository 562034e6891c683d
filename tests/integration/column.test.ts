import fc from 'fast-check'
import sql, { type Sql } from 'sql-template-tag'
import { expect, test } from 'vitest'

import {
  bigintColumn,
  floatColumn,
  instantColumn,
  integerColumn,
  smallintColumn,
  textColumn,
  uuidColumn,
} from '#lib/database/column.server.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()

interface Row {
  uuid: string | null
  text: string | null
  bigint: bigint | null
  int: number | null
  smallint: number | null
  float: number | null
  instant: Date | null
}

const bits = (count: number) => ({ min: -(2 ** (count - 1)), max: 2 ** (count - 1) - 1 })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 4 })
const row: fc.Arbitrary<Row> = fc.record({
  uuid: maybe(fc.uuid()),
  text: maybe(fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replaceAll('\0', ''))),
  bigint: maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  int: maybe(fc.integer(bits(32))),
  smallint: maybe(fc.integer(bits(16))),
  float: maybe(fc.double({ noNaN: true }).map((number) => number + 0)),
  instant: maybe(fc.date({ min: new Date('1700-01-01'), max: new Date('2300-01-01'), noInvalidDate: true })),
})

function readBack(statement: Sql): Promise<Row[]> {
  return database.withContext({ role: 'kommun_request', municipalityCodes: [], access: 'read' }, (db) =>
    db.query<Row>(statement),
  )
}

test('columns come back as they went, with their nulls, none or many rows', async () => {
  const samples = [[], ...fc.sample(fc.array(row, { minLength: 1, maxLength: 40 }), { numRuns: 20, seed: 20261122 })]
  for (const rows of samples) {
    const back = await readBack(sql`
      select uuid::text, text, bigint, int, smallint, float, instant
      from unnest(
        ${uuidColumn(rows, ({ uuid }) => uuid)}::uuid[], ${textColumn(rows, ({ text }) => text)}::text[],
        ${bigintColumn(rows, ({ bigint }) => bigint)}::bigint[], ${integerColumn(rows, ({ int }) => int)}::int[],
        ${smallintColumn(rows, ({ smallint }) => smallint)}::smallint[],
        ${floatColumn(rows, ({ float }) => float)}::float8[],
        ${instantColumn(rows, ({ instant }) => instant)}::timestamptz[]
      ) as given (uuid, text, bigint, int, smallint, float, instant)
    `)
    expect(back).toEqual(rows)
  }
})

test('what is no UUID is refused before it is sent', () => {
  expect(() => uuidColumn(['0194-not'], (id) => id)).toThrow('not a UUID')
})
