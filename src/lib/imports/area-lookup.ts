import type { AreaName } from '#lib/municipalities/area-queries.server.ts'

import { normaliseName } from './category-names.ts'
import type { Faults } from './register.ts'
import type { Words } from './reason.ts'

/** Finds the areas of one municipality by code or by name, and lists each word that is neither once. */
export class AreaLookup {
  readonly #byCode: ReadonlyMap<string, string>
  /** Null where two areas have the name. */
  readonly #byName = new Map<string, string | null>()
  readonly #refused = new Set<string>()

  constructor(areas: readonly AreaName[]) {
    this.#byCode = new Map(areas.map(({ code }) => [code, code]))
    for (const { code, name } of areas) {
      const key = normaliseName(name)
      this.#byName.set(key, this.#byName.has(key) ? null : code)
    }
  }

  /** Whether one or more areas are called that. */
  has(text: string): boolean {
    return this.#byCode.has(text) || this.#byName.has(normaliseName(text))
  }

  /** The area's code; null, with a fault the first time, when no one area is meant. */
  find(text: string, where: { row: number; column: string }, faults: Faults): string | null {
    const name = this.#byName.get(normaliseName(text))
    const code = this.#byCode.get(text) ?? name ?? null
    if (code !== null || this.#refused.has(text)) return code
    this.#refused.add(text)
    faults.add(where.row, where.column, text, name === null ? ambiguous : unknown)
    return null
  }
}

const unknown: Words = {
  sv: 'är varken kod eller namn på något område i kommunen; läs in områdena först',
  en: 'is neither code nor name of an area of the municipality; import the areas first',
  command: { sv: 'npm run import -- areas FIL', en: 'npm run import -- areas FILE' },
}

const ambiguous: Words = {
  sv: 'är namnet på flera områden i kommunen; ange koden',
  en: 'is the name of several areas of the municipality; state the code',
}
