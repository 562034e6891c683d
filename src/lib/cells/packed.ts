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

const lowHalf = 2 ** 32
/** The bits of an index's upper half that belong to base cell and digits. */
const upperBits = 0xf_ffff

/** What a finer digit takes away: 3 bits for each resolution below the finest. */
function unusedOf(resolution: number): number {
  return 2 ** (3 * (finestResolution - resolution))
}

/** A cell's number within a resolution, its own or a coarser one, from the two halves of its index. */
export function numberOfCell(upper: number, lower: number, resolution: number): number {
  return Math.floor(((upper & upperBits) * lowHalf + lower) / unusedOf(resolution))
}

export function numberOf(cell: bigint, resolution: number): number {
  return numberOfCell(Number(cell >> 32n), Number(cell & 0xffff_ffffn), resolution)
}

export function emptyCells(resolution: number, length = 0): PackedCells {
  return { resolution, numbers: new Float64Array(length), counts: new Uint32Array(length) }
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
