import { stockholmOffset } from '#lib/cells/stockholm.ts'

import { isAmbiguousDay, readDay, readMonth, readSerial } from './day.ts'
import type { CalendarDay, DateOrder } from './day.ts'
import type { ReasonKey } from './reason.ts'

/**
 * Dates as files write them. Whatever is less precise than a minute becomes the interval it stands for: a month its
 * first and last instant, a day and an hour likewise, in Europe/Stockholm. Times without an offset are Stockholm's clock.
 */
export interface Interval {
  from: Date
  to: Date
}

const minute = 60_000
const hour = 60 * minute

/**
 * The instant at which clocks in Stockholm show `local` (milliseconds as if it were UTC). The hour that comes twice in
 * October is taken as the first; the hour that is skipped in March as the one after it.
 */
function fromStockholm(local: number): number {
  const later = local - stockholmOffset(local)
  const earlier = local - stockholmOffset(local - 3 * hour)
  if (earlier + stockholmOffset(earlier) === local) return earlier
  return later + stockholmOffset(later) === local ? later : earlier
}

/** Longer than any date: the rest isn't read. */
const longest = 80
const rangeForm = / (?:[-–—]|till|to|t\.?o\.?m\.?) |–|—|\/(?=\d{4}-)/
const clockTail =
  /(?:T| ?kl(?:ockan)?\.? ?|,? )(\d{4}|\d{1,2}(?:[:.]\d{2}){0,2}(?:[.,]\d{1,9})?)(?: ?(Z|[+-]\d{2}:?\d{2}))?$/i
const clockAlone = /^(?:kl(?:ockan)?\.? ?)?(\d{4}|\d{1,2}(?:[:.]\d{2}){0,2})$/i
const clockForm = /^(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)?$/
const compactClockForm = /^(\d{2})(\d{2})$/
/** The month comes first where AM or PM says that the writer was American. */
const americanForm = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: - |,? )(\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP])M$/i

/** Null when the text is no date this reads, a day that never was, or one of two days and no `order` says which. */
export function parseInterval(text: string, order: DateOrder | null = null): Interval | null {
  const plain = parsePlain(text)
  if (plain !== null) return plain
  const read = parseWhole(text, order)
  return read !== null && read.from <= read.to ? read : null
}

/**
 * 2026-08-22, 2026-08-22 09:48 and 2026-08-22 09:48:12, which most columns of dates hold: read without the many forms
 * below, to the same result. Null for everything else, also for days that never were.
 */
function parsePlain(text: string): Interval | null {
  const { length } = text
  if ((length !== 10 && length !== 16 && length !== 19) || text[4] !== '-' || text[7] !== '-') return null
  const [year, month, day] = [digitsOf(text, 0, 4), digitsOf(text, 5, 7), digitsOf(text, 8, 10)]
  const midnight = Date.UTC(year, month - 1, day)
  const isDay = year >= 1925 && year <= 2099 && month >= 1 && month <= 12 && new Date(midnight).getUTCDate() === day
  if (!isDay) return null
  if (length === 10) return dayInterval(midnight)
  const [hours, minutes] = [digitsOf(text, 11, 13), digitsOf(text, 14, 16)]
  const seconds = length === 19 ? digitsOf(text, 17, 19) : 0
  const isClock = (text[10] === ' ' || text[10] === 'T') && text[13] === ':' && (length === 16 || text[16] === ':')
  if (!isClock || !(hours <= 23 && minutes <= 59 && seconds <= 59)) return null
  return instantAt(fromStockholm(midnight + hours * hour + minutes * minute + seconds * 1000))
}

/** The number that the characters are, NaN where one is no digit. */
function digitsOf(text: string, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - 48
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN
  }
  return number
}

/** Why `parseInterval` answers null. */
export function intervalFault(text: string, order: DateOrder | null = null): ReasonKey {
  const cleaned = clean(text)
  const parts = cleaned.split(rangeForm).map((part) => part.slice(0, clockTail.exec(part)?.index ?? part.length))
  if (order === null && [cleaned, ...parts].some(isAmbiguousDay)) return 'ambiguousDate'
  return parseWhole(text, order) === null ? 'instant' : 'backwards'
}

function clean(text: string): string {
  return text.slice(0, longest).replace(/\s+/g, ' ').trim()
}

function parseWhole(text: string, order: DateOrder | null): Interval | null {
  if (text.length > longest) return null
  const cleaned = clean(text)
  return parseOne(cleaned, order) ?? parseRange(cleaned, order)
}

/** "from – to": each half a date, or the second a time of the first one's day. */
function parseRange(text: string, order: DateOrder | null): Interval | null {
  const match = rangeForm.exec(text)
  if (match === null) return null
  const [left, right] = [text.slice(0, match.index).trim(), text.slice(match.index + match[0].length).trim()]
  const from = parseOne(left, order)
  const clock = clockAlone.exec(right)
  const tail = clockTail.exec(left)
  const to = clock && tail ? parseOne(`${left.slice(0, tail.index)} ${clock[1]}`, order) : parseOne(right, order)
  return from === null || to === null ? null : { from: from.from, to: to.to }
}

function parseOne(text: string, order: DateOrder | null): Interval | null {
  const month = readMonth(text)
  if (month !== null) return monthInterval(month)
  const day = readDay(text, order)
  if (day !== null) return dayInterval(localOf(day))
  const serial = readSerial(text)
  if (serial !== null) return serial.hasTime ? instantAt(fromStockholm(serial.local)) : dayInterval(serial.local)
  const american = americanForm.exec(text)
  return american ? americanInterval(american) : momentInterval(text, order)
}

function localOf({ year, month, day }: CalendarDay): number {
  return Date.UTC(year, month - 1, day)
}

function monthInterval({ year, month }: Omit<CalendarDay, 'day'>): Interval {
  const from = fromStockholm(Date.UTC(year, month - 1, 1))
  return { from: new Date(from), to: new Date(fromStockholm(Date.UTC(year, month, 1)) - 1) }
}

function dayInterval(day: number): Interval {
  return { from: new Date(fromStockholm(day)), to: new Date(fromStockholm(day + 24 * hour) - 1) }
}

function instantAt(milliseconds: number): Interval {
  const instant = new Date(milliseconds)
  return { from: instant, to: instant }
}

function momentInterval(text: string, order: DateOrder | null): Interval | null {
  const match = clockTail.exec(text)
  const day = match && readDay(text.slice(0, match.index), order)
  const clock = match && parseClock(match[1] ?? '')
  if (!match || !day || !clock) return null
  const local = localOf(day) + clock.milliseconds
  const offset = parseOffset(match[2])
  const from = offset === null ? fromStockholm(local) : local - offset
  return clock.isHour ? { from: new Date(from), to: new Date(from + hour - 1) } : instantAt(from)
}

/** A time of day, or the hour it begins. */
function parseClock(text: string): { milliseconds: number; isHour: boolean } | null {
  const match = compactClockForm.exec(text) ?? clockForm.exec(text)
  if (!match) return null
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)]
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  const milliseconds = Number((match[4] ?? '0').padEnd(3, '0').slice(0, 3))
  return {
    milliseconds: hours * hour + minutes * minute + seconds * 1000 + milliseconds,
    isHour: match[2] === undefined,
  }
}

function parseOffset(text: string | undefined): number | null {
  if (text === undefined) return null
  if (text.toUpperCase() === 'Z') return 0
  const sign = text.startsWith('-') ? -1 : 1
  return sign * (Number(text.slice(1, 3)) * hour + Number(text.slice(-2)) * minute)
}

function americanInterval(match: RegExpExecArray): Interval | null {
  const [, month, day, year, hours, minutes, seconds, half] = match
  const date = readDay(`${year}-${month}-${day}`, null)
  if (date === null || Number(hours) < 1 || Number(hours) > 12 || Number(minutes) > 59 || Number(seconds ?? 0) > 59) {
    return null
  }
  const hourOfDay = (Number(hours) % 12) + (half?.toUpperCase() === 'P' ? 12 : 0)
  const local = localOf(date) + hourOfDay * hour + Number(minutes) * minute + Number(seconds ?? 0) * 1000
  return instantAt(fromStockholm(local))
}
