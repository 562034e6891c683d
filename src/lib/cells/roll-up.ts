import type { Audience } from './category.ts'
import { parentCell } from './h3.ts'
import { allTime, monthPeriod, yearOfMonth, yearPeriod } from './period.ts'

/** Stands for "without a cell" in the counts: outside every range, in every period of every level. */
export const withoutCell = 0n

/** A signed change of the counts: `n` points, `w` people. */
export interface Delta {
  /** At resolution 15, or `withoutCell`. */
  cell: bigint
  month: number
  audience: Audience
  slot: number
  n: number
  w: number
}

/** The resolutions kept in cell_count, and whether they are kept by month as well as by year and for all time. */
export const levels = [
  { resolution: 5, byMonth: true },
  { resolution: 7, byMonth: true },
  { resolution: 9, byMonth: false },
] as const

export const finestLevel = 9

export interface CountKey {
  res: number
  period: number
  cell: bigint
  audience: Audience
}

/** A row of cell_count: `a` and `aw` count by slot, slot 1 first, cut after the last slot in use. */
export interface CountRow extends CountKey {
  n: number
  w: number
  a: readonly number[]
  aw: readonly number[]
}

/** What a batch of deltas adds to one row. */
export interface RowChange extends CountKey {
  bySlot: Map<number, { n: number; w: number }>
}

/** Deltas that change the same count become one; what cancels out is left away. */
export function sumDeltas(deltas: Iterable<Delta>): Delta[] {
  const sums = new Map<string, Delta>()
  for (const delta of deltas) {
    const key = `${delta.cell}/${delta.month}/${delta.audience}/${delta.slot}`
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { ...delta })
    else {
      sum.n += delta.n
      sum.w += delta.w
    }
  }
  return [...sums.values()].filter(({ n, w }) => n !== 0 || w !== 0)
}

/** The rows a batch of deltas touches, in the order of the table's key, so that no two folds meet crosswise. */
export function rollUp(deltas: Iterable<Delta>): RowChange[] {
  const changes = new Map<string, RowChange>()
  for (const delta of deltas) {
    for (const { resolution, byMonth } of levels) {
      const cell = delta.cell === withoutCell ? withoutCell : parentCell(delta.cell, resolution)
      for (const period of periodsOf(delta.month, byMonth)) addTo(changes, delta, resolution, period, cell)
    }
  }
  return [...changes.values()].sort(compareKeys)
}

function addTo(changes: Map<string, RowChange>, delta: Delta, res: number, period: number, cell: bigint): void {
  const key = keyOf({ res, period, cell, audience: delta.audience })
  let change = changes.get(key)
  if (change === undefined) {
    change = { res, period, cell, audience: delta.audience, bySlot: new Map() }
    changes.set(key, change)
  }
  const count = change.bySlot.get(delta.slot)
  if (count === undefined) change.bySlot.set(delta.slot, { n: delta.n, w: delta.w })
  else {
    count.n += delta.n
    count.w += delta.w
  }
}

function periodsOf(month: number, byMonth: boolean): number[] {
  const year = yearPeriod(yearOfMonth(month))
  return byMonth ? [allTime, year, monthPeriod(month)] : [allTime, year]
}

export function keyOf({ res, period, cell, audience }: CountKey): string {
  return `${res}/${period}/${cell}/${audience}`
}

/** A row after a change; a row that was not there counts as zeros. */
export function applyChange(row: CountRow | undefined, change: RowChange): CountRow {
  const { bySlot, ...key } = change
  const a = [...(row?.a ?? [])]
  const aw = [...(row?.aw ?? [])]
  let [n, w] = [row?.n ?? 0, row?.w ?? 0]
  for (const [slot, count] of bySlot) {
    extendTo(a, slot)
    extendTo(aw, slot)
    a[slot - 1] = (a[slot - 1] ?? 0) + count.n
    aw[slot - 1] = (aw[slot - 1] ?? 0) + count.w
    n += count.n
    w += count.w
  }
  const length = Math.max(lastUsed(a), lastUsed(aw))
  return { ...key, n, w, a: a.slice(0, length), aw: aw.slice(0, length) }
}

function extendTo(counts: number[], length: number): void {
  while (counts.length < length) counts.push(0)
}

function lastUsed(counts: readonly number[]): number {
  return counts.findLastIndex((count) => count !== 0) + 1
}

/**
 * Whether a row says nothing and may go. The all-time rows of the coarsest level stay: they tell which cells a
 * municipality has ever had, while a removal folded before its addition may leave other periods out of balance.
 */
export function isEmptyRow({ res, period, a, aw }: CountRow): boolean {
  return a.length === 0 && aw.length === 0 && !(res === levels[0].resolution && period === allTime)
}

function compareKeys(one: CountKey, other: CountKey): number {
  if (one.res !== other.res) return one.res - other.res
  if (one.period !== other.period) return one.period - other.period
  if (one.cell !== other.cell) return one.cell < other.cell ? -1 : 1
  return one.audience < other.audience ? -1 : 1
}
