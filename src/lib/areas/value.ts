/** What was counted, lived or answered in an area → the one value a map draws of it. Pure. */

/** Below these a number per inhabitant says more about chance than about the place (decision 0017). */
export const fewestPeople = 200
export const fewestCounted = 20
/** Fewer answers than this are drawn as uncertain, whatever the giver did with them. */
export const fewestAnswers = 30

/**
 * - `known`: a number
 * - `partly`: a sum of which some parts were handed over in words; `value` is the least it can be
 * - `written`: handed over in words alone, such as "<5" or "-"
 * - `few`: not calculated, because too few live there, were counted or answered
 * - `missing`: nobody has handed over anything; never the same as none
 */
export type ValueState = 'known' | 'partly' | 'written' | 'few' | 'missing'

export interface AreaValue {
  state: ValueState
  /** Crimes, crimes per 1,000 inhabitants, people, or per cent. */
  value: number | null
  /** Between which bounds it lies: of a sum the least and most it can be, of a survey its interval. */
  low: number | null
  high: number | null
  /** The words it was handed over in. */
  written: string | null
  /** Inhabitants it was calculated by, or people who answered. */
  people: number | null
}

export interface Counted {
  n: number | null
  written: string
}

const nothing: AreaValue = { state: 'missing', value: null, low: null, high: null, written: null, people: null }

export const missing = (): AreaValue => ({ ...nothing })

/** What words for a number leave open: "<5" is 0 to 4, "1–4" 1 to 4, "-" none, "12 + <5" 12 to 16. */
export function boundsOf(written: string): { low: number; high: number | null } {
  const parts = written.split(' + ').map((part) => partBounds(part.trim()))
  const highs = parts.map(({ high }) => high)
  return {
    low: parts.reduce((sum, { low }) => sum + low, 0),
    high: highs.includes(null) ? null : highs.reduce<number>((sum, high) => sum + (high ?? 0), 0),
  }
}

function partBounds(part: string): { low: number; high: number | null } {
  const exact = /^\d[\d\s]*$/.exec(part)
  if (exact) return { low: digits(part), high: digits(part) }
  if (/^[-–—]$/.test(part)) return { low: 0, high: 0 }
  const [, from = '', to = ''] = /^(\d+) ?[-–] ?(\d+)$/.exec(part) ?? []
  if (from !== '') return { low: Number(from), high: Number(to) }
  const [, below = ''] = /^(?:<|färre än|under|mindre än|fewer than) ?(\d+)$/i.exec(part) ?? []
  return { low: 0, high: below === '' ? null : Math.max(0, Number(below) - 1) }
}

const digits = (text: string) => Number(text.replace(/\s/g, ''))
const isDash = (written: string) => /^[-–—]$/.test(written)

/** The counts of the chosen offence groups in one area and period, added. */
export function countValue(parts: readonly Counted[]): AreaValue {
  if (parts.length === 0) return missing()
  const bounds = parts.map(({ n, written }) => (n === null ? boundsOf(written) : { low: n, high: n }))
  const low = bounds.reduce((sum, one) => sum + one.low, 0)
  const high = bounds.some((one) => one.high === null) ? null : bounds.reduce((sum, one) => sum + (one.high ?? 0), 0)
  const hidden = parts.filter(({ n }) => n === null)
  if (hidden.length === 0) {
    const dash = parts.every(({ written }) => isDash(written)) ? (parts[0]?.written ?? null) : null
    return { ...nothing, state: dash === null ? 'known' : 'written', value: low, low, high, written: dash }
  }
  const written = [...new Set(hidden.map((part) => part.written))].join(', ')
  return low === 0
    ? { ...nothing, state: 'written', low, high, written }
    : { ...nothing, state: 'partly', value: low, low, high, written }
}

/** The same per 1,000 inhabitants; `few` where too few live there or too few were counted. */
export function rateValue(counted: AreaValue, people: number | null): AreaValue {
  if (counted.state === 'missing' || people === null) return missing()
  if (people < fewestPeople || counted.low === null || counted.low < fewestCounted) {
    return { ...nothing, state: 'few', people, written: counted.written }
  }
  const rate = (n: number | null) => (n === null ? null : (n / people) * 1000)
  return { ...counted, value: rate(counted.value), low: rate(counted.low), high: rate(counted.high), people }
}

/** People, or the share of them in per cent when there is an age chosen and `whole` is given. */
export function peopleValue(people: number | null, whole: number | null): AreaValue {
  if (people === null) return missing()
  if (whole === null) return { ...nothing, state: 'known', value: people, low: people, high: people }
  if (whole < fewestPeople) return { ...nothing, state: 'few', people: whole }
  const share = (people / whole) * 100
  return { ...nothing, state: 'known', value: share, low: share, high: share, people: whole }
}

/** A share of a survey in per cent, with its interval; few answers are as unsure as an unknown part of a sum. */
export function shareValue(figure: {
  share: number | null
  low: number | null
  high: number | null
  answered: number | null
  written: string
}): AreaValue {
  const { share, low, high, answered, written } = figure
  if (share === null) return { ...nothing, state: 'written', written, people: answered }
  const state = answered !== null && answered < fewestAnswers ? 'partly' : 'known'
  return { ...nothing, state, value: share, low, high, people: answered }
}

/** All areas of a kind together; `high` null when it is not known how much the words stand for. */
export interface Total {
  low: number
  high: number | null
  /** Areas with a value, in numbers or in words. */
  areas: number
  missing: number
}

/** Only what can be added has a total: counts and people, never shares. */
export function totalOf(values: readonly AreaValue[]): Total {
  const held = values.filter(({ state }) => state !== 'missing')
  return {
    low: held.reduce((sum, { low }) => sum + (low ?? 0), 0),
    high: held.some(({ high }) => high === null) ? null : held.reduce((sum, { high }) => sum + (high ?? 0), 0),
    areas: held.length,
    missing: values.length - held.length,
  }
}

/** The year of population nearest a year that is counted; of two as near, the earlier. */
export function nearestYear(years: readonly number[], wanted: number): number | null {
  const sorted = years.toSorted((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b)
  return sorted[0] ?? null
}
