/** Instants as clocks in Stockholm show them, for spreadsheets: 2026-08-22 09:48. */

const hour = 3_600_000

const stockholm = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** By hour of UTC: the clocks change on the hour, and asking Intl for every row of a million is slow. */
const offsets = new Map<number, number>()
const rememberedHours = 200_000

function offsetAt(instant: number): number {
  const slot = Math.floor(instant / hour)
  const known = offsets.get(slot)
  if (known !== undefined) return known
  const offset = Date.parse(`${stockholm.format(slot * hour).replace(' ', 'T')}Z`) - slot * hour
  if (offsets.size >= rememberedHours) offsets.clear()
  offsets.set(slot, offset)
  return offset
}

/**
 * To the minute, the second or the millisecond, whichever is needed. In the hour that comes twice in October the second
 * one bears its offset: without one an import takes it for the first.
 */
export function writeStockholmClock(instant: Date): string {
  const time = instant.getTime()
  const offset = offsetAt(time)
  const local = new Date(time + offset).toISOString()
  const seconds = local.slice(16, 19)
  const milliseconds = local.slice(20, 23)
  const isFraction = milliseconds !== '000'
  const clock = `${local.slice(0, 10)} ${local.slice(11, 16)}${isFraction || seconds !== ':00' ? seconds : ''}`
  const isSecond = offsetAt(time - hour) > offset
  return `${clock}${isFraction ? `,${milliseconds}` : ''}${isSecond ? ' +01:00' : ''}`
}
