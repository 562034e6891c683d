import type { Category, Source } from '#lib/cells/category.ts'
import { categoryName } from '#lib/cells/names.ts'
import { m } from '#lib/languages/compiled/messages.js'
import type { Locale } from '#lib/languages/format.ts'

import { notMapped } from './category-table.ts'

/** What a word can count as, as people say it: a category, or never on the map. */
export function choiceName(source: Source, choice: string, locale: Locale): string {
  return choice === notMapped ? m.category_never({}, { locale }) : categoryName(source, choice as Category, locale)
}
