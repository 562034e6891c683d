import type { Category, Source } from '#lib/cells/category.ts'

import { normaliseName } from './category-names.ts'
import type { notMapped } from './category-table.ts'
import { CategoryTable, type CategoryDecision, type CodebookEntry } from './category-table.ts'
import { isNeverMapped } from './not-mapped.ts'

/** How a word of a file would be counted today, and who says so. */
export interface CategoryReading {
  words: string
  /** Null where nobody has decided. */
  category: Category | typeof notMapped | null
  because: 'never' | 'decision' | 'codebook' | 'names' | null
}

export function readCategory(
  source: Source,
  words: string,
  decisions: readonly CategoryDecision[],
  codebook: readonly CodebookEntry[],
): CategoryReading {
  const table = new CategoryTable(decisions, codebook)
  const category = source === 'crime' ? table.offence(words, '') : table.theme(words)
  if (category === null) return { words, category, because: null }
  if (source === 'crime' && isNeverMapped(words)) return { words, category, because: 'never' }
  const decided = decisions.find(({ written }) => written === normaliseName(words))
  if (decided?.category === category) return { words, category, because: 'decision' }
  const known = source === 'crime' && new CategoryTable([], codebook).offence(words, '') === category
  const named = source !== 'crime' || new CategoryTable().offence(words, '') === category
  return { words, category, because: known && !named ? 'codebook' : 'names' }
}
