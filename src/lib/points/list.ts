import type { Box } from '#lib/cells/cover.ts'
import type { CellRange } from '#lib/cells/h3.ts'
import { describeSlot, type SlotChoice } from '#lib/cells/slot.ts'
import type { ListedPoint } from './point.ts'

/** Which points of one source are asked for: all conditions hold at once. */
export interface PointSelection {
  municipalityCode: string
  /** Of resolution 15. */
  ranges: readonly CellRange[]
  /** Narrows the ranges to what lies inside; null when the ranges say it exactly. */
  box: Box | null
  slots: SlotChoice
  /** Months since 2000-01, both inclusive; null for no limit. */
  fromMonth: number | null
  toMonth: number | null
  /** One more is read than a page shows, to know whether there is more. */
  limit: number
}

/** What every source's list query answers, besides its own words. */
export interface ListedRow {
  id: string
  slot: number
  lng: number
  lat: number
  when: string
  text: string
  people: number
}

export function toListedPoint({ id, slot, lng, lat, when, text, people }: ListedRow): ListedPoint {
  const { source, category, feeling } = describeSlot(slot)
  return { id, source, category, feeling, lngLat: [lng, lat], when, text, people }
}

/** The newest of several sources' lists, as one page. */
export function newestFirst(
  lists: readonly (readonly ListedPoint[])[],
  limit: number,
): { points: ListedPoint[]; more: boolean } {
  const all = lists.flat().sort((a, b) => (a.when === b.when ? compare(a.id, b.id) : compare(b.when, a.when)))
  return { points: all.slice(0, limit), more: all.length > limit }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
