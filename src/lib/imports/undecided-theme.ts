import type { UndecidedTheme } from './import.ts'

/** Different subjects that are listed; a column of free text has one a row. */
const maximumSubjects = 1000

/** Subjects of a file that no theme is decided for, counted. */
export class UndecidedThemes {
  readonly #rows = new Map<string, number>()

  add(subject: string): void {
    const key = this.#rows.size < maximumSubjects || this.#rows.has(subject) ? subject : '…'
    this.#rows.set(key, (this.#rows.get(key) ?? 0) + 1)
  }

  /** Most frequent first. */
  list(): UndecidedTheme[] {
    return [...this.#rows].map(([value, rows]) => ({ value, rows })).sort((a, b) => b.rows - a.rows)
  }
}
