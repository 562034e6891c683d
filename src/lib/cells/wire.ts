/**
 * The cells answer in few bytes, for maps. Version 2:
 *
 *     bytes 0–1   "FC"
 *     byte  2     version, 2
 *     byte  3     resolution of the cells, 0–15
 *     byte  4     bit 0: crimes were asked for and could not be read
 *     varints     total, withoutPosition, number of cells (LEB128: seven bits a byte, least first, the eighth says that
 *                 more follow)
 *     which cells for each base cell that holds any, ascending: a varint, how many base cells are left out before it; then
 *                 depth first for each of its descendants that hold any, one byte whose bits 0–6 say which of its
 *                 children do. Where cells lie side by side that is a sixth of a byte for each.
 *     how large   for each cell four bits: how many bits its count has after the first; 15 stands for 15 or more
 *     how many    for each cell those bits, highest first; before them, where there were 15 or more, five that say how many
 *
 * Counts of like size are as many bits, so the second part compresses well and the third, which is chance, is as long as it
 * must be.
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
const version = 2
const headerBytes = 5
const crimesAbsentBit = 1
/** A number of 52 bits takes eight bytes. */
const longestVarint = 8
/** Half a byte of size, and at most 5 + 31 bits. */
const mostBytesACount = 5
const digits = 7
const largeSize = 15
const bitsOfLargeSize = 5

export function encodeCells({ cells, total, withoutPosition, crimesAbsent }: WireAnswer): Uint8Array {
  const { resolution, numbers, counts } = cells
  const ofACell = longestVarint + resolution + mostBytesACount
  const writer = new Writer(headerBytes + 3 * longestVarint + numbers.length * ofACell + 1)
  for (const byte of [...magic, version, resolution, crimesAbsent ? crimesAbsentBit : 0]) writer.byte(byte)
  for (const number of [total, withoutPosition, numbers.length]) writer.varint(number)
  writeTree(writer, resolution, numbers)
  for (const count of counts) writer.bits(Math.min(largeSize, sizeOf(count)), 4)
  writer.fillByte()
  for (const count of counts) {
    const size = sizeOf(count)
    if (size >= largeSize) writer.bits(size, bitsOfLargeSize)
    writer.bits(count, size)
  }
  writer.fillByte()
  return writer.written()
}

/** How many bits a count has after the first. */
function sizeOf(count: number): number {
  return 31 - Math.clz32(count)
}

function writeTree(writer: Writer, resolution: number, numbers: Float64Array): void {
  /** Where the byte of each ancestor of the current cell stands, by its resolution. */
  const places = new Uint32Array(resolution)
  let before = NaN
  let baseBefore = -1
  for (const number of numbers) {
    const base = Math.floor(number / 8 ** resolution)
    let parent = 0
    if (base === baseBefore) {
      // Up to where the two part their ancestors are the same, and have their bytes.
      while (ancestorOf(number, resolution, parent + 1) === ancestorOf(before, resolution, parent + 1)) parent += 1
    } else {
      writer.varint(base - baseBefore - 1)
      if (resolution > 0) places[0] = writer.byte(0)
    }
    for (; parent < resolution; parent++) {
      writer.mark(places[parent] ?? 0, 1 << (ancestorOf(number, resolution, parent + 1) % 8))
      if (parent + 1 < resolution) places[parent + 1] = writer.byte(0)
    }
    before = number
    baseBefore = base
  }
}

function ancestorOf(number: number, resolution: number, at: number): number {
  return Math.floor(number / 8 ** (resolution - at))
}

/** @throws RangeError for bytes that are not such an answer, or of another version */
export function decodeCells(bytes: Uint8Array): WireAnswer {
  const [first, second, written, resolution = 0, flags = 0] = bytes
  if (first !== magic[0] || second !== magic[1] || written !== version || resolution > 15) {
    throw new RangeError('not a cells answer of version 2')
  }
  const reader = new Reader(bytes, headerBytes)
  const [total, withoutPosition, length] = [reader.varint(), reader.varint(), reader.varint()]
  // A cell is at least half a byte: a length that the rest can't hold is refused before it is made room for.
  if (length > bytes.length * 2) throw truncated()
  const cells = emptyCells(resolution, length)
  readTree(reader, cells)
  for (let index = 0; index < length; index++) cells.counts[index] = reader.bits(4)
  reader.leaveByte()
  for (let index = 0; index < length; index++) {
    const written = cells.counts[index] ?? 0
    const size = written < largeSize ? written : reader.bits(bitsOfLargeSize)
    cells.counts[index] = 2 ** size + reader.bits(size)
  }
  reader.leaveByte()
  if (reader.at !== bytes.length) throw new RangeError('a cells answer with bytes left over')
  return { cells, total, withoutPosition, crimesAbsent: (flags & crimesAbsentBit) !== 0 }
}

function readTree(reader: Reader, { resolution, numbers }: PackedCells): void {
  let filled = 0
  const read = (number: number, at: number) => {
    if (at === resolution) {
      if (filled === numbers.length) throw new RangeError('a cells answer with more cells than it says')
      numbers[filled++] = number
      return
    }
    const children = reader.bits(8)
    if (children === 0 || children >= 1 << digits) throw new RangeError('a cells answer with a cell that is none')
    for (let digit = 0; digit < digits; digit++) {
      if ((children & (1 << digit)) !== 0) read(number * 8 + digit, at + 1)
    }
  }
  let base = -1
  while (filled < numbers.length) {
    base += reader.varint() + 1
    read(base, 0)
  }
}

class Writer {
  readonly #bytes: Uint8Array
  #end = 0
  #bitsFree = 0

  constructor(mostBytes: number) {
    this.#bytes = new Uint8Array(mostBytes)
  }

  /** @returns where it stands */
  byte(byte: number): number {
    this.#bytes[this.#end] = byte
    return this.#end++
  }

  mark(place: number, bit: number): void {
    this.#bytes[place] = (this.#bytes[place] ?? 0) | bit
  }

  /** Division, not shifts: numbers have up to 52 bits, and shifts know 32. */
  varint(number: number): void {
    let rest = number
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.byte((rest % 0x80) | 0x80)
    this.byte(rest)
  }

  /** The lowest `length` bits of a number, highest first. */
  bits(number: number, length: number): void {
    for (let left = length; left > 0;) {
      if (this.#bitsFree === 0) {
        this.byte(0)
        this.#bitsFree = 8
      }
      const taken = Math.min(left, this.#bitsFree)
      const part = (number >>> (left - taken)) & ((1 << taken) - 1)
      this.#bitsFree -= taken
      left -= taken
      this.mark(this.#end - 1, part << this.#bitsFree)
    }
  }

  /** What comes next begins a byte. */
  fillByte(): void {
    this.#bitsFree = 0
  }

  written(): Uint8Array {
    return this.#bytes.subarray(0, this.#end)
  }
}

class Reader {
  readonly #bytes: Uint8Array
  at: number
  #bitsLeft = 0

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  varint(): number {
    let [number, scale] = [0, 1]
    for (let length = 0; length < longestVarint; length++) {
      const byte = this.#byte()
      number += (byte & 0x7f) * scale
      if (byte < 0x80) return number
      scale *= 0x80
    }
    throw new RangeError('a number in the cells answer is too long')
  }

  /** At most 31 of them, highest first. */
  bits(length: number): number {
    let number = 0
    for (let left = length; left > 0;) {
      if (this.#bitsLeft === 0) {
        this.#byte()
        this.#bitsLeft = 8
      }
      const taken = Math.min(left, this.#bitsLeft)
      this.#bitsLeft -= taken
      left -= taken
      const part = ((this.#bytes[this.at - 1] ?? 0) >>> this.#bitsLeft) & ((1 << taken) - 1)
      number = number * 2 ** taken + part
    }
    return number
  }

  leaveByte(): void {
    this.#bitsLeft = 0
  }

  #byte(): number {
    const byte = this.#bytes[this.at++]
    if (byte === undefined) throw truncated()
    return byte
  }
}

function truncated(): RangeError {
  return new RangeError('the cells answer ends too early')
}
