import type { CrimeAreaCount } from '#lib/crimes/crime.ts'

import type { AreaLookup } from './area-lookup.ts'
import { normaliseName } from './category-names.ts'
import { notMapped } from './category-table.ts'
import type { CategoryTable } from './category-table.ts'
import { chooseColumns, columnOf, textsOf } from './column-choice.ts'
import type { ChosenColumn, ColumnChoice, FieldTable } from './column-choice.ts'
import { parseNumber } from './coordinate.ts'
import { parsePeriodOf } from './counted-period.ts'
import type { CountedPeriod } from './counted-period.ts'
import { parseInterval } from './instant.ts'
import type { MappingChoice } from './mapping.ts'
import type { Faults } from './register.ts'
import { reasons } from './reason.ts'
import type { Words } from './reason.ts'
import { UnmappedValues } from './unmapped-values.ts'

/** What its columns may be. */
export const countFields = {
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
    headings: 'månad; month; kvartal; quarter; tid; tidsperiod; period',
  },
  year: { words: { sv: 'år, där det står för sig', en: 'year, where it stands alone' }, headings: 'år; year' },
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

export interface CountColumns {
  choice: ColumnChoice<CountField>
  /** Columns of counts, each of a month, quarter or year; empty where a column says which a row is about. */
  periods: readonly { index: number; column: string; period: CountedPeriod }[]
}

/** @throws ProblemError invalid-file */
export function chooseCountColumns(heading: readonly string[], choice: MappingChoice): CountColumns {
  const about: CountField[][] = [['area'], ['offence', 'offenceCode']]
  const given: CountField[][] = [['giver'], ['handed_over_on']]
  const known = chooseColumns<CountField>(countFields, [], heading, choice)
  const year = known.set.year ?? ''
  const isLong = known.set.period !== undefined || known.columns.some(({ field }) => field === 'period')
  const wide = isLong
    ? []
    : heading.flatMap((column, index) => {
        const period = column === '' || choice.map[column] !== undefined ? null : parsePeriodOf(year, column)
        return period === null ? [] : [{ index, column, period }]
      })
  if (wide.length === 0) {
    const needed: CountField[][] = [...about, ['period', 'year'], ['n'], ...given]
    return { choice: chooseColumns<CountField>(countFields, needed, heading, choice), periods: [] }
  }
  const chosen = chooseColumns<CountField>(countFields, [...about, ...given], heading, choice)
  const listed = wide.map(({ column, index }): ChosenColumn<CountField> => {
    return { column, index, field: 'n', words: countFields.n.words, guessed: true }
  })
  const names = new Set(wide.map(({ column }) => column))
  const unread = chosen.unread.filter((column) => !names.has(column))
  return { choice: { ...chosen, columns: [...chosen.columns, ...listed], unread }, periods: wide }
}

type Count = Pick<CrimeAreaCount, 'monthFrom' | 'monthTo' | 'n' | 'written'>

interface Sum extends CrimeAreaCount {
  /** What has been added to it, with the row of each. */
  parts: Map<string, number>
}

/** Rows of a hand-over, summed to area × offence group × period. */
export class CountSums {
  readonly #columns: ColumnChoice<CountField>
  readonly #periods: CountColumns['periods']
  readonly #areas: AreaLookup
  readonly #categories: CategoryTable
  readonly #faults: Faults
  readonly #unmapped = new UnmappedValues()
  readonly #sums = new Map<string, Sum>()
  rows = 0
  /** Rows about offences that are never mapped. */
  excluded = 0
  /** Rows that sum up other rows: left out. */
  totals = 0

  constructor({ choice, periods }: CountColumns, areas: AreaLookup, categories: CategoryTable, faults: Faults) {
    this.#columns = choice
    this.#periods = periods
    this.#areas = areas
    this.#categories = categories
    this.#faults = faults
  }

  add(row: number, values: readonly string[]): void {
    this.rows += 1
    const textOf = textsOf(this.#columns, values)
    if (this.#isTotal(textOf)) {
      this.totals += 1
      return
    }
    const offenceGroup = this.#readOffence(row, textOf('offence'), textOf('offenceCode'))
    if (offenceGroup === notMapped) {
      this.excluded += 1
      return
    }
    const areaCode = this.#areas.find(textOf('area'), { row, column: columnOf(this.#columns, 'area') }, this.#faults)
    const handedOverOn = this.#require(row, 'handed_over_on', textOf, readDay, reasons.instant)
    const giver = this.#require(row, 'giver', textOf, (text) => text, reasons.empty)
    const counts = this.#readCounts(row, values, textOf)
    if (offenceGroup === null || areaCode === null || handedOverOn === null || giver === null) return
    const offence = normaliseName(`${textOf('offence')} ${textOf('offenceCode')}`)
    const reference = textOf('reference') || null
    for (const count of counts) {
      this.#sum(row, offence, { areaCode, offenceGroup, ...count, giver, handedOverOn, reference })
    }
  }

  /** Everything counted; offences that no group is decided for are among the faults. */
  finish(): CrimeAreaCount[] {
    for (const { row = 1, column = '', value = '', reason } of this.#unmapped.problems()) {
      this.#faults.add(row, column, value, reason)
    }
    return [...this.#sums.values()].map(({ parts: _, ...count }) => count)
  }

  #isTotal(textOf: (field: CountField) => string): boolean {
    const area = textOf('area')
    return (
      totalForm.test(textOf('offence') || textOf('offenceCode')) || (totalForm.test(area) && !this.#areas.has(area))
    )
  }

  /** One count, or one a column of a period. */
  #readCounts(row: number, values: readonly string[], textOf: (field: CountField) => string): Count[] {
    if (this.#periods.length > 0) {
      return this.#periods.flatMap(({ index, column, period }) => {
        const written = (values[index] ?? '').replaceAll('\0', '').trim()
        const count = written === '' ? null : readCount(written)
        if (count === null) this.#faults.add(row, column, written, written === '' ? reasons.empty : unknownCount)
        return count === null ? [] : [{ ...period, n: count.n, written }]
      })
    }
    const period = this.#readPeriod(row, textOf)
    const count = this.#require(row, 'n', textOf, readCount, unknownCount)
    return period === null || count === null ? [] : [{ ...period, n: count.n, written: textOf('n') }]
  }

  #readPeriod(row: number, textOf: (field: CountField) => string): CountedPeriod | null {
    const [year, text] = [textOf('year'), textOf('period')]
    const column = columnOf(this.#columns, text === '' && year !== '' ? 'year' : 'period')
    const period = parsePeriodOf(year, text, /kvartal|quarter/i.test(column))
    const written = text || year
    if (period === null) this.#faults.add(row, column, written, written === '' ? reasons.empty : unknownPeriod)
    return period
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

const totalForm = /^(?:totalt?|summa|samtliga|alla brott|sum|all crimes?)\b/i

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
