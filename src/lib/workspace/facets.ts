import { feelings, offenceGroups, sources, themes } from '#lib/cells/category.ts'
import type { Category, Feeling, Source } from '#lib/cells/category.ts'
import type { SlotFilter } from '#lib/cells/slot.ts'

/** One slot's count as GET /api/v1/counts answers it: `n` has a cell, `withoutPosition` has none. */
export type FacetRow = readonly [
  source: Source,
  category: Category,
  feeling: Feeling | null,
  n: number,
  withoutPosition: number,
]

export interface Total {
  /** All of them, with and without a position. */
  count: number
  withoutPosition: number
}

const everything: SlotFilter = { sources: null, categories: null, feelings: null }

/** A crime has no feeling, so a choice of feelings leaves crimes as they are. */
function matches([source, category, feeling]: FacetRow, filter: SlotFilter): boolean {
  return (
    (filter.sources?.includes(source) ?? true) &&
    (filter.categories?.includes(category) ?? true) &&
    (feeling === null || (filter.feelings?.includes(feeling) ?? true))
  )
}

export function totalOf(rows: readonly FacetRow[], filter: SlotFilter = everything): Total {
  const total = { count: 0, withoutPosition: 0 }
  for (const row of rows) {
    if (!matches(row, filter)) continue
    total.count += row[3] + row[4]
    total.withoutPosition += row[4]
  }
  return total
}

/** What each choice of one kind would give with the other choices as they are: the numbers beside the check boxes. */
export function countsBySource(rows: readonly FacetRow[], filter: SlotFilter): { source: Source; count: number }[] {
  const others = { ...filter, sources: null }
  return sources.map((source) => ({ source, count: totalOf(rows, { ...others, sources: [source] }).count }))
}

export function countsByCategory(
  rows: readonly FacetRow[],
  filter: SlotFilter,
  kind: 'theme' | 'offence',
): { category: Category; count: number }[] {
  const ofKind = rows.filter(([source]) => (source === 'crime') === (kind === 'offence'))
  const categories: readonly Category[] = kind === 'offence' ? offenceGroups : themes
  return categories.map((category) => ({
    category,
    count: totalOf(ofKind, { ...filter, categories: [category] }).count,
  }))
}

/** Crimes are in none of them. */
export function countsByFeeling(rows: readonly FacetRow[], filter: SlotFilter): { feeling: Feeling; count: number }[] {
  const felt = rows.filter(([, , feeling]) => feeling !== null)
  return feelings.map((feeling) => ({ feeling, count: totalOf(felt, { ...filter, feelings: [feeling] }).count }))
}

/** A list in the order it is written everywhere; all or nothing chosen is no choice (null). */
export function choiceOf<Value extends string>(chosen: readonly string[], all: readonly Value[]): Value[] | null {
  const ordered = all.filter((value) => chosen.includes(value))
  return ordered.length === 0 || ordered.length === all.length ? null : ordered
}
