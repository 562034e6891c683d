import type { SurveyValue } from '#lib/municipalities/survey.ts'

import type { AreaLookup } from './area-lookup.ts'
import { normaliseName } from './category-names.ts'
import { columnOf, textsOf } from './column-choice.ts'
import { parseNumber } from './coordinate.ts'
import { parseCountedPeriod } from './counted-period.ts'
import { refuseFile, refuseFileFor } from './file-problem.ts'
import type { Faults } from './register.ts'
import { reasons } from './reason.ts'
import type { SurveyColumns, SurveyField, YearColumn } from './survey-columns.ts'
import {
  ambiguousUnit,
  noArea,
  outsideInterval,
  repeated,
  unknownAnswered,
  unknownInterval,
  unknownPeriod,
  unknownShare,
  unknownUnit,
} from './survey-reason.ts'
import { guessShareUnit, parseShare, parseShareInterval, shareOf } from './survey-share.ts'
import type { ShareUnit, WrittenShare } from './survey-share.ts'

/** Texts of one value and where each stands, for faults. */
interface Cells {
  row: number
  textOf: (field: SurveyField) => string
  columnOf: (field: SurveyField) => string
}

/** A value as it is written; what its bare numbers mean is known when the whole file is read. */
interface WrittenValue extends Omit<SurveyValue, 'share' | 'shareLow' | 'shareHigh'> {
  row: number
  column: string
  share: WrittenShare
  low: WrittenShare
  high: WrittenShare
  margin: WrittenShare
  /** As the row or the heading says it. */
  unit: ShareUnit | null
}

/** How the bare numbers of a file were read. */
export type ReadUnit = ShareUnit | 'signed' | 'stated'

const hidden: WrittenShare = { form: 'hidden' }
const maximumValues = 500_000

/** Rows of a survey, in long form or with a column a year. */
export class SurveyValues {
  readonly #columns: SurveyColumns
  readonly #areas: AreaLookup
  readonly #wholeNames: ReadonlySet<string>
  readonly #faults: Faults
  readonly #values: WrittenValue[] = []
  readonly #firstRows = new Map<string, number>()
  rows = 0

  /** @param municipality whose name or code stands for all of it */
  constructor(columns: SurveyColumns, areas: AreaLookup, municipality: { code: string; name: string }, faults: Faults) {
    this.#columns = columns
    this.#areas = areas
    this.#wholeNames = new Set([...wholeWords, ...namesOf(municipality)].map(normaliseName))
    this.#faults = faults
  }

  add(row: number, values: readonly string[]): void {
    this.rows += 1
    const { plain, years } = this.#columns
    if (years.length === 0) {
      const cells = cellsOf(row, [], values, plain)
      const period = this.#readPeriod(row, cells.textOf('period'))
      if (period !== null) this.#read(cells, period)
      return
    }
    const periods = Map.groupBy(years, ({ year, month }) => `${year} ${month ?? ''}`)
    for (const own of periods.values()) {
      const [first] = own
      if (first !== undefined) this.#read(cellsOf(row, own, values, plain), first)
    }
  }

  /** @throws ProblemError invalid-file where there is nothing, or nothing says what bare numbers mean */
  finish(): { values: SurveyValue[]; unit: ReadUnit } {
    this.#faults.refuse()
    if (this.rows === 0) throw refuseFile('filen har inga rader', 'the file has no rows', { row: 2 })
    const { unit, guessed } = this.#settleUnit()
    const values = this.#values.map((value) => this.#settle(value, value.unit ?? guessed))
    this.#faults.refuse()
    return { values: values.filter((value) => value !== null), unit }
  }

  #read(cells: Cells, { year, month }: Pick<YearColumn, 'year' | 'month'>): void {
    if (this.#values.length >= maximumValues) throw tooMany(cells.row)
    const survey = this.#require(cells, 'survey')
    const question = this.#require(cells, 'question')
    const area = this.#readArea(cells)
    const share = this.#share(cells, 'share')
    const low = this.#share(cells, 'low')
    const high = this.#share(cells, 'high')
    const interval = this.#readInterval(cells)
    const answered = this.#readAnswered(cells)
    const unit = this.#readUnit(cells)
    if (survey === null || question === null || area === null || unit === undefined) return
    if (share === null || low === null || high === null || interval === null || answered === null) return
    const about = { survey, question, answer: collapse(cells.textOf('answer')), areaCode: area.code, year, month }
    if (this.#isRepeated(cells, about)) return
    const written = { share, low, high, margin: hidden, ...interval }
    this.#values.push({
      ...about,
      ...written,
      row: cells.row,
      column: cells.columnOf('share'),
      answered: answered.n,
      written: cells.textOf('share'),
      unit,
    })
  }

  #require({ row, textOf, columnOf: name }: Cells, field: SurveyField): string | null {
    const text = collapse(textOf(field))
    if (text === '') this.#faults.add(row, name(field), '', reasons.empty)
    return text === '' ? null : text
  }

  /** Without a column of areas every row is about the whole municipality. */
  #readArea({ row, textOf, columnOf: name }: Cells): { code: string | null } | null {
    const { columns, set } = this.#columns.plain
    const text = textOf('area')
    if (set.area === undefined && !columns.some(({ field }) => field === 'area')) return { code: null }
    if (text === '') {
      this.#faults.add(row, name('area'), '', noArea)
      return null
    }
    if (!this.#areas.has(text) && this.#wholeNames.has(normaliseName(text))) return { code: null }
    const code = this.#areas.find(text, { row, column: name('area') }, this.#faults)
    return code === null ? null : { code }
  }

  #readPeriod(row: number, text: string): { year: number; month: number | null } | null {
    const column = columnOf(this.#columns.plain, 'period')
    const period = parseCountedPeriod(text.replace(/^år /i, ''))
    const [year, first] = (period?.monthFrom ?? '').split('-').map(Number)
    if (period !== null && year !== undefined && first !== undefined) {
      if (period.monthFrom === period.monthTo) return { year, month: first }
      if (first === 1 && period.monthTo === `${period.monthFrom.slice(0, 4)}-12`) return { year, month: null }
    }
    this.#faults.add(row, column, text, text === '' ? reasons.empty : unknownPeriod)
    return null
  }

  #share({ row, textOf, columnOf: name }: Cells, field: 'share' | 'low' | 'high'): WrittenShare | null {
    const share = parseShare(textOf(field))
    if (share === null) this.#faults.add(row, name(field), textOf(field), unknownShare)
    return share
  }

  #readInterval({ row, textOf, columnOf: name }: Cells) {
    const text = textOf('interval')
    if (parseShare(text)?.form === 'hidden') return {}
    const interval = parseShareInterval(text)
    if (interval === null) this.#faults.add(row, name('interval'), text, unknownInterval)
    return interval
  }

  #readAnswered({ row, textOf, columnOf: name }: Cells): { n: number | null } | null {
    const text = textOf('answered')
    if (parseShare(text)?.form === 'hidden') return { n: null }
    const n = parseNumber(text)
    if (n !== null && Number.isInteger(n) && n >= 0 && n <= 10_000_000) return { n }
    this.#faults.add(row, name('answered'), text, unknownAnswered)
    return null
  }

  /** Undefined, with a fault, for what is no unit. */
  #readUnit({ row, textOf, columnOf: name }: Cells): ShareUnit | null | undefined {
    const text = textOf('unit')
    if (text === '') return /%|procent|percent/i.test(name('share')) ? 'percent' : null
    const unit = Object.hasOwn(unitNames, text.toLowerCase()) ? unitNames[text.toLowerCase()] : undefined
    if (unit === undefined) this.#faults.add(row, name('unit'), text, unknownUnit)
    return unit
  }

  #isRepeated({ row, columnOf: name }: Cells, about: Readonly<Record<string, unknown>>): boolean {
    const key = JSON.stringify(about)
    const first = this.#firstRows.get(key)
    if (first === undefined) this.#firstRows.set(key, row)
    else this.#faults.add(row, name('area'), String(about['areaCode'] ?? ''), repeated(first))
    return first !== undefined
  }

  #settleUnit(): { unit: ReadUnit; guessed: ShareUnit } {
    const open = this.#values.filter(({ unit }) => unit === null)
    const bare = open.flatMap(({ share, low, high }) =>
      [share, low, high].flatMap((written) => (written.form === 'bare' ? [written.number] : [])),
    )
    if (bare.length === 0) return { unit: open.length === 0 ? 'stated' : 'signed', guessed: 'percent' }
    const unit = guessShareUnit(bare)
    if (unit !== null) return { unit, guessed: unit }
    const first = open.find(({ share }) => share.form === 'bare') ?? open[0]
    throw refuseFileFor(ambiguousUnit, {
      row: first?.row ?? 2,
      column: first?.column ?? 'share',
      value: first?.written ?? '',
    })
  }

  #settle({ row, column, margin, low, high, unit: _, ...value }: WrittenValue, unit: ShareUnit): SurveyValue | null {
    const share = shareOf(value.share, unit)
    if (share === null && value.share.form !== 'hidden') {
      this.#faults.add(row, column, value.written, unknownShare)
      return null
    }
    const within = shareOf(margin, unit)
    const ends =
      within === null || share === null
        ? { shareLow: shareOf(low, unit), shareHigh: shareOf(high, unit) }
        : { shareLow: Math.max(0, share - within), shareHigh: Math.min(1, share + within) }
    if (share !== null && !holds(ends, share)) {
      this.#faults.add(row, column, value.written, outsideInterval)
      return null
    }
    return { ...value, share, ...ends }
  }
}

/** Ends are rounded more roughly than shares now and then. */
const tolerance = 0.01

function holds({ shareLow, shareHigh }: { shareLow: number | null; shareHigh: number | null }, share: number): boolean {
  return (shareLow ?? 0) <= share + tolerance && (shareHigh ?? 1) >= share - tolerance
}

function cellsOf(
  row: number,
  own: readonly YearColumn[],
  values: readonly string[],
  plain: SurveyColumns['plain'],
): Cells {
  const textOf = textsOf(plain, values)
  const find = (field: SurveyField) => own.find((column) => column.field === field)
  return {
    row,
    textOf: (field) => {
      const column = find(field)
      return column === undefined ? textOf(field) : (values[column.index] ?? '').replaceAll('\0', '').trim()
    },
    columnOf: (field) => find(field)?.column ?? columnOf(plain, field),
  }
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ')
}

const wholeWords = ['hela kommunen', 'kommunen', 'kommunen totalt', 'kommun totalt', 'totalt', 'whole municipality']

function namesOf({ code, name }: { code: string; name: string }): string[] {
  return [code, name, `${name} kommun`, `${name}s kommun`]
}

const unitNames: Readonly<Record<string, ShareUnit>> = {
  percent: 'percent',
  procent: 'percent',
  '%': 'percent',
  share: 'share',
  andel: 'share',
}

function tooMany(row: number) {
  return refuseFile(
    `filen har fler än ${maximumValues} värden; dela den`,
    `the file has more than ${maximumValues} values; divide it`,
    { row },
  )
}
