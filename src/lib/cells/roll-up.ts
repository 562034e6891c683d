import type { Audience } from './category.ts'

/** Stands for "without a cell" in the counts: outside every range, in every period of every level. */
export const withoutCell = 0n

/** Stands for all points of a municipality that have a cell, at the coarsest level: its totals are one row a period. */
export const wholeMunicipality = -1n

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
export const finestLevelByMonth = 7
export const coarsestLevel = 5

/**
 * Months are kept down to resolution 11 all the same, without a row of their own: inside the rows of these levels, three
 * bytes a point each, by cells so many resolutions finer (migration 0210). At 7 in the rows of months, at 9 of years.
 */
export const insideLevels = [finestLevelByMonth, finestLevel] as const
export const insideDigits = 2
export const insideResolution = finestLevel + insideDigits

/** The level whose rows keep a resolution by month inside them; null when none does. */
export function levelAround(resolution: number): (typeof insideLevels)[number] | null {
  return insideLevels.find((level) => resolution > level && resolution <= level + insideDigits) ?? null
}

export interface CountKey {
  res: number
  period: number
  cell: bigint
  audience: Audience
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
