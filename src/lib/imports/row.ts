import * as v from 'valibot'

import type { Source } from '#lib/cells/category.ts'

import { feelingOf, normaliseName } from './category-names.ts'
import { parseNumber } from './coordinate.ts'
import type { Field } from './field.ts'
import { parseInterval } from './instant.ts'
import { isReasonKey } from './reason.ts'
import type { ReasonKey } from './reason.ts'

/** A row as text by field, and as values. Empty text is "not stated" wherever a field may be left out. */
export type RowText = Partial<Record<Field, string>>

/** Text → value by `read`, which answers null for what it can't read; `reason` then says why. */
function readAs<Value>(read: (text: string) => Value | null, reason: ReasonKey) {
  return v.pipe(
    v.string(),
    v.trim(),
    v.rawTransform<string, Value>(({ dataset, addIssue, NEVER }) => {
      const value = dataset.value === '' ? null : read(dataset.value)
      if (value !== null) return value
      addIssue({ message: dataset.value === '' ? 'empty' : reason })
      return NEVER
    }),
  )
}

/** The same where an empty or unmapped field is null. */
function maybeReadAs<Value>(read: (text: string) => Value | null, reason: ReasonKey) {
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
      (issue) => firstMessage(issue.issues, reason),
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
const interval = maybeReadAs(parseInterval, 'instant')

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

export const crimeRow = v.object({
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

export const remarkRow = v.object({
  ...position,
  ...spoken,
  suggestion: words,
  received: readAs(parseInterval, 'instant'),
  light: maybeReadAs(readLight, 'light'),
  day: maybeReadAs(readDay, 'day'),
  season: maybeReadAs(readSeason, 'season'),
  area: text,
})

export const observationRow = v.object({ ...position, ...spoken, observed: readAs(parseInterval, 'instant') })

export type CrimeRow = v.InferOutput<typeof crimeRow>
export type RemarkRow = v.InferOutput<typeof remarkRow>
export type ObservationRow = v.InferOutput<typeof observationRow>

const schemas = { crime: crimeRow, remark: remarkRow, observation: observationRow }

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
export function readRow<S extends Source>(source: S, texts: RowText): RowReading<RowBySource[S]> {
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
