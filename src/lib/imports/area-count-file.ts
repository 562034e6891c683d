import type { CrimeAreaCount } from '#lib/crimes/crime.ts'

import type { AreaLookup } from './area-lookup.ts'
import { normaliseName } from './category-names.ts'
import { notMapped } from './category-table.ts'
import type { CategoryTable } from './category-table.ts'
import { chooseColumns, columnOf, textsOf } from './column-choice.ts'
import type { ColumnChoice, FieldTable } from './column-choice.ts'
import { parseNumber } from './coordinate.ts'
import { parseCountedPeriod } from './counted-period.ts'
import { parseInterval } from './instant.ts'
import type { MappingChoice } from './mapping.ts'
import type { Faults } from './register.ts'
import { reasons } from './reason.ts'
import type { Words } from './reason.ts'
import { UnmappedValues } from './unmapped-values.ts'

const countFields = {
  area: {
    words: { sv: 'områdets kod eller namn', en: 'code or name of the area' },
    headings:
      'områdeskod; area code; deso; desokod; regso; nyko; nyckelkod; stadsdelskod; område; områdesnamn; stadsdel; basområde; area name; kod',
  },
  offence: {
    words: { sv: 'brottstyp', en: 'type of offence' },
    headings:
      'offence group; crime type; brottsgrupp; brottstyp; brott; brottskategori; brottsrubricering; rubricering',
  },
  offenceCode: { words: { sv: 'brottskod', en: 'offence code' }, headings: 'brottskod; crime code; bk' },
  period: {
    words: { sv: 'månad, kvartal eller år', en: 'month, quarter or year' },
    headings: 'månad; month; kvartal; quarter; tid; år; year; tidsperiod',
  },
  n: {
    words: { sv: 'antal', en: 'count' },
    headings: 'antal; count; antal anmälda brott; anmälda brott; antal brott; antal anmälningar; number',
  },
  giver: { words: { sv: 'vem som lämnade ut', en: 'who handed over' }, headings: 'givare; utlämnad av; källa; source' },
  handed_over_on: {
    words: { sv: 'när det lämnades ut', en: 'when it was handed over' },
    headings: 'utlämnad; utlämningsdatum; utlämnad datum',
  },
  reference: { words: { sv: 'diarienummer', en: 'registration number' }, headings: 'diarienummer; dnr' },
} as const satisfies FieldTable<string>

export type CountField = keyof typeof countFields

export function chooseCountColumns(heading: readonly string[], choice: MappingChoice): ColumnChoice<CountField> {
  const needed: CountField[][] = [
    ['area'],
    ['offence', 'offenceCode'],
    ['period'],
    ['n'],
    ['giver'],
    ['handed_over_on'],
  ]
  return chooseColumns(countFields, needed, heading, choice)
}

interface Sum extends CrimeAreaCount {
  /** What has been added to it, with the row of each. */
  parts: Map<string, number>
}

/** Rows of a hand-over, summed to area × offence group × period. */
export class CountSums {
  readonly #columns: ColumnChoice<CountField>
  readonly #areas: AreaLookup
  readonly #categories: CategoryTable
  readonly #faults: Faults
  readonly #unmapped = new UnmappedValues()
  readonly #sums = new Map<string, Sum>()
  rows = 0
  /** Rows about offences that are never mapped. */
  excluded = 0

  constructor(columns: ColumnChoice<CountField>, areas: AreaLookup, categories: CategoryTable, faults: Faults) {
    this.#columns = columns
    this.#areas = areas
    this.#categories = categories
    this.#faults = faults
  }

  add(row: number, values: readonly string[]): void {
    this.rows += 1
    const textOf = textsOf(this.#columns, values)
    const offenceGroup = this.#readOffence(row, textOf('offence'), textOf('offenceCode'))
    if (offenceGroup === notMapped) {
      this.excluded += 1
      return
    }
    const areaCode = this.#areas.find(textOf('area'), { row, column: columnOf(this.#columns, 'area') }, this.#faults)
    const period = this.#require(row, 'period', textOf, parseCountedPeriod, unknownPeriod)
    const count = this.#require(row, 'n', textOf, readCount, unknownCount)
    const handedOverOn = this.#require(row, 'handed_over_on', textOf, readDay, reasons.instant)
    const giver = this.#require(row, 'giver', textOf, (text) => text, reasons.empty)
    if (offenceGroup === null || areaCode === null || period === null || count === null) return
    if (handedOverOn === null || giver === null) return
    const reference = textOf('reference') || null
    const own = { areaCode, offenceGroup, ...period, n: count.n, written: textOf('n'), giver, handedOverOn, reference }
    this.#sum(row, normaliseName(`${textOf('offence')} ${textOf('offenceCode')}`), own)
  }

  /** Everything counted; offences that no group is decided for are among the faults. */
  finish(): CrimeAreaCount[] {
    for (const { row = 1, column = '', value = '', reason } of this.#unmapped.problems()) {
      this.#faults.add(row, column, value, reason)
    }
    return [...this.#sums.values()].map(({ parts: _, ...count }) => count)
  }

  #readOffence(row: number, name: string, code: string) {
    const offence = this.#categories.offence(name, code)
    const field = name === '' ? 'offenceCode' : 'offence'
    if (offence === null) this.#unmapped.add(row, columnOf(this.#columns, field), name || code)
    return offence
  }

  #require<Value>(
    row: number,
    field: CountField,
    textOf: (field: CountField) => string,
    read: (text: string) => Value | null,
    reason: Words,
  ): Value | null {
    const text = textOf(field)
    const value = text === '' ? null : read(text)
    if (value === null)
      this.#faults.add(row, columnOf(this.#columns, field), text, text === '' ? reasons.empty : reason)
    return value
  }

  /** Several offences may count as one group; the same offence twice is a slip. */
  #sum(row: number, offence: string, count: CrimeAreaCount): void {
    const key = [count.areaCode, count.offenceGroup, count.monthFrom, count.monthTo].join('\n')
    const sum = this.#sums.get(key)
    if (sum === undefined) {
      this.#sums.set(key, { ...count, parts: new Map([[offence, row]]) })
      return
    }
    const first = sum.parts.get(offence)
    if (first !== undefined) {
      this.#faults.add(row, columnOf(this.#columns, 'area'), count.areaCode, repeated(first))
      return
    }
    sum.parts.set(offence, row)
    sum.n = sum.n === null || count.n === null ? null : sum.n + count.n
    sum.written = `${sum.written} + ${count.written}`
  }
}

/** "12", "1 200"; "<5" is not known; "-" is none. */
function readCount(text: string): { n: number | null } | null {
  if (/^[-–—]$/.test(text)) return { n: 0 }
  if (/^(?:<|färre än|under|mindre än|fewer than) ?\d{1,3}$/i.test(text) || /^1 ?[-–] ?\d{1,2}$/.test(text))
    return { n: null }
  const n = parseNumber(text)
  return n !== null && Number.isInteger(n) && n >= 0 && n <= 10_000_000 ? { n } : null
}

/** A day in Stockholm, as it is written. */
export function readDay(text: string): string | null {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && parseInterval(text) !== null ? text : null
}

const unknownPeriod: Words = {
  sv: 'är ingen månad (2025-03), inget kvartal (2025 kv 1) och inget år (2025)',
  en: 'is no month (2025-03), quarter (2025Q1) or year (2025)',
}

const unknownCount: Words = {
  sv: 'är inget antal; ett litet antal får skrivas <5, inget alls -',
  en: 'is no count; a small one may be written <5, none at all -',
}

function repeated(first: number): Words {
  return {
    sv: `området, brottstypen och tiden finns redan på rad ${first}`,
    en: `the area, offence and period are on row ${first} already`,
  }
}
