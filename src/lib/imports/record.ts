import type { OffenceGroup, Source, Theme } from '#lib/cells/category.ts'
import type { CrimeRecord } from '#lib/crimes/crime.ts'
import type { LngLat } from '#lib/points/point.ts'
import type { RemarkRecord } from '#lib/remarks/remark.ts'
import type { ObservationRecord } from '#lib/walks/walk.ts'

import { normaliseName } from './category-names.ts'
import { notMapped } from './category-table.ts'
import type { CategoryTable } from './category-table.ts'
import type { DateOrder } from './day.ts'
import { unknownPrecisionMeters } from './heavy-position.ts'
import type { NotPlaces } from './heavy-position.ts'
import type { Mapping } from './mapping.ts'
import { readPosition } from './position.ts'
import type { PositionLayout } from './position.ts'
import { readCoordinates, readRow } from './row.ts'
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
  | { draft: Draft<S>; faults: readonly []; excluded: null }
  | { draft: null; faults: readonly FieldFault[]; excluded: null }
  | { draft: null; faults: readonly []; excluded: ExcludedRow }

/** About an offence that is never mapped: its place says which municipality counts the row, and is kept nowhere. */
export interface ExcludedRow {
  lngLat: LngLat | null
}

/** Metres, where the file says nothing: a pin on a phone's map, and data.police.uk's anonymised points. */
const defaultPrecisionMeters = 50
const dataPoliceUkPrecisionMeters = 100

/** How one file of a source is read. */
export interface Reading<S extends Source> {
  source: S
  mapping: Mapping
  layout: PositionLayout | null
  precisionMeters: number
  categories: CategoryTable
  /** Null: dates that can be two days are refused. */
  dateOrder: DateOrder | null
  notPlaces: NotPlaces
}

export function precisionOf(heading: readonly string[]): number {
  const names = new Set(heading.map(normaliseName))
  const isDataPoliceUk = names.has('crime type') && names.has('month') && names.has('lsoa code')
  return isDataPoliceUk ? dataPoliceUkPrecisionMeters : defaultPrecisionMeters
}

/** Values by field: what was set for every row goes before what its column says. */
export function textsOf(mapping: Mapping, values: readonly string[]): RowText {
  const texts: RowText = { ...mapping.set }
  for (const { field, index } of mapping.columns) texts[field] ??= statedOf(values[index] ?? '')
  return texts
}

/** R writes NA where nothing is stated. */
function statedOf(value: string): string {
  return value === 'NA' ? '' : value
}

/** One row of the file as a record, or every fault in it. */
export function draftRecord<S extends Source>(reading: Reading<S>, values: readonly string[]): DraftReading<S> {
  const texts = textsOf(reading.mapping, values)
  const category = isNeverMappedUnread(reading, values) ? notMapped : categoryOf(reading, texts)
  // Before anything else: not even what is wrong with such a row is told.
  if (category === notMapped) return { draft: null, faults: [], excluded: { lngLat: placeOf(reading, texts) } }
  const { row, faults } = readRow<Source>(reading.source, texts, reading.dateOrder)
  const place = row === null ? null : readPosition(row, reading.layout)
  const all = [
    ...faults,
    ...(place?.fault ? [place.fault] : []),
    ...(category === null ? [offenceFault(texts)] : []),
    ...(row === null ? [] : 'offence' in row ? crimeFaults(row) : wordFaults(reading.source, row)),
  ]
  if (row === null || place === null || category === null || all.length > 0) return refused(all)
  const precision = row.precision ?? reading.precisionMeters
  const isUnknown = reading.notPlaces.has(place.lngLat)
  const located = { lngLat: place.lngLat, precisionMeters: isUnknown ? unknownPrecisionMeters : precision }
  return { draft: draftBySource(row, located, category) as Draft<S>, faults: [], excluded: null }
}

function refused<S extends Source>(faults: readonly FieldFault[]): DraftReading<S> {
  return { draft: null, faults, excluded: null }
}

/** What a row counts as. */
interface DraftCategory {
  offenceGroup: OffenceGroup
  offenceName: string
  theme: Theme
  /** Somebody has decided the theme. */
  isDecided: boolean
}

function categoryOf({ source, categories }: Reading<Source>, texts: RowText): DraftCategory | typeof notMapped | null {
  if (source !== 'crime') {
    // People's own subjects are many: one without a theme counts as other, and the import says which they were.
    const theme = categories.theme((texts.theme ?? '').trim())
    return { offenceGroup: 'other', offenceName: '', theme: theme ?? 'other', isDecided: theme !== null }
  }
  const words = (texts.offence ?? '').trim()
  const code = (texts.offenceCode ?? '').trim()
  const offenceGroup = categories.offence(words, code)
  if (offenceGroup === null || offenceGroup === notMapped) return offenceGroup
  return { offenceGroup, offenceName: words || categories.nameOf(code), theme: 'other', isDecided: true }
}

/** What a person set or chose in place of such a column decides the group, but can't make a row mapped that never is. */
function isNeverMappedUnread({ mapping, categories }: Reading<Source>, values: readonly string[]): boolean {
  return mapping.unreadOffences.some((index) => categories.offence((values[index] ?? '').trim(), '') === notMapped)
}

function offenceFault(texts: RowText): FieldFault {
  const words = (texts.offence ?? '').trim()
  const code = (texts.offenceCode ?? '').trim()
  if (words !== '') return { field: 'offence', reason: 'offence' }
  return { field: texts.offence === undefined ? 'offenceCode' : 'offence', reason: code === '' ? 'empty' : 'offence' }
}

/** Where a row is that is no record, as far as that can be read. */
export function placeOfRow(reading: Reading<Source>, values: readonly string[]): LngLat | null {
  return placeOf(reading, textsOf(reading.mapping, values))
}

function placeOf({ layout }: Reading<Source>, texts: RowText): LngLat | null {
  const coordinates = readCoordinates(texts)
  return coordinates === null ? null : readPosition(coordinates, layout).lngLat
}

interface Place {
  lngLat: LngLat | null
  precisionMeters: number
}

function draftBySource(row: CrimeRow | RemarkRow | ObservationRow, place: Place, category: DraftCategory) {
  if ('offence' in row) return draftCrime(row, place, category)
  return 'received' in row ? draftRemark(row, place, category) : draftObservation(row, place, category)
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
  const silent = saidIn(row) === ''
  return silent && source === 'remark' ? [{ field: 'words', reason: 'words' }] : []
}

function draftCrime(row: CrimeRow, place: Place, category: DraftCategory): Draft<'crime'> {
  const { from, to } = occurredOf(row)
  const reported = row.reported?.from ?? null
  return {
    record: {
      ...place,
      people: 1,
      audience: 'police',
      offenceGroup: category.offenceGroup,
      offenceName: category.offenceName,
      caseReference: row.reference || null,
      placeName: row.place || null,
      occurredFrom: from,
      occurredTo: to,
      reportedAt: reported,
    },
    undecidedTheme: null,
    content: contentOf(row, place, {
      offence: normaliseName(row.offence),
      // Only where there is one: rows imported before files had codes keep their identity.
      ...(row.offenceCode === '' ? {} : { code: row.offenceCode }),
      from,
      to,
      reported,
      reference: row.reference,
      place: row.place,
    }),
  }
}

function draftRemark(row: RemarkRow, place: Place, category: DraftCategory): Draft<'remark'> {
  const hasArea = row.area !== '' && place.lngLat === null
  return {
    record: {
      ...place,
      ...spokenOf(row, category),
      scope: place.lngLat !== null ? 'point' : hasArea ? 'area' : 'none',
      areaCode: hasArea ? row.area : null,
      furtherThemes: [],
      feltLight: row.light,
      feltDay: row.day,
      feltSeason: row.season,
      suggestion: row.suggestion.trim() === '' ? null : row.suggestion,
      receivedAt: row.received.from,
      caseReference: row.caseReference || null,
      placeName: row.site || null,
    },
    undecidedTheme: undecidedThemeOf(row, category),
    content: contentOf(row, place, {
      ...spokenContentOf(row),
      suggestion: normaliseWords(row.suggestion),
      received: row.received.from,
      light: row.light,
      day: row.day,
      season: row.season,
      area: row.area,
      // Only where there is one, for the sake of rows imported before.
      ...(row.caseReference === '' ? {} : { reference: row.caseReference }),
      ...(row.site === '' ? {} : { site: row.site }),
    }),
  }
}

function draftObservation(row: ObservationRow, place: Place, category: DraftCategory): Draft<'observation'> {
  const observedAt = row.observed.from
  return {
    record: { ...place, ...spokenOf(row, category), walkId: null, observedAt },
    undecidedTheme: undecidedThemeOf(row, category),
    content: contentOf(row, place, { ...spokenContentOf(row), observed: observedAt }),
  }
}

function spokenOf(row: RemarkRow | ObservationRow, { theme }: DraftCategory) {
  return {
    people: row.people ?? 1,
    audience: row.audience ?? 'shared',
    theme,
    feeling: row.feeling,
    words: saidIn(row),
  }
}

/** Its words, else its heading; a report without either says at least what it is about. */
function saidIn(row: RemarkRow | ObservationRow): string {
  if (row.words.trim() !== '') return row.words
  return row.summary === '' && isReport(row) ? row.theme : row.summary
}

function isReport(row: RemarkRow | ObservationRow): boolean {
  return 'caseReference' in row && (row.caseReference !== '' || row.site !== '')
}

function undecidedThemeOf({ theme }: RemarkRow | ObservationRow, { isDecided }: DraftCategory): string | null {
  return isDecided ? null : theme
}

function spokenContentOf(row: RemarkRow | ObservationRow) {
  return {
    theme: normaliseName(row.theme),
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
