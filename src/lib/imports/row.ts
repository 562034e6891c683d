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
    v.pipe(
      v.string(),
      v.trim(),
      v.rawTransform<string, Value | null>(({ dataset, addIssue, NEVER }) => {
        const text = dataset.value
        const value = text === '' ? null : read(text)
        if (value !== null || text === '') return value
        addIssue({ message: typeof reason === 'string' ? reason : reason(text) })
        return NEVER
      }),
    ),
    '',
  )
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
    caseReference: text,
    site: text,
  })
}

function observationRow(order: DateOrder | null) {
  return v.object({ ...position, ...spoken, observed: dates(order).neededInterval })
}

export type CrimeRow = v.InferOutput<ReturnType<typeof crimeRow>>
export type RemarkRow = v.InferOutput<ReturnType<typeof remarkRow>>
export type ObservationRow = v.InferOutput<ReturnType<typeof observationRow>>

/** What one field's text became; `reason` is null where it could be read. */
interface FieldReading {
  value: unknown
  reason: ReasonKey | null
}

interface FieldReader {
  field: Field
  read: (text: string | undefined) => FieldReading
}

/**
 * The fields of a schema, each read by itself: an object of twenty fields costs more to check as a whole than its few
 * columns do one by one. The schema stays the one truth.
 */
function readersOf({ entries }: { entries: Readonly<Record<string, v.GenericSchema>> }): FieldReader[] {
  return Object.entries(entries).map(([name, schema]) => {
    const unmapped = readField(schema, undefined)
    const known = new KnownTexts(schema)
    return { field: name as Field, read: (text) => (text === undefined ? unmapped : known.read(text)) }
  })
}

/** Texts kept of a field, with what they became: files repeat addresses, offences and days by the thousand. */
const rememberedTexts = 5000
/** Nobody writes the same long text twice. */
const longestRemembered = 40
/** Texts of a column of numbers or moments, each its own, that are read without being looked up. */
const textsUntilNextTry = 50_000

class KnownTexts {
  readonly #schema: v.GenericSchema
  readonly #known = new Map<string, FieldReading>()
  #lookups = 0
  #untilNextTry = 0

  constructor(schema: v.GenericSchema) {
    this.#schema = schema
  }

  read(text: string): FieldReading {
    if (text.length > longestRemembered || this.#untilNextTry > 0) {
      this.#untilNextTry -= 1
      return readField(this.#schema, text)
    }
    this.#lookups += 1
    return this.#known.get(text) ?? this.#remember(text)
  }

  #remember(text: string): FieldReading {
    if (this.#known.size >= rememberedTexts) {
      // Fewer than half of them were known: to look them up costs more than it saves.
      if (this.#lookups < this.#known.size * 2) this.#untilNextTry = textsUntilNextTry
      this.#known.clear()
      this.#lookups = 0
    }
    const reading = readField(this.#schema, text)
    this.#known.set(text, reading)
    return reading
  }
}

function readField(schema: v.GenericSchema, text: string | undefined): FieldReading {
  const result = v.safeParse(schema, text)
  if (result.success) return { value: result.output, reason: null }
  return { value: null, reason: result.issues.map(({ message }) => message).find(isReasonKey) ?? 'empty' }
}

function readersIn(order: DateOrder | null): Record<Source, FieldReader[]> {
  return {
    crime: readersOf(crimeRow(order)),
    remark: readersOf(remarkRow(order)),
    observation: readersOf(observationRow(order)),
  }
}

const unorderedReaders = readersIn(null)
const orderedReaders = { dmy: readersIn('dmy'), mdy: readersIn('mdy') }

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
  const readers = dateOrder === null ? unorderedReaders : orderedReaders[dateOrder]
  const joined = joinTime(source, texts)
  const row: Partial<Record<Field, unknown>> = {}
  const faults: FieldFault[] = []
  for (const { field, read } of readers[source]) {
    const { value, reason } = read(joined[field])
    if (reason === null) row[field] = value
    else faults.push({ field, reason })
  }
  return faults.length === 0 ? { row: row as RowBySource[S], faults: [] } : { row: null, faults }
}

/** A time of day in its own column belongs to the day beside it. */
function joinTime(source: Source, texts: RowText): RowText {
  const field = timeOf[source]
  const time = texts.time?.trim() ?? ''
  const day = time === '' ? '' : (texts[field]?.trim() ?? '')
  if (day !== '') return { ...texts, [field]: `${day} ${time}` }
  return texts[field] === undefined ? { ...texts, [field]: '' } : texts
}
