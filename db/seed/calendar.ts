// Swedish clock time to instants: UTC+1, and UTC+2 from the last Sunday in March to the last Sunday in October,
// both changes at 01:00 UTC (directive 2000/84/EC).

const hour = 3_600_000
export const minutes = (count: number) => count * 60_000
export const hours = (count: number) => count * hour
export const days = (count: number) => count * 24 * hour

function lastSunday(year: number, month: number): number {
  const last = new Date(Date.UTC(year, month + 1, 0, 1))
  return last.getTime() - days(last.getUTCDay())
}

const isSummerTime = (at: number) => {
  const year = new Date(at).getUTCFullYear()
  return at >= lastSunday(year, 2) && at < lastSunday(year, 9)
}

/** `minuteOfDay` may be a fraction or pass midnight. */
export function stockholmTime(day: string, minuteOfDay: number): Date {
  const standard = Date.parse(`${day}T00:00:00Z`) + minutes(Math.floor(minuteOfDay)) - hour
  return new Date(isSummerTime(standard) ? standard - hour : standard)
}

export const dayAfter = (day: string, count: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days(count)).toISOString().slice(0, 10)
export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / days(1))
/** 0 = Monday */
export const weekdayOf = (day: string) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
/** YYYY-MM of an instant in Stockholm */
export const monthOf = (at: Date) =>
  new Date(at.getTime() + (isSummerTime(at.getTime()) ? 2 : 1) * hour).toISOString().slice(0, 7)
