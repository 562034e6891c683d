/**
 * One column of a batch of rows as a PostgreSQL array in binary form: neither side turns numbers and times into text and
 * back, which is half of the work of a bulk insert. Format: array_recv and the receive functions of each type, the same
 * in all versions and on both engines. Null is null.
 *
 * Read as `from (select unnest(${…}::uuid[]) as id, …) as given`: in a select list the columns go side by side, row by
 * row, while `from unnest(…, …)` first puts each of them by as a table of its own.
 */

type Cell<Row, Value> = (row: Row) => Value | null

/** How a type is written; `oid` as in pg_type, `bytes` of one value at most. */
interface BinaryType<Value> {
  oid: number
  bytes: (value: Value) => number
  /** Writes the value and answers how many bytes it took. */
  write: (into: Buffer, value: Value, at: number) => number
}

function columnOf<Value>({ oid, bytes, write }: BinaryType<Value>) {
  return <Row>(rows: readonly Row[], cell: Cell<Row, Value>): Buffer => {
    const values = rows.map(cell)
    let size = headerBytes
    for (const value of values) size += 4 + (value === null ? 0 : bytes(value))
    const array = Buffer.allocUnsafe(size)
    let at = writeHeader(array, oid, values.length, values.includes(null))
    for (const value of values) {
      const length = value === null ? isNull : write(array, value, at + 4)
      at = array.writeInt32BE(length, at) + Math.max(0, length)
    }
    return array.subarray(0, at)
  }
}

const headerBytes = 20
const isNull = -1

/** One dimension, from 1; an empty array has none. */
function writeHeader(array: Buffer, oid: number, length: number, hasNull: boolean): number {
  const dimensions = length === 0 ? 0 : 1
  let at = array.writeInt32BE(dimensions, 0)
  at = array.writeInt32BE(hasNull ? 1 : 0, at)
  at = array.writeInt32BE(oid, at)
  if (dimensions === 0) return at
  at = array.writeInt32BE(length, at)
  return array.writeInt32BE(1, at)
}

function fixed<Value>(oid: number, bytes: number, write: (into: Buffer, value: Value, at: number) => unknown) {
  return columnOf<Value>({
    oid,
    bytes: () => bytes,
    write: (into, value, at) => {
      write(into, value, at)
      return bytes
    },
  })
}

export const smallintColumn = fixed<number>(21, 2, (into, value, at) => into.writeInt16BE(value, at))
export const integerColumn = fixed<number>(23, 4, (into, value, at) => into.writeInt32BE(value, at))
export const bigintColumn = fixed<bigint>(20, 8, (into, value, at) => into.writeBigInt64BE(value, at))
export const floatColumn = fixed<number>(701, 8, (into, value, at) => into.writeDoubleBE(value, at))

/** At most three bytes of UTF-8 a unit of JavaScript's text. */
export const textColumn = columnOf<string>({
  oid: 25,
  bytes: (value) => value.length * 3,
  write: (into, value, at) => into.write(value, at, 'utf8'),
})

/** @throws RangeError for a text that is no UUID */
export const uuidColumn = fixed<string>(2950, 16, (into, value, at) => {
  if (into.write(value.replaceAll('-', ''), at, 16, 'hex') !== 16) throw new RangeError(`not a UUID: ${value}`)
})

/** timestamptz: microseconds since 2000-01-01 UTC, as two halves, since a JavaScript integer has 53 bits. */
export const instantColumn = fixed<Date>(1184, 8, (into, value, at) => {
  const microseconds = (value.getTime() - millennium) * 1000
  into.writeInt32BE(Math.floor(microseconds / half), at)
  into.writeUInt32BE(((microseconds % half) + half) % half, at + 4)
})

const millennium = Date.UTC(2000, 0, 1)
const half = 2 ** 32
