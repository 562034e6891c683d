import { m } from '#lib/languages/compiled/messages.js'
import { formatNumber, roundedArea, type Locale } from '#lib/languages/format.ts'

/** 'ca 0,1 km²': how large a cell is. */
export function areaText(km2: number, locale: Locale): string {
  const { unit, value } = roundedArea(km2)
  const area = formatNumber(value, locale)
  return unit === 'km2' ? m.about_km2({ area }, { locale }) : m.about_m2({ area }, { locale })
}
