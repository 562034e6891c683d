import type { ProblemReason } from '#lib/platform/problem.ts'

import type { UnmappedWords } from './import.ts'
import { reasons } from './reason.ts'

/** Different values that are told apart; a column of free text has one a row. */
const maximumValues = 1000

const numbers = { sv: new Intl.NumberFormat('sv-SE'), en: new Intl.NumberFormat('en') }

/** Words that no category is decided for: each once, with the first row that has it and how many have. */
export class UnmappedValues {
  readonly #values = new Map<string, UnmappedWords>()

  add(row: number, column: string, value: string): void {
    const key = `${column}\n${value}`
    const known = this.#values.get(key)
    if (known !== undefined) known.rows += 1
    else if (this.#values.size < maximumValues) this.#values.set(key, { column, value, row, rows: 1 })
  }

  /** Most frequent first. */
  list(): UnmappedWords[] {
    return [...this.#values.values()].sort((a, b) => b.rows - a.rows || a.row - b.row)
  }

  problems(): ProblemReason[] {
    return this.list().map(({ column, value, row, rows }) => ({
      row,
      column,
      value,
      reason: {
        ...reasons.offence,
        sv: `${reasons.offence.sv} (${numbers.sv.format(rows)} ${rows === 1 ? 'rad' : 'rader'})`,
        en: `${reasons.offence.en} (${numbers.en.format(rows)} ${rows === 1 ? 'row' : 'rows'})`,
      },
    }))
  }
}
