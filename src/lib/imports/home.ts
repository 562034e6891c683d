import type { Municipality } from '#lib/municipalities/municipality.ts'

import { readCode } from './boundary.ts'
import { normaliseName } from './category-names.ts'
import { refuseFileFor, statesMunicipality } from './file-problem.ts'
import { countBy } from './register.ts'
import type { ElsewhereRows } from './register.ts'

type NamedMunicipality = Pick<Municipality, 'code' | 'name'>

/** The municipalities of this installation, by code and by name. */
export class Homes {
  readonly all: readonly NamedMunicipality[]
  readonly #codes: ReadonlySet<string>
  readonly #byName: ReadonlyMap<string, string>

  constructor(all: readonly NamedMunicipality[]) {
    this.all = all
    this.#codes = new Set(all.map(({ code }) => code))
    this.#byName = new Map(all.map(({ code, name }) => [normaliseName(name), code]))
  }

  /** The code of the municipality that a cell of a file names by code or by name; null when it isn't here. */
  find(text: string): string | null {
    const code = readCode(text)
    if (code !== null) return this.#codes.has(code) ? code : null
    return this.#byName.get(normaliseName(text)) ?? null
  }

  /** Where a file that names no municipality belongs: the stated one, else the only one. */
  require(statedCode: string | null): string {
    const [only, second] = this.all
    const code = statedCode ?? (second === undefined ? only?.code : undefined)
    if (code !== undefined) return code
    throw refuseFileFor({
      sv: 'filen säger inte vilken kommun den gäller',
      en: 'the file does not say which municipality it is about',
      command: statesMunicipality,
    })
  }
}

/**
 * Sorts the rows of a file to the municipalities they name. A row that names none belongs where the file does; rows of a
 * municipality that isn't here, or isn't the stated one, are left out and counted.
 *
 * @throws ProblemError invalid-file when no row remains
 */
export function sortHomes<Item extends { municipality: string }>(
  items: readonly Item[],
  homes: Homes,
  statedCode: string | null,
): { kept: { item: Item; municipalityCode: string }[]; elsewhere: ElsewhereRows[] } {
  const kept: { item: Item; municipalityCode: string }[] = []
  const left: Item[] = []
  for (const item of items) {
    const code = item.municipality === '' ? homes.require(statedCode) : homes.find(item.municipality)
    if (code === null || (statedCode !== null && code !== statedCode)) left.push(item)
    else kept.push({ item, municipalityCode: code })
  }
  const counts = [...countBy(left, ({ municipality }) => municipality)].sort(([, a], [, b]) => b - a)
  if (kept.length === 0) throw nothingHere(counts.map(([municipality]) => municipality))
  return { kept, elsewhere: counts.map(([municipality, rows]) => ({ municipality, rows })) }
}

function nothingHere(named: readonly string[]) {
  const list = named.slice(0, 10).join(', ')
  return refuseFileFor(
    {
      sv: `ingen rad hör till en kommun som finns här (filen nämner ${list})`,
      en: `no row belongs to a municipality that is here (the file names ${list})`,
      command: { sv: '--set municipality=KOD för alla rader', en: '--set municipality=CODE for all rows' },
    },
    { column: 'municipality' },
  )
}
