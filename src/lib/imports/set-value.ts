import { categoriesOf, feelings, sources } from '#lib/cells/category.ts'
import { categoryName, feelingName } from '#lib/cells/names.ts'
import { m } from '#lib/languages/compiled/messages.js'
import type { Locale } from '#lib/languages/format.ts'

/** What every row was said to be, in the words of the page: 'Otrygg' for the program's `unsafe`. Other values as they are. */
export function setValueInWords(field: string, value: string, locale: Locale): string {
  if (field === 'feeling') {
    const feeling = feelings.find((one) => one === value)
    return feeling === undefined ? value : feelingName(feeling, locale)
  }
  if (field === 'audience') {
    if (value === 'municipality') return m.import_audience_municipality({}, { locale })
    return value === 'shared' ? m.import_audience_shared({}, { locale }) : value
  }
  if (field !== 'theme' && field !== 'offence') return value
  for (const source of sources) {
    const category = categoriesOf(source).find((one) => one === value)
    if (category !== undefined && (source === 'crime') === (field === 'offence')) {
      return categoryName(source, category, locale)
    }
  }
  return value
}
