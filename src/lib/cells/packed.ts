/**
 * Counts of many cells of one resolution as columns of numbers. A cell is written as its number within the resolution:
 * base cell and digits, the index without mode, resolution and unused digits. That is at most 52 bits, which a float
 * holds exactly, so that neither server nor browser handles a big integer a cell.
 */
import { finestResolution } from './h3.ts'

export interface PackedCells {
  resolution: number
  /** Ascending. */
  numbers: Float64Array
  /** Points in each cell. */
  counts: Uint32Array
}

const bytesPerCell = 12
const lowHalf = 2 ** 32
/** The bits of an index's upper half that belong to base cell and digits. */
const upperBits = 0xf_ffff

/** What a finer digit takes away: 3 bits for each resolution below the finest. */
function unusedOf(resolution: number): number {
  return 2 ** (3 * (finestResolution - resolution))
}

/** The database's answer: index (int8) and count (int4), big-endian, ascending. */
export function packRows(rows: Uint8Array, resolution: number): PackedCells {
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength)
  const length = rows.byteLength / bytesPerCell
  const packed = emptyCells(resolution, length)
  const unused = unusedOf(resolution)
  for (let index = 0, at = 0; index < length; index++, at += bytesPerCell) {
    const written = (view.getUint32(at) & upperBits) * lowHalf + view.getUint32(at + 4)
    packed.numbers[index] = Math.floor(written / unused)
    packed.counts[index] = view.getUint32(at + 8)
  }
  return packed
}

export function emptyCells(resolution: number, length = 0): PackedCells {
  return { resolution, numbers: new Float64Array(length), counts: new Uint32Array(length) }
}

/** Two ascending lists of one resolution as one; a cell in both has the sum. */
export function mergeCells(one: PackedCells, other: PackedCells): PackedCells {
  if (one.numbers.length === 0) return other
  if (other.numbers.length === 0) return one
  const merged = emptyCells(one.resolution, one.numbers.length + other.numbers.length)
  let [left, right, length] = [0, 0, 0]
  while (left < one.numbers.length || right < other.numbers.length) {
    const ours = one.numbers[left] ?? Infinity
    const theirs = other.numbers[right] ?? Infinity
    merged.numbers[length] = Math.min(ours, theirs)
    merged.counts[length] =
      (ours <= theirs ? (one.counts[left] ?? 0) : 0) + (theirs <= ours ? (other.counts[right] ?? 0) : 0)
    if (ours <= theirs) left += 1
    if (theirs <= ours) right += 1
    length += 1
  }
  return { ...merged, numbers: merged.numbers.subarray(0, length), counts: merged.counts.subarray(0, length) }
}

/** As H3 writes the cell: 15 hexadecimal digits. */
export function hexOfNumber(number: number, resolution: number): string {
  const unused = unusedOf(resolution)
  return `8${resolution.toString(16)}${(number * unused + (unused - 1)).toString(16).padStart(13, '0')}`
}

/** The cells with most points, at most `most` of them, the largest first. */
export function largestCells(cells: PackedCells, most: number): [hex: string, n: number][] {
  const { resolution, numbers, counts } = cells
  const order = Uint32Array.from(numbers.keys()).sort((one, other) => (counts[other] ?? 0) - (counts[one] ?? 0))
  return Array.from(order.subarray(0, most), (at) => [hexOfNumber(numbers[at] ?? 0, resolution), counts[at] ?? 0])
}

/** Each cell in hexadecimal with its count, for people and programs. */
export function listCells({ resolution, numbers, counts }: PackedCells): [hex: string, n: number][] {
  return Array.from(numbers, (number, index) => [hexOfNumber(number, resolution), counts[index] ?? 0])
}
