/** Days and months as files write them, as numbers of a calendar; instant.ts says when they were. */
export interface CalendarDay {
  year: number
  /** 1–12. */
  month: number
  day: number
}

/** Which of 8/9/2026's numbers is the day, where somebody has said so. */
export type DateOrder = 'dmy' | 'mdy'

const monthNames = [
  'jan januari january',
  'feb februari february',
  'mar mars march',
  'apr april',
  'maj may',
  'jun juni june',
  'jul juli july',
  'aug augusti august',
  'sep sept september',
  'okt oct oktober october',
  'nov november',
  'dec december',
]

const monthByName = new Map(monthNames.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1])))

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/
const compact = /^(\d{4})(\d{2})(\d{2})$/
/** 22.8.2026, 22/8 2026 and 22/8-2026 are Swedish: the day comes first. */
const dayFirst = /^(\d{1,2})(?:\.(\d{1,2})\.|\/(\d{1,2})(?: |-))(\d{4})$/
/** 8/9/2026 and 8-9-2026 are written in either order. */
const eitherFirst = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})$/
const named = /^(\d{1,2})[ -]?(\p{L}{3,9})\.?[ -](\d{4})$/u
const namedFirst = /^(\p{L}{3,9})\.? (\d{1,2}),? (\d{4})$/u
const weekday =
  /^(?:mån|tis|ons|tors|fre|lör|sön|mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:dag|dagen|day)?[.,]? (?:den )?/i

/** Null when the text is no day, or one of two. */
export function readDay(text: string, order: DateOrder | null): CalendarDay | null {
  const [day, ...others] = daysOf(text.replace(weekday, '').replace(/^den /i, ''))
  if (day === undefined) return null
  const [other] = others
  if (other === undefined) return day
  return order === null ? null : order === 'dmy' ? day : other
}

/** Two readings, and nobody has said which. */
export function isAmbiguousDay(text: string): boolean {
  return daysOf(text).length > 1
}

/** Every day the text can mean: of two, the one with the day first comes first. */
function daysOf(text: string): CalendarDay[] {
  const forward = yearFirst.exec(text)
  if (forward) return existing([[forward[1], forward[3], forward[4]]])
  const joined = compact.exec(text)
  if (joined) return existing([[joined[1], joined[2], joined[3]]])
  const swedish = dayFirst.exec(text)
  if (swedish) return existing([[swedish[4], swedish[2] ?? swedish[3], swedish[1]]])
  const either = eitherFirst.exec(text)
  if (either) {
    const [, first, , second, year] = either
    const same = Number(first) === Number(second)
    return existing([[year, second, first], ...(same ? [] : [[year, first, second] as const])])
  }
  const inWords = named.exec(text)
  if (inWords) return existing([[inWords[3], monthNamed(inWords[2]), inWords[1]]])
  const american = namedFirst.exec(text)
  return american ? existing([[american[3], monthNamed(american[1]), american[2]]]) : []
}

type Numbers = readonly [year: string | undefined, month: string | number | undefined, day: string | undefined]

function existing(candidates: readonly Numbers[]): CalendarDay[] {
  return candidates
    .map(([year, month, day]) => ({ year: Number(year), month: Number(month), day: Number(day) }))
    .filter(exists)
}

function exists({ year, month, day }: CalendarDay): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return isYear(year) && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** Years that months are counted in; anything else is a slip of the pen. */
function isYear(year: number): boolean {
  return year >= 1925 && year <= 2099
}

function monthNamed(name: string | undefined): number | undefined {
  return monthByName.get((name ?? '').toLowerCase()) as number | undefined
}

const monthForm = /^(\d{4})[-/M](\d{1,2})$/
const monthInWords = /^(\p{L}{3,9})\.? (\d{4})$/u

/** 2018-03, mars 2018 and SCB's 2018M03. */
export function readMonth(text: string): Omit<CalendarDay, 'day'> | null {
  const match = monthForm.exec(text)
  const words = monthInWords.exec(text)
  const year = Number(match?.[1] ?? words?.[2])
  const month = match ? Number(match[2]) : monthNamed(words?.[1])
  return month !== undefined && month >= 1 && month <= 12 && isYear(year) ? { year, month } : null
}

const serialForm = /^(\d{5})(?:[.,](\d{1,15}))?$/
/** 1990-01-01 and 2100-01-01. */
const firstSerial = 32_874
const endOfSerials = 73_051
const unixEpochSerial = 25_569

/** Days since 1899-12-30, as a spreadsheet keeps them; milliseconds as if they were UTC, and whether it has a time. */
export function readSerial(text: string): { local: number; hasTime: boolean } | null {
  const match = serialForm.exec(text)
  if (!match) return null
  const days = Number(match[1])
  if (days < firstSerial || days >= endOfSerials) return null
  const fraction = Number(`0.${match[2] ?? '0'}`)
  // A spreadsheet's minutes are fractions of a day: to the second they are true.
  const seconds = Math.round(fraction * 86_400)
  return {
    local: (days - unixEpochSerial) * 86_400_000 + seconds * 1000,
    hasTime: match[2] !== undefined && seconds > 0,
  }
}
