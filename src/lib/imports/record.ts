import type { Source } from '#lib/cells/category.ts'
import type { CrimeRecord } from '#lib/crimes/crime.ts'
import type { LngLat } from '#lib/points/point.ts'
import type { RemarkRecord } from '#lib/remarks/remark.ts'
import type { ObservationRecord } from '#lib/walks/walk.ts'

import { normaliseName } from './category-names.ts'
import type { Mapping } from './mapping.ts'
import { readPosition } from './position.ts'
import type { PositionLayout } from './position.ts'
import { readRow } from './row.ts'
import type { CrimeRow, FieldFault, ObservationRow, RemarkRow, RowText } from './row.ts'

export interface RecordBySource {
  crime: CrimeRecord
  remark: RemarkRecord
  observation: ObservationRecord
}

/** A record before it has an identity, and the content that identity is made from. */
export interface Draft<S extends Source> {
  record: Omit<RecordBySource[S], 'id'>
  content: Readonly<Record<string, unknown>>
  /** The row's own subject, where no theme is decided for it and it counts as other. */
  undecidedTheme: string | null
}

export type DraftReading<S extends Source> =
  { draft: Draft<S>; faults: readonly [] } | { draft: null; faults: readonly FieldFault[] }

/** Metres, where the file says nothing: a pin on a phone's map, and data.police.uk's anonymised points. */
const defaultPrecisionMeters = 50
const dataPoliceUkPrecisionMeters = 100

/** How one file of a source is read. */
export interface Reading<S extends Source> {
  source: S
  mapping: Mapping
  layout: PositionLayout | null
  precisionMeters: number
}

export function precisionOf(heading: readonly string[]): number {
  const names = new Set(heading.map(normaliseName))
  const isDataPoliceUk = names.has('crime type') && names.has('month') && names.has('lsoa code')
  return isDataPoliceUk ? dataPoliceUkPrecisionMeters : defaultPrecisionMeters
}

/** Values by field: what was set for every row goes before what its column says. */
export function textsOf(mapping: Mapping, values: readonly string[]): RowText {
  const texts: RowText = { ...mapping.set }
  for (const { field, index } of mapping.columns) texts[field] ??= values[index] ?? ''
  return texts
}

/** One row of the file as a record, or every fault in it. */
export function draftRecord<S extends Source>(reading: Reading<S>, values: readonly string[]): DraftReading<S> {
  const { row, faults } = readRow<Source>(reading.source, textsOf(reading.mapping, values))
  if (row === null) return { draft: null, faults }
  const { lngLat, fault } = readPosition(row, reading.layout)
  const others = 'offence' in row ? crimeFaults(row) : wordFaults(reading.source, row)
  const all = fault === null ? others : [fault, ...others]
  if (all.length > 0) return { draft: null, faults: all }
  const place = { lngLat, precisionMeters: row.precision ?? reading.precisionMeters }
  return { draft: draftBySource(row, place) as Draft<S>, faults: [] }
}

interface Place {
  lngLat: LngLat | null
  precisionMeters: number
}

function draftBySource(row: CrimeRow | RemarkRow | ObservationRow, place: Place) {
  if ('offence' in row) return draftCrime(row, place)
  return 'received' in row ? draftRemark(row, place) : draftObservation(row, place)
}

function occurredOf(row: CrimeRow): { from: Date | null; to: Date | null } {
  return { from: (row.from ?? row.when)?.from ?? null, to: (row.to ?? row.when)?.to ?? null }
}

function crimeFaults(row: CrimeRow): FieldFault[] {
  const { from, to } = occurredOf(row)
  if (from === null && to === null && row.reported === null) return [{ field: 'when', reason: 'noInstant' }]
  return from !== null && to !== null && from > to ? [{ field: 'to', reason: 'backwards' }] : []
}

function wordFaults(source: Source, row: RemarkRow | ObservationRow): FieldFault[] {
  const silent = row.words.trim() === '' && row.summary === ''
  return silent && source === 'remark' ? [{ field: 'words', reason: 'words' }] : []
}

function draftCrime(row: CrimeRow, place: Place): Draft<'crime'> {
  const { from, to } = occurredOf(row)
  const reported = row.reported?.from ?? null
  return {
    record: {
      ...place,
      people: 1,
      audience: 'police',
      offenceGroup: row.offence.value,
      offenceName: row.offence.words,
      caseReference: row.reference || null,
      placeName: row.place || null,
      occurredFrom: from,
      occurredTo: to,
      reportedAt: reported,
    },
    undecidedTheme: null,
    content: contentOf(row, place, {
      offence: normaliseName(row.offence.words),
      from,
      to,
      reported,
      reference: row.reference,
      place: row.place,
    }),
  }
}

function draftRemark(row: RemarkRow, place: Place): Draft<'remark'> {
  const hasArea = row.area !== '' && place.lngLat === null
  return {
    record: {
      ...place,
      ...spokenOf(row),
      scope: place.lngLat !== null ? 'point' : hasArea ? 'area' : 'none',
      areaCode: hasArea ? row.area : null,
      furtherThemes: [],
      feltLight: row.light,
      feltDay: row.day,
      feltSeason: row.season,
      suggestion: row.suggestion.trim() === '' ? null : row.suggestion,
      receivedAt: row.received.from,
    },
    undecidedTheme: undecidedThemeOf(row),
    content: contentOf(row, place, {
      ...spokenContentOf(row),
      suggestion: normaliseWords(row.suggestion),
      received: row.received.from,
      light: row.light,
      day: row.day,
      season: row.season,
      area: row.area,
    }),
  }
}

function draftObservation(row: ObservationRow, place: Place): Draft<'observation'> {
  const observedAt = row.observed.from
  return {
    record: { ...place, ...spokenOf(row), walkId: null, observedAt },
    undecidedTheme: undecidedThemeOf(row),
    content: contentOf(row, place, { ...spokenContentOf(row), observed: observedAt }),
  }
}

function spokenOf(row: RemarkRow | ObservationRow) {
  return {
    people: row.people ?? 1,
    audience: row.audience ?? 'shared',
    theme: row.theme.value,
    feeling: row.feeling,
    words: row.words.trim() === '' ? row.summary : row.words,
  }
}

function undecidedThemeOf({ theme }: RemarkRow | ObservationRow): string | null {
  return theme.isDecided ? null : theme.words
}

function spokenContentOf(row: RemarkRow | ObservationRow) {
  return {
    theme: normaliseName(row.theme.words),
    feeling: row.feeling,
    words: normaliseWords(row.words),
    summary: row.summary,
    people: row.people,
  }
}

/** Programs differ in how they end lines and in the blanks they leave; the words are the same. */
function normaliseWords(words: string): string {
  return words.replace(/\r\n?/g, '\n').trim()
}

/**
 * What makes a row the row it is: everything read from it, as it was written rather than as it is counted, so that a
 * later change of the category table or of a default doesn't make an old row new. No municipality: boundaries move.
 */
function contentOf(row: { precision: number | null }, place: Place, content: Record<string, unknown>) {
  return { ...content, lngLat: place.lngLat, precision: row.precision }
}
