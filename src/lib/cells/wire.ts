/**
 * The cells answer in few bytes, for maps. Version 1; all numbers but the first five bytes are varints (LEB128: seven bits
 * a byte, least first, the eighth bit says that more follow):
 *
 *     bytes 0–1   "FC"
 *     byte  2     version, 1
 *     byte  3     resolution of the cells, 0–15
 *     byte  4     bit 0: crimes were asked for and could not be read
 *     total, withoutPosition, number of cells
 *     for each cell, ascending: its number within the resolution (`packed.ts`) less the one before
 *     for each cell: its count
 *
 * Neighbours have near numbers and counts are small, so that is two bytes a cell; the columns stand apart because each
 * compresses better among its like.
 */
import { emptyCells, type PackedCells } from './packed.ts'

export const cellsMediaType = 'application/vnd.fokuskartan.cells'

export interface WireAnswer {
  cells: PackedCells
  total: number
  withoutPosition: number
  crimesAbsent: boolean
}

const magic = [0x46, 0x43] as const
const version = 1
const headerBytes = 5
const crimesAbsentBit = 1
/** A number of 52 bits takes eight bytes. */
const longestVarint = 8

export function encodeCells({ cells, total, withoutPosition, crimesAbsent }: WireAnswer): Uint8Array {
  const { resolution, numbers, counts } = cells
  const bytes = new Uint8Array(headerBytes + longestVarint * (3 + 2 * numbers.length))
  bytes.set([...magic, version, resolution, crimesAbsent ? crimesAbsentBit : 0])
  let end = headerBytes
  for (const number of [total, withoutPosition, numbers.length]) end = writeVarint(bytes, end, number)
  let before = 0
  for (const number of numbers) {
    end = writeVarint(bytes, end, number - before)
    before = number
  }
  for (const count of counts) end = writeVarint(bytes, end, count)
  return bytes.subarray(0, end)
}

/** @throws RangeError for bytes that are not such an answer, or of another version */
export function decodeCells(bytes: Uint8Array): WireAnswer {
  const [first, second, written, resolution = 0, flags = 0] = bytes
  if (first !== magic[0] || second !== magic[1] || written !== version || resolution > 15) {
    throw new RangeError('not a cells answer of version 1')
  }
  const reader = new VarintReader(bytes, headerBytes)
  const [total, withoutPosition, length] = [reader.next(), reader.next(), reader.next()]
  // A cell is at least two bytes: a length that the rest can't hold is refused before it is made room for.
  if (length * 2 > bytes.length) throw truncated()
  const cells = emptyCells(resolution, length)
  let number = 0
  for (let index = 0; index < length; index++) cells.numbers[index] = number += reader.next()
  for (let index = 0; index < length; index++) cells.counts[index] = reader.next()
  if (reader.at !== bytes.length) throw new RangeError('a cells answer with bytes left over')
  return { cells, total, withoutPosition, crimesAbsent: (flags & crimesAbsentBit) !== 0 }
}

/** Division, not shifts: numbers have up to 52 bits, and shifts know 32. */
function writeVarint(bytes: Uint8Array, at: number, number: number): number {
  let rest = number
  let end = at
  while (rest >= 0x80) {
    bytes[end++] = (rest % 0x80) | 0x80
    rest = Math.floor(rest / 0x80)
  }
  bytes[end++] = rest
  return end
}

class VarintReader {
  readonly #bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  next(): number {
    let [number, scale] = [0, 1]
    for (let length = 0; length < longestVarint; length++) {
      const byte = this.#bytes[this.at++]
      if (byte === undefined) throw truncated()
      number += (byte & 0x7f) * scale
      if (byte < 0x80) return number
      scale *= 0x80
    }
    throw new RangeError('a number in the cells answer is too long')
  }
}

function truncated(): RangeError {
  return new RangeError('the cells answer ends too early')
}
