/**
 * Stockholm's clocks. Asking Intl is slow and a file may hold a million instants, so it is asked for the two ends of a day,
 * and for single hours on the few days on which the clocks change: they have always done so on the hour of UTC since 1900,
 * and never twice a day.
 */
const hour = 3_600_000
const day = 24 * hour

const clocks = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Stockholm',
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
})

/** Offsets by the beginnings of hours, in milliseconds. */
const asked = new Map<number, number>()
/** By days of UTC since 1970; null where the clocks change. */
const days = new Map<number, number | null>()
const remembered = 100_000

/**
 * How far Stockholm's clocks are ahead of UTC, in milliseconds; whole minutes.
 *
 * @throws RangeError for what is no instant
 */
export function stockholmOffset(instant: number): number {
  const number = Math.floor(instant / day)
  let offset = days.get(number)
  if (offset === undefined) {
    const [first, last] = [askOffset(number * day), askOffset((number + 1) * day - hour)]
    offset = first === last ? first : null
    remember(days, number, offset)
  }
  return offset ?? askOffset(Math.floor(instant / hour) * hour)
}

function askOffset(instant: number): number {
  const known = asked.get(instant)
  if (known !== undefined) return known
  const part: Record<string, number> = {}
  for (const { type, value } of clocks.formatToParts(instant)) part[type] = Number(value)
  const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute)
  remember(asked, instant, local - instant)
  return local - instant
}

function remember<Value>(known: Map<number, Value>, key: number, value: Value): void {
  if (known.size >= remembered) known.clear()
  known.set(key, value)
}
