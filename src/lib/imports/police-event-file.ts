import * as v from 'valibot'

import type { PoliceEvent } from '#lib/crimes/police-event.ts'

import type { Homes } from './home.ts'
import { parseInterval } from './instant.ts'
import type { Faults } from './register.ts'
import { reasons } from './reason.ts'

const text = v.pipe(
  v.string(),
  v.transform((value) => value.replaceAll('\0', '').trim()),
)

const eventSchema = v.object({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  datetime: text,
  name: v.pipe(text, v.nonEmpty()),
  summary: v.optional(v.nullable(text)),
  url: v.optional(v.nullable(text)),
  type: v.pipe(text, v.nonEmpty()),
  location: v.object({ name: text }),
})

/** Null, with a fault, for what is no event of polisen.se. */
export function readPoliceEvent(
  row: number,
  value: unknown,
  faults: Faults,
): { event: PoliceEvent; location: string } | null {
  const parsed = v.safeParse(eventSchema, value)
  if (!parsed.success) {
    const [issue] = parsed.issues
    faults.add(row, issue.path?.map(({ key }) => String(key)).join('.') ?? '', '', notAnEvent)
    return null
  }
  const { id, datetime, name, summary, url, type, location } = parsed.output
  const publishedAt = parseInterval(datetime)?.from ?? null
  if (publishedAt === null) {
    faults.add(row, 'datetime', datetime, reasons.instant)
    return null
  }
  const occurredAt = occurredAtOf(name, publishedAt) ?? publishedAt
  const event = { id, occurredAt, publishedAt, type, name, summary: summary ?? '', url: url ?? '' }
  return { event, location: location.name }
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']
const nameForm = /^(\d{1,2}) (\p{L}{3,9}) (\d{1,2})[.:](\d{2})(?:,|$)/u
const day = 86_400_000

/**
 * When it happened, which only the name says, without its year: "22 augusti 09.48, Trafikolycka, Lund". That is the year
 * in which it comes before the publishing, or at most a day after.
 */
export function occurredAtOf(name: string, publishedAt: Date): Date | null {
  const [, dayOfMonth = '', monthName = '', hours = '', minutes = ''] = nameForm.exec(name) ?? []
  const month = monthNames.indexOf(monthName.slice(0, 3).toLowerCase()) + 1
  if (month === 0) return null
  const latest = new Date(publishedAt.getTime() + day)
  for (const year of [latest.getUTCFullYear(), latest.getUTCFullYear() - 1]) {
    const instant = parseInterval(`${year}-${month}-${dayOfMonth} ${hours}:${minutes}`)?.from
    if (instant !== undefined && instant <= latest) return instant
  }
  return null
}

/**
 * The municipality an event is about, among those that are here. Since 2025 polisen.se locates events to the county and
 * leaves the municipality to the end of the name.
 */
export function municipalityOf(name: string, location: string, homes: Homes): string | 'county' | null {
  const place = name.split(', ').at(-1) ?? ''
  const code = homes.find(location) ?? homes.find(place)
  if (code !== null) return code
  return isCounty(location) && (isCounty(place) || !name.includes(', ')) ? 'county' : null
}

function isCounty(place: string): boolean {
  return / län$/i.test(place)
}

const notAnEvent = {
  sv: 'är inte en händelse som polisen.se skriver den (id, datetime, name, type och location.name)',
  en: 'is not an event as polisen.se writes it (id, datetime, name, type and location.name)',
}
