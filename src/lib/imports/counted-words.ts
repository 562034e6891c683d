import type { Source } from '#lib/cells/category.ts'

import { notMapped } from './category-table.ts'
import type { CategoryTable } from './category-table.ts'
import type { CategoryWords } from './examination.ts'
import type { Field } from './field.ts'
import type { Mapping } from './mapping.ts'
import { textsOf } from './record.ts'

const maximumWords = 1000
/** Characters. What is longer is no category but a text, and is shown cut. */
export const longestWords = 300

/** The words of a file's rows that a category is decided by, each with how many rows have it. */
export class CountedWords {
  readonly #source: Source
  readonly #mapping: Mapping
  readonly #categories: CategoryTable
  readonly #words = new Map<string, CategoryWords>()

  constructor(source: Source, mapping: Mapping, categories: CategoryTable) {
    this.#source = source
    this.#mapping = mapping
    this.#categories = categories
  }

  add(values: readonly string[], isExcluded: boolean): void {
    if (isExcluded) return this.#count('', notMapped)
    const texts = textsOf(this.#mapping, values)
    const read = (field: Field) => (this.#mapping.set[field] === undefined ? (texts[field] ?? '').trim() : '')
    if (this.#source !== 'crime') {
      const theme = read('theme')
      if (theme !== '') this.#count(theme, this.#categories.theme(theme))
      return
    }
    const [offence, code] = [read('offence'), read('offenceCode')]
    if (offence !== '' || code !== '') this.#count(offence || code, this.#categories.offence(offence, code))
  }

  /** Most frequent first. */
  list(): CategoryWords[] {
    return [...this.#words.values()].sort((a, b) => b.rows - a.rows)
  }

  #count(written: string, category: string | null): void {
    const value = written.length > longestWords ? `${written.slice(0, longestWords - 1)}…` : written
    const known = this.#words.get(value)
    if (known !== undefined) known.rows += 1
    else if (this.#words.size < maximumWords) this.#words.set(value, { value, rows: 1, category })
  }
}
