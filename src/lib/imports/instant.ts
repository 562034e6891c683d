/**
 * Dates as files write them. Whatever is less precise than a minute becomes the interval it stands for: a month its
 * first and last instant, a day likewise, in Europe/Stockholm. Times without an offset are Stockholm's clock.
 */
export interface Interval {
  from: Date
  to: Date
}

const timeZone = 'Europe/Stockholm'
const minute = 60_000
const hour = 60 * minute

const stockholm = new Intl.DateTimeFormat('en-GB', {
  timeZone,
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
})

/** Offsets by hour of UTC: the clocks change on the hour, and asking Intl for every row of a million is slow. */
const offsets = new Map<number, number>()

function offsetAt(instant: number): number {
  const slot = Math.floor(instant / hour)
  const known = offsets.get(slot)
  if (known !== undefined) return known
  const part: Record<string, number> = {}
  for (const { type, value } of stockholm.formatToParts(slot * hour)) part[type] = Number(value)
  const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute)
  const offset = local - slot * hour
  if (offsets.size > 200_000) offsets.clear()
  offsets.set(slot, offset)
  return offset
}

/**
 * The instant at which clocks in Stockholm show `local` (milliseconds as if it were UTC). The hour that comes twice in
 * October is taken as the first; the hour that is skipped in March as the one after it.
 */
function fromStockholm(local: number): number {
  const later = local - offsetAt(local)
  const earlier = local - offsetAt(local - 3 * hour)
  if (earlier + offsetAt(earlier) === local) return earlier
  return later + offsetAt(later) === local ? later : earlier
}

interface Clock {
  hours: number
  minutes: number
  seconds: number
  milliseconds: number
}

const monthForm = /^(\d{4})-(\d{1,2})$/
const dayForm = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const compactDayForm = /^(\d{4})(\d{2})(\d{2})$/
const swedishDayForm = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/
const momentForm =
  /^(\d{4}-\d{1,2}-\d{1,2})(?:T|\s+|\s*kl\.?\s*)(\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i
const clockForm = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.(\d{1,9}))?)?$/
/** The month comes first only where AM or PM says that the writer was American. */
const americanForm = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:\s+-\s+|,?\s+)(\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AP])M$/i

/** Null when the text is no date this reads, or a day that never was. */
export function parseInterval(text: string): Interval | null {
  const month = monthForm.exec(text)
  if (month) return monthInterval(Number(month[1]), Number(month[2]))
  const day = dayOf(text)
  if (day !== null) return { from: new Date(fromStockholm(day)), to: new Date(fromStockholm(nextDay(day)) - 1) }
  const moment = momentForm.exec(text)
  if (moment) return momentInterval(moment)
  const american = americanForm.exec(text)
  return american ? americanInterval(american) : null
}

function monthInterval(year: number, month: number): Interval | null {
  if (month < 1 || month > 12 || !isYear(year)) return null
  const from = fromStockholm(Date.UTC(year, month - 1, 1))
  return { from: new Date(from), to: new Date(fromStockholm(Date.UTC(year, month, 1)) - 1) }
}

function dayOf(text: string): number | null {
  const forward = dayForm.exec(text) ?? compactDayForm.exec(text)
  if (forward) return utcDay(Number(forward[1]), Number(forward[2]), Number(forward[3]))
  const backward = swedishDayForm.exec(text)
  return backward ? utcDay(Number(backward[3]), Number(backward[2]), Number(backward[1])) : null
}

function utcDay(year: number, month: number, day: number): number | null {
  const milliseconds = Date.UTC(year, month - 1, day)
  const date = new Date(milliseconds)
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists && isYear(year) ? milliseconds : null
}

/** Years that months are counted in; anything else is a slip of the pen. */
function isYear(year: number): boolean {
  return year >= 1925 && year <= 2099
}

function nextDay(day: number): number {
  return day + 24 * hour
}

function momentInterval(match: RegExpExecArray): Interval | null {
  const day = dayOf(match[1] ?? '')
  const clock = parseClock(match[2] ?? '')
  if (day === null || clock === null) return null
  const local = day + clock.hours * hour + clock.minutes * minute + clock.seconds * 1000 + clock.milliseconds
  const offset = parseOffset(match[3])
  const instant = new Date(offset === null ? fromStockholm(local) : local - offset)
  return { from: instant, to: instant }
}

function parseClock(text: string): Clock | null {
  const match = clockForm.exec(text)
  if (!match) return null
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const milliseconds = Number((match[4] ?? '0').padEnd(3, '0').slice(0, 3))
  return { hours, minutes, seconds, milliseconds }
}

function parseOffset(text: string | undefined): number | null {
  if (text === undefined) return null
  if (text.toUpperCase() === 'Z') return 0
  const sign = text.startsWith('-') ? -1 : 1
  return sign * (Number(text.slice(1, 3)) * hour + Number(text.slice(-2)) * minute)
}

function americanInterval(match: RegExpExecArray): Interval | null {
  const [, month, day, year, hours, minutes, seconds, half] = match
  const date = utcDay(Number(year), Number(month), Number(day))
  if (date === null || Number(hours) < 1 || Number(hours) > 12 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) {
    return null
  }
  const hourOfDay = (Number(hours) % 12) + (half?.toUpperCase() === 'P' ? 12 : 0)
  const local = date + hourOfDay * hour + Number(minutes) * minute + Number(seconds ?? 0) * 1000
  const instant = new Date(fromStockholm(local))
  return { from: instant, to: instant }
}
