/** Numbers and dates as each language writes them. `1 234` (no-break space), `22 november 2026`. */
export type Locale = 'sv' | 'en'

const tags: Record<Locale, string> = { sv: 'sv-SE', en: 'en-GB' }

const numbers = {
  sv: new Intl.NumberFormat(tags.sv, { maximumFractionDigits: 3 }),
  en: new Intl.NumberFormat(tags.en, { maximumFractionDigits: 3 }),
}

export function formatNumber(value: number, locale: Locale): string {
  return numbers[locale].format(value)
}

/** `month` is 'YYYY-MM'; answers 'september 2025', or 'september' without its year. */
export function formatMonth(month: string, locale: Locale, withYear = true): string {
  const options: Intl.DateTimeFormatOptions = { month: 'long', timeZone: 'UTC' }
  if (withYear) options.year = 'numeric'
  return new Intl.DateTimeFormat(tags[locale], options).format(new Date(`${month}-01T00:00:00Z`))
}

/** `month` is 'YYYY-MM'; answers 'sep. 2025', for the ends of an axis. */
export function formatShortMonth(month: string, locale: Locale): string {
  const options: Intl.DateTimeFormatOptions = { month: 'short', year: 'numeric', timeZone: 'UTC' }
  return new Intl.DateTimeFormat(tags[locale], options).format(new Date(`${month}-01T00:00:00Z`))
}

/** `day` is 'YYYY-MM-DD'; answers '22 november 2026'. */
export function formatDay(day: string, locale: Locale): string {
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }
  return new Intl.DateTimeFormat(tags[locale], options).format(new Date(`${day}T00:00:00Z`))
}

/** Swedish time, wherever the reader is: '22 november 2026, 18.30', in English '22 November 2026, 18:30'. */
export function formatMoment(moment: Date, locale: Locale): string {
  const timeZone = 'Europe/Stockholm'
  const day = new Intl.DateTimeFormat(tags[locale], { day: 'numeric', month: 'long', year: 'numeric', timeZone })
  const time = new Intl.DateTimeFormat(tags[locale], { hour: '2-digit', minute: '2-digit', timeZone }).format(moment)
  return `${day.format(moment)}, ${locale === 'sv' ? time.replace(':', '.') : time}`
}

/** 'a, b och c', or 'a, b eller c'. */
export function formatList(
  words: readonly string[],
  locale: Locale,
  type: 'conjunction' | 'disjunction' = 'conjunction',
) {
  return new Intl.ListFormat(locale === 'sv' ? 'sv' : 'en-GB', { type }).format(words)
}

/** An area said as plainly as it is meant: two significant digits, m² where km² would start with 0,0. */
export function roundedArea(km2: number): { unit: 'km2' | 'm2'; value: number } {
  if (km2 >= 0.05) return { unit: 'km2', value: Number(km2.toPrecision(km2 < 1 ? 1 : 2)) }
  return { unit: 'm2', value: Number((km2 * 1e6).toPrecision(2)) }
}

export function upperFirst(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}

export function lowerFirst(words: string): string {
  return words.charAt(0).toLocaleLowerCase() + words.slice(1)
}

/** A file's size: '38 kB', '1,2 MB', in thousands as people's own programs count them. */
export function formatBytes(bytes: number, locale: Locale): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const step = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3))
  const format = { style: 'unit', unit: units[step] ?? 'byte', maximumSignificantDigits: 3 } as const
  return new Intl.NumberFormat(tags[locale], format).format(bytes / 1000 ** step)
}
