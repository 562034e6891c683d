/** Periods of whole months. A month is 'YYYY-MM'; both ends are inclusive, null is open. */
export interface Period {
  from: string | null
  to: string | null
}

export type Preset = 'year' | 'this-year' | 'all'

/** A month as a number that grows by one a month. */
function ordinal(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}

function fromOrdinal(value: number): string {
  return `${String(Math.floor(value / 12)).padStart(4, '0')}-${String((value % 12) + 1).padStart(2, '0')}`
}

export function addMonths(month: string, months: number): string {
  return fromOrdinal(ordinal(month) + months)
}

/** Every month from one to another, both included; none when they stand the wrong way round. */
export function monthsBetween(from: string, to: string): string[] {
  const count = Math.max(0, ordinal(to) - ordinal(from) + 1)
  return Array.from({ length: count }, (_, index) => fromOrdinal(ordinal(from) + index))
}

/** The calendar month in Europe/Stockholm. */
export function monthOf(instant: Date): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm', year: 'numeric', month: '2-digit' })
  return parts.format(instant).slice(0, 7)
}

/** The running month is the last of the twelve. */
export function presetPeriod(preset: Preset, thisMonth: string): Period {
  if (preset === 'all') return { from: null, to: null }
  if (preset === 'this-year') return { from: `${thisMonth.slice(0, 4)}-01`, to: thisMonth }
  return { from: addMonths(thisMonth, -11), to: thisMonth }
}

/** Which preset a period is, if any. */
export function presetOf(period: Period, thisMonth: string): Preset | null {
  const presets: Preset[] = ['all', 'year', 'this-year']
  const same = (preset: Preset) => {
    const { from, to } = presetPeriod(preset, thisMonth)
    return from === period.from && to === period.to
  }
  return presets.find(same) ?? null
}

/**
 * The months a chart draws: the filter's own range, else the months up to the last one known; never more than
 * `atMost`, counted from the end. Months without a point are there too, with 0.
 */
export function chartMonths(
  counted: readonly (readonly [month: string, count: number])[],
  period: Period,
  lastMonth: string,
  atMost = 24,
): { month: string; count: number }[] {
  const counts = new Map(counted)
  const latest = counted.reduce((last, [month]) => (month > last ? month : last), lastMonth)
  const to = period.to !== null && period.to < latest ? period.to : latest
  const earliest = addMonths(to, 1 - atMost)
  const from = period.from !== null && period.from > earliest ? period.from : earliest
  return monthsBetween(from, to).map((month) => ({ month, count: counts.get(month) ?? 0 }))
}
