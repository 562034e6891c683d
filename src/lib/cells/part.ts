/**
 * A municipality's counts cut into parts that are verified and rebuilt one at a time, so that neither holds up who writes
 * and folds. Parts end where cells of the coarsest level do: every count of a point lies in the same part as the point.
 */
import { cellRange, nextCell, parentCell, resolutionOf, type CellRange } from './h3.ts'
import { coarsestLevel, wholeMunicipality, withoutCell } from './roll-up.ts'

/** Cells of the coarsest level, from one to before another; null is open at that end. */
export interface CellPart {
  from: bigint | null
  before: bigint | null
}

/** `without-cell` are the points that are counted at `cell = 0`, `whole` those with one, counted together at `cell = -1`. */
export type Part = CellPart | 'without-cell' | 'whole'

const beforeFirst = 1n
const afterLast = 2n ** 63n - 1n

/** The part's cells at `resolution`, both ends inclusive, as numbers of the database. */
export function partRange(part: Part, resolution: number): CellRange {
  if (part === 'without-cell') return { low: withoutCell, high: withoutCell }
  if (part === 'whole') return { low: wholeMunicipality, high: wholeMunicipality }
  return {
    low: part.from === null ? beforeFirst : cellRange(part.from, resolution).low,
    high: part.before === null ? afterLast : cellRange(part.before, resolution).low - 1n,
  }
}

/** The part that holds a cell: itself when it is coarse, else its parent at the coarsest level. */
export function partOfCell(cell: bigint): CellPart {
  const coarse = resolutionOf(cell) > coarsestLevel ? parentCell(cell, coarsestLevel) : cell
  const { low, high } = cellRange(coarse, coarsestLevel)
  return { from: low, before: nextCell(high) }
}

/** How many points, or rows that stand for points, a cell of the coarsest level has. */
export interface CellSize {
  cell: bigint
  n: number
}

/**
 * Every cell a municipality could have, and none, in parts of about `size` points; a cell that has more is a part of its own.
 * Together they leave nothing out, also where `cells` (ascending) knows of nothing.
 */
export function partsOf(cells: readonly CellSize[], size: number): Part[] {
  const starts: bigint[] = []
  let filled = 0
  for (const { cell, n } of cells) {
    if (filled > 0 && filled + n > size) {
      starts.push(cell)
      filled = 0
    }
    filled += n
  }
  const ends = [null, ...starts, null]
  return [
    'without-cell',
    ...starts.concat(0n).map((_, index) => ({ from: ends[index] ?? null, before: ends[index + 1] ?? null })),
  ]
}
