import { categoriesOf, feelings, sources, type Category, type Feeling, type Source } from './category.ts'
import type { Side } from '#lib/database/database.ts'

/**
 * What a point counts as: source × category × feeling, numbered from 1 in the order of migration 0005. The number is
 * the position of the count in the arrays of cell_count.
 */
export interface Slot {
  slot: number
  source: Source
  category: Category
  feeling: Feeling | null
}

/** A choice of slots; null chooses everything, an empty list nothing. */
export interface SlotFilter {
  sources: readonly Source[] | null
  categories: readonly Category[] | null
  /** Narrows remarks and observations only: a crime has no feeling. */
  feelings: readonly Feeling[] | null
}

export type SlotChoice = readonly number[] | 'all'

const combinations = sources.flatMap((source) =>
  categoriesOf(source).flatMap((category) =>
    (source === 'crime' ? [null] : feelings).map((feeling) => ({ source, category, feeling })),
  ),
)
export const slots: readonly Slot[] = combinations.map((combination, index) => ({ slot: index + 1, ...combination }))

const slotByKey = new Map(slots.map(({ slot, source, category, feeling }) => [keyOf(source, category, feeling), slot]))

/** @throws RangeError for a category the source does not have, or a feeling where there is none */
export function slotOf(source: Source, category: Category, feeling: Feeling | null): number {
  const slot = slotByKey.get(keyOf(source, category, feeling))
  if (slot === undefined) throw new RangeError(`no slot for ${source}, ${category}, ${feeling ?? 'no feeling'}`)
  return slot
}

/** @throws RangeError for a number the registry does not hold */
export function describeSlot(slot: number): Slot {
  const described = slots[slot - 1]
  if (described === undefined) throw new RangeError(`no such slot: ${slot}`)
  return described
}

/** Crimes are counted in the police's schema, everything else in the municipality's. */
export function sideOfSource(source: Source): Side {
  return source === 'crime' ? 'police' : 'municipality'
}

/** The slots a filter chooses on each side: 'all' when none is left out, an empty list when the side has none. */
export function slotsMatching(filter: SlotFilter): Record<Side, SlotChoice> {
  return { municipality: choose(filter, 'municipality'), police: choose(filter, 'police') }
}

function choose(filter: SlotFilter, side: Side): SlotChoice {
  const ofSide = slots.filter(({ source }) => sideOfSource(source) === side)
  const chosen = ofSide.filter(
    ({ source, category, feeling }) =>
      (filter.sources?.includes(source) ?? true) &&
      (filter.categories?.includes(category) ?? true) &&
      (feeling === null || (filter.feelings?.includes(feeling) ?? true)),
  )
  return chosen.length === ofSide.length ? 'all' : chosen.map(({ slot }) => slot)
}

function keyOf(source: Source, category: Category, feeling: Feeling | null): string {
  return `${source}/${category}/${feeling ?? ''}`
}
