import type { PopulationCount } from '#lib/municipalities/municipality.ts'
import type { AreaPopulation } from '#lib/municipalities/population-queries.server.ts'

import type { AreaLookup } from './area-lookup.ts'
import { normaliseName } from './category-names.ts'
import { chooseColumns, columnOf, textsOf } from './column-choice.ts'
import type { ColumnChoice, FieldTable } from './column-choice.ts'
import { parseNumber } from './coordinate.ts'
import { refuseFile, refuseFileFor } from './file-problem.ts'
import type { MappingChoice } from './mapping.ts'
import { parseAge } from './population-age.ts'
import type { AgeRange } from './population-age.ts'
import type { Faults } from './register.ts'
import { reasons } from './reason.ts'
import type { Words } from './reason.ts'

/** What its columns may be. */
export const populationFields = {
  area: {
    words: { sv: 'områdets kod eller namn', en: 'code or name of the area' },
    headings:
      'områdeskod; area code; deso; desokod; regso; region; nyko; nyckelkod; stadsdelskod; område; områdesnamn; stadsdel; basområde; area name; kod',
  },
  year: { words: { sv: 'år', en: 'year' }, headings: 'år; tid' },
  age: { words: { sv: 'ålder', en: 'age' }, headings: 'ålder; åldersgrupp; åldersklass; åldersintervall; age group' },
  gender: { words: { sv: 'kön', en: 'gender' }, headings: 'kön; sex' },
  people: {
    words: { sv: 'antal personer', en: 'number of people' },
    headings: 'antal; folkmängd; befolkning; population; personer; antal personer; antal invånare; invånare; count',
  },
} as const satisfies FieldTable<string>

export type PopulationField = keyof typeof populationFields

/** @throws ProblemError invalid-file, in its own words when only totals are there */
export function choosePopulationColumns(
  heading: readonly string[],
  choice: MappingChoice,
): ColumnChoice<PopulationField> {
  const columns = chooseColumns<PopulationField>(populationFields, [['area'], ['year'], ['people']], heading, choice)
  const has = (field: PopulationField) =>
    columns.set[field] !== undefined || columns.columns.some((column) => column.field === field)
  if (has('age') && has('gender')) return columns
  throw onlyTotals({ row: 1, column: has('age') ? 'gender' : 'age' })
}

/** Rows of a population file, summed to area × year × age band × gender. */
export class PopulationSums {
  readonly #columns: ColumnChoice<PopulationField>
  readonly #areas: AreaLookup
  readonly #faults: Faults
  readonly #sums = new Map<string, AreaPopulation>()
  readonly #ages = new Map<string, { age: AgeRange; row: number }[]>()
  rows = 0
  /** Rows that sum up other rows: left out. */
  totals = 0

  constructor(columns: ColumnChoice<PopulationField>, areas: AreaLookup, faults: Faults) {
    this.#columns = columns
    this.#areas = areas
    this.#faults = faults
  }

  add(row: number, values: readonly string[]): void {
    this.rows += 1
    const textOf = textsOf(this.#columns, values)
    if (isTotal(textOf('age')) || isTotal(textOf('gender'))) {
      this.totals += 1
      return
    }
    const areaCode = this.#areas.find(textOf('area'), { row, column: columnOf(this.#columns, 'area') }, this.#faults)
    const year = this.#require(row, 'year', textOf('year'), readYear, unknownYear)
    const age = this.#require(row, 'age', textOf('age'), parseAge, unknownAge)
    const gender = this.#require(row, 'gender', textOf('gender'), readGender, unknownGender)
    const people = this.#require(row, 'people', textOf('people'), readPeople, unknownPeople)
    if (areaCode === null || year === null || age === null || gender === null || people === null) return
    if (this.#isCounted(row, `${areaCode}\n${year}\n${gender}`, age, textOf('age'))) return
    const key = [areaCode, year, age.band, gender].join('\n')
    const sum = this.#sums.get(key)
    if (sum === undefined) this.#sums.set(key, { areaCode, year, ageBand: age.band, gender, people })
    else sum.people += people
  }

  /** @throws ProblemError invalid-file when every row was a total */
  finish(): AreaPopulation[] {
    this.#faults.refuse()
    if (this.rows === 0) throw refuseFile('filen har inga rader', 'the file has no rows', { row: 2 })
    if (this.#sums.size === 0) throw onlyTotals({ row: 2 })
    return [...this.#sums.values()]
  }

  #require<Value>(
    row: number,
    field: PopulationField,
    text: string,
    read: (text: string) => Value | null,
    reason: Words,
  ): Value | null {
    const value = text === '' ? null : read(text)
    if (value === null)
      this.#faults.add(row, columnOf(this.#columns, field), text, text === '' ? reasons.empty : reason)
    return value
  }

  /** The same years of life counted twice would be twice as many people. */
  #isCounted(row: number, key: string, age: AgeRange, text: string): boolean {
    const counted = this.#ages.get(key) ?? []
    this.#ages.set(key, counted)
    const other = counted.find((entry) => entry.age.from <= age.to && age.from <= entry.age.to)
    counted.push({ age, row })
    if (other === undefined) return false
    this.#faults.add(row, columnOf(this.#columns, 'age'), text, countedAlready(other.row))
    return true
  }
}

function isTotal(text: string): boolean {
  return /^(?:totalt?|samtliga|alla|båda|all|both)\b/.test(normaliseName(text))
}

function readYear(text: string): number | null {
  const year = /^\d{4}$/.test(text) ? Number(text) : 0
  return year >= 1925 && year <= 2099 ? year : null
}

const genders: Record<string, PopulationCount['gender']> = {
  kvinna: 'woman',
  kvinnor: 'woman',
  woman: 'woman',
  women: 'woman',
  female: 'woman',
  k: 'woman',
  man: 'man',
  män: 'man',
  men: 'man',
  male: 'man',
  m: 'man',
}

function readGender(text: string): PopulationCount['gender'] | null {
  const name = normaliseName(text)
  return Object.hasOwn(genders, name) ? (genders[name] ?? null) : null
}

function readPeople(text: string): number | null {
  if (/^[-–—]$/.test(text)) return 0
  const people = parseNumber(text)
  return people !== null && Number.isInteger(people) && people >= 0 && people <= 10_000_000 ? people : null
}

function onlyTotals(where: { row: number; column?: string }) {
  return refuseFileFor(
    {
      sv: 'filen har bara totaler; befolkningen ska vara efter ålder och kön (kolumner som ålder och kön)',
      en: 'the file has only totals; population is kept by age and gender (columns like age and gender)',
      command: { sv: '--map KOLUMN=FÄLT', en: '--map COLUMN=FIELD' },
    },
    where,
  )
}

const unknownYear: Words = { sv: 'är inget år mellan 1925 och 2099', en: 'is no year between 1925 and 2099' }
const unknownAge: Words = {
  sv: 'är ingen ålder som ryms i 0–15, 16–24, 25–44, 45–64, 65–79 eller 80+ (till exempel 17, 20–24 år, 80+)',
  en: 'is no age that fits within 0–15, 16–24, 25–44, 45–64, 65–79 or 80+ (17, 20–24 or 80+, say)',
}
const unknownGender: Words = { sv: 'ska vara kvinnor eller män', en: 'must be women or men' }
const unknownPeople: Words = { sv: 'är inget antal personer', en: 'is no number of people' }

function countedAlready(row: number): Words {
  return {
    sv: `området, året, könet och åldern finns redan på rad ${row}`,
    en: `the area, year, gender and age are on row ${row} already`,
  }
}
