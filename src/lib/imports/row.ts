import * as v from 'valibot'

import type { Source } from '#lib/cells/category.ts'

import { feelingOf, normaliseName } from './category-names.ts'
import { parseNumber } from './coordinate.ts'
import type { DateOrder } from './day.ts'
import type { Field } from './field.ts'
import { intervalFault, parseInterval } from './instant.ts'
import { isReasonKey } from './reason.ts'
import type { ReasonKey } from './reason.ts'

/** A row as text by field, and as values. Empty text is "not stated" wherever a field may be left out. */
export type RowText = Partial<Record<Field, string>>

/** Text → value by `read`, which answers null for what it can't read; `reason` then says why. */
function readAs<Value>(read: (text: string) => Value | null, reason: ReasonKey | ((text: string) => ReasonKey)) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.rawTransform<string, Value>(({ dataset, addIssue, NEVER }) => {
      const text = dataset.value
      const value = text === '' ? null : read(text)
      if (value !== null) return value
      addIssue({ message: text === '' ? 'empty' : typeof reason === 'string' ? reason : reason(text) })
      return NEVER
    }),
  )
}

/** The same where an empty or unmapped field is null. */
function maybeReadAs<Value>(read: (text: string) => Value | null, reason: ReasonKey | ((text: string) => ReasonKey)) {
  return v.optional(
    v.union(
      [
        v.pipe(
          v.string(),
          v.trim(),
          v.literal(''),
          v.transform(() => null),
        ),
        readAs(read, reason),
      ],
      (issue) => firstMessage(issue.issues, typeof reason === 'string' ? reason : 'empty'),
    ),
    '',
  )
}

function firstMessage(issues: readonly { message: string }[] | undefined, otherwise: ReasonKey): ReasonKey {
  const keys = (issues ?? []).map(({ message }) => message).filter(isReasonKey)
  return keys[0] ?? otherwise
}

function oneOf<Value extends string>(names: Record<Value, readonly string[]>) {
  const byName = new Map<string, Value>()
  for (const value in names) for (const name of names[value]) byName.set(normaliseName(name), value)
  return (text: string) => byName.get(normaliseName(text)) ?? null
}

const readLight = oneOf({
  daylight: ['daylight', 'dagsljus', 'dag', 'ljust'],
  dark: ['dark', 'mörker', 'mörkt', 'kväll'],
})
const readDay = oneOf({ weekday: ['weekday', 'vardag'], weekend: ['weekend', 'helg'] })
const readSeason = oneOf({
  winter: ['winter', 'vinter'],
  spring: ['spring', 'vår'],
  summer: ['summer', 'sommar'],
  autumn: ['autumn', 'fall', 'höst'],
})
const readAudience = oneOf({ shared: ['shared', 'delad', 'båda'], municipality: ['municipality', 'kommun', 'intern'] })

function readPeople(text: string): number | null {
  const number = parseNumber(text)
  return number !== null && Number.isInteger(number) && number >= 1 && number <= 1_000_000 ? number : null
}

function readMeters(text: string): number | null {
  const number = parseNumber(text)
  return number !== null && number >= 0 && number <= 10_000_000 ? Math.round(number) : null
}

/** PostgreSQL's text holds no NUL; nothing else of what people wrote is touched. */
const written = v.pipe(
  v.string(),
  v.transform((value) => value.replaceAll('\0', '')),
)
const words = v.optional(written, '')
const text = v.optional(v.pipe(written, v.trim()), '')
const coordinate = maybeReadAs(parseNumber, 'number')

const position = {
  longitude: coordinate,
  latitude: coordinate,
  east: coordinate,
  north: coordinate,
  x: coordinate,
  y: coordinate,
  precision: maybeReadAs(readMeters, 'meters'),
}

/** Offences and themes stay words here: what they count as is decided by the file's category table. */
const spoken = {
  theme: text,
  feeling: readAs(feelingOf, 'feeling'),
  words,
  summary: text,
  people: maybeReadAs(readPeople, 'wholeNumber'),
  audience: maybeReadAs(readAudience, 'audience'),
}

/** A row's coordinates alone, whatever else it holds; null when they can't be read. */
export function readCoordinates(texts: RowText) {
  const result = v.safeParse(v.object(position), texts)
  return result.success ? result.output : null
}

function dates(order: DateOrder | null) {
  const read = (text: string) => parseInterval(text, order)
  const reason = (text: string) => intervalFault(text, order)
  return { interval: maybeReadAs(read, reason), neededInterval: readAs(read, reason) }
}

function crimeRow(order: DateOrder | null) {
  const { interval } = dates(order)
  return v.object({
    ...position,
    offence: text,
    offenceCode: text,
    when: interval,
    from: interval,
    to: interval,
    reported: interval,
    reference: text,
    place: text,
  })
}

function remarkRow(order: DateOrder | null) {
  return v.object({
    ...position,
    ...spoken,
    suggestion: words,
    received: dates(order).neededInterval,
    light: maybeReadAs(readLight, 'light'),
    day: maybeReadAs(readDay, 'day'),
    season: maybeReadAs(readSeason, 'season'),
    area: text,
  })
}

function observationRow(order: DateOrder | null) {
  return v.object({ ...position, ...spoken, observed: dates(order).neededInterval })
}

export type CrimeRow = v.InferOutput<ReturnType<typeof crimeRow>>
export type RemarkRow = v.InferOutput<ReturnType<typeof remarkRow>>
export type ObservationRow = v.InferOutput<ReturnType<typeof observationRow>>

function schemasIn(order: DateOrder | null) {
  return { crime: crimeRow(order), remark: remarkRow(order), observation: observationRow(order) }
}

const unorderedSchemas = schemasIn(null)
const orderedSchemas = { dmy: schemasIn('dmy'), mdy: schemasIn('mdy') }

export interface RowBySource {
  crime: CrimeRow
  remark: RemarkRow
  observation: ObservationRow
}

export interface FieldFault {
  field: Field
  reason: ReasonKey
}

export type RowReading<Row> = { row: Row; faults: readonly [] } | { row: null; faults: readonly FieldFault[] }

const timeOf: Record<Source, Field> = { crime: 'when', remark: 'received', observation: 'observed' }

/** One row of text by field → values, or every field that can't be read with its reason. */
export function readRow<S extends Source>(
  source: S,
  texts: RowText,
  dateOrder: DateOrder | null = null,
): RowReading<RowBySource[S]> {
  const schemas = dateOrder === null ? unorderedSchemas : orderedSchemas[dateOrder]
  const result = v.safeParse(schemas[source], joinTime(source, texts))
  if (result.success) return { row: result.output as RowBySource[S], faults: [] }
  const faults = result.issues.map((issue) => ({
    field: String(issue.path?.[0]?.key) as Field,
    reason: firstMessage([issue, ...(issue.issues ?? [])], 'empty'),
  }))
  return { row: null, faults }
}

/** A time of day in its own column belongs to the day beside it. */
function joinTime(source: Source, texts: RowText): RowText {
  const field = timeOf[source]
  const day = texts[field]?.trim() ?? ''
  const time = texts.time?.trim() ?? ''
  return day === '' || time === '' ? { [field]: '', ...texts } : { ...texts, [field]: `${day} ${time}` }
}
