/**
 * Adds up what the database counts, cell by cell, in the process: rows come in any order, a cell as often as it has
 * periods, audiences and sides. The database would hash and sort them for longer than it reads them.
 */
import { emptyCells, numberOfCell, type PackedCells } from './packed.ts'
import { isMonthPeriod, monthNumberOfYearPeriod } from './period.ts'
import { insideDigits, levelAround } from './roll-up.ts'

const rowBytes = 12
const blockHeaderBytes = 16
/** An entry of `inside` (migration 0210): 6 bits of digits, 4 of month, 9 of slot, 5 of a signed count. */
const entryBytes = 3
const digitsShift = 18
const monthShift = 14
const monthMask = 0xf
const slotShift = 5
const slotMask = 0x1ff
/** What brings the sign of a count, its highest bit, to that of a number. */
const signShift = 27

/** Which entries count: of these slots and months, null for all. */
export interface InsideFilter {
  slots: readonly number[] | null
  window: { fromMonth: number; toMonth: number } | null
}

export class CellSums {
  readonly #resolution: number
  /** Cells stand in blocks by a common ancestor, so that a sum is found without searching for its cell. */
  readonly #blockSize: number
  readonly #blocks = new Map<number, Int32Array>()
  #lastBlock = -1
  #last: Int32Array = new Int32Array()

  constructor(resolution: number) {
    const around = levelAround(resolution)
    this.#resolution = resolution
    this.#blockSize = 8 ** (around === null ? Math.min(insideDigits, resolution) : resolution - around)
  }

  /** Cells (int8, of this or a finer resolution) and counts (int4), big-endian. */
  addRows(rows: Uint8Array): void {
    const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength)
    for (let at = 0; at < rows.byteLength; at += rowBytes) {
      const number = numberOfCell(view.getUint32(at), view.getUint32(at + 4), this.#resolution)
      const block = Math.floor(number / this.#blockSize)
      const sums = this.#blockOf(block)
      const place = number - block * this.#blockSize
      sums[place] = (sums[place] ?? 0) + view.getInt32(at + 8)
    }
  }

  /**
   * What lies inside cells of the level two resolutions up: of each row the cell (int8), the period (int4), the length of
   * its entries (int4, negative when they are taken away), and its entries. Months of a window are told apart in years.
   */
  addInside(bytes: Uint8Array, { slots, window }: InsideFilter): void {
    const level = levelAround(this.#resolution)
    if (level === null) throw new RangeError(`nothing is kept inside for resolution ${this.#resolution}`)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const isChosen = new Int8Array(slotMask + 1).fill(slots === null ? 1 : 0)
    for (const slot of slots ?? []) isChosen[slot] = 1
    const shift = digitsShift + 3 * (level + insideDigits - this.#resolution)
    let at = 0
    while (at < bytes.length) {
      const sums = this.#blockOf(numberOfCell(view.getUint32(at), view.getUint32(at + 4), level))
      const isInWindow = monthsChosen(view.getInt32(at + 8), window)
      const length = view.getInt32(at + 12)
      const sign = Math.sign(length)
      at += blockHeaderBytes
      const end = at + Math.abs(length)
      for (; at < end; at += entryBytes) {
        const entry = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
        const place = entry >>> shift
        const counts =
          (isChosen[(entry >>> slotShift) & slotMask] ?? 0) * (isInWindow[(entry >>> monthShift) & monthMask] ?? 0)
        sums[place] = (sums[place] ?? 0) + sign * counts * ((entry << signShift) >> signShift)
      }
    }
  }

  /** Ascending, without cells that count nothing. */
  pack(): PackedCells {
    const possible = this.#blocks.size * this.#blockSize
    const packed = emptyCells(this.#resolution, possible)
    let length = 0
    for (const [block, sums] of [...this.#blocks].sort(([one], [other]) => one - other)) {
      for (let place = 0; place < sums.length; place++) {
        const sum = sums[place] ?? 0
        if (sum === 0) continue
        packed.numbers[length] = block * this.#blockSize + place
        packed.counts[length] = sum
        length += 1
      }
    }
    return { ...packed, numbers: packed.numbers.slice(0, length), counts: packed.counts.slice(0, length) }
  }

  #blockOf(block: number): Int32Array {
    if (block === this.#lastBlock) return this.#last
    let sums = this.#blocks.get(block)
    if (sums === undefined) this.#blocks.set(block, (sums = new Int32Array(this.#blockSize)))
    this.#lastBlock = block
    this.#last = sums
    return sums
  }
}

const everyMonth = new Int8Array(monthMask + 1).fill(1)

/** 1 for the months of a row that count, 0 for the others; a row of one month is asked for because it does. */
function monthsChosen(period: number, window: InsideFilter['window']): Int8Array {
  if (window === null || isMonthPeriod(period)) return everyMonth
  const january = monthNumberOfYearPeriod(period)
  return everyMonth.map((_, month) =>
    january + month >= window.fromMonth && january + month <= window.toMonth ? 1 : 0,
  )
}
