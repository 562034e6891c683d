import { earliestMonth, formatMonth, latestMonth, monthNumber } from '#lib/cells/period.ts'

/** The months a count is about, 'YYYY-MM', both inclusive. */
export interface CountedPeriod {
  monthFrom: string
  monthTo: string
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']

const yearForm = /^(\d{4})$/
const monthForm = /^(\d{4})[M -]?(0[1-9]|1[0-2])$/i
/** A spreadsheet that took a month for a day keeps its first one. */
const firstDayForm = /^(\d{4})-(0[1-9]|1[0-2])-01$/
const namedMonthForm = /^(?:(\d{4}) )?(\p{L}{3,9})\.?(?: (\d{4}))?$/u
const quarterForm = /^(\d{4})[ -]?(?:kv(?:artal)?|[KQ]) ?([1-4])$/i
const quarterFirstForm = /^(?:kv(?:artal)?|[KQ]) ?([1-4])[ -]?(\d{4})$/i
const spanForm = /^(\d{4}-\d{2}) ?(?:--|–|till|to|\/) ?(\d{4}-\d{2})$/

/** '2025-03', '2025M03', 'mars 2025', '2025 kv 1', '2025Q1', '2025', '2025-01–2025-06'; null for anything else. */
export function parseCountedPeriod(text: string): CountedPeriod | null {
  const written = text.trim().replace(/\s+/g, ' ')
  const span = spanForm.exec(written)
  if (span) return between(parseCountedPeriod(span[1] ?? ''), parseCountedPeriod(span[2] ?? ''))
  const year = yearForm.exec(written)
  if (year) return months(Number(year[1]), 1, 12)
  const month = monthForm.exec(written) ?? firstDayForm.exec(written)
  if (month) return months(Number(month[1]), Number(month[2]), 1)
  const quarter = quarterForm.exec(written)
  if (quarter) return months(Number(quarter[1]), Number(quarter[2]) * 3 - 2, 3)
  const quarterFirst = quarterFirstForm.exec(written)
  if (quarterFirst) return months(Number(quarterFirst[2]), Number(quarterFirst[1]) * 3 - 2, 3)
  const named = namedMonthForm.exec(written)
  return named ? namedMonth(named) : null
}

/**
 * The same where the year may stand elsewhere: 'mars', '3' or 'kv 1' of the year 2025. A bare number is a month, or a
 * quarter where its column says so.
 */
export function parsePeriodOf(year: string, text: string, isQuarter = false): CountedPeriod | null {
  const whole = parseCountedPeriod(text === '' ? year : text)
  if (whole !== null) return whole
  if (!yearForm.test(year)) return null
  const number = /^0?(\d{1,2})$/.exec(text)?.[1]
  if (number === undefined) return parseCountedPeriod(`${year} ${text.replace(/^kvartal(?=\d)/i, 'kv ')}`)
  return parseCountedPeriod(isQuarter ? `${year} kv ${number}` : `${year}-${number.padStart(2, '0')}`)
}

function namedMonth([, before, name = '', after]: RegExpExecArray): CountedPeriod | null {
  const index = monthNames.indexOf(name.slice(0, 3).toLowerCase())
  const year = before ?? after
  return index < 0 || year === undefined ? null : months(Number(year), index + 1, 1)
}

function months(year: number, monthOfYear: number, length: number): CountedPeriod | null {
  const first = monthNumber(year, monthOfYear)
  const last = first + length - 1
  return first < earliestMonth || last > latestMonth
    ? null
    : { monthFrom: formatMonth(first), monthTo: formatMonth(last) }
}

function between(first: CountedPeriod | null, last: CountedPeriod | null): CountedPeriod | null {
  if (first === null || last === null || first.monthFrom > last.monthTo) return null
  return { monthFrom: first.monthFrom, monthTo: last.monthTo }
}
