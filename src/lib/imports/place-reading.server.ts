import type { Database } from '#lib/database/database.ts'
import { assignMunicipalities, measureOutside } from '#lib/municipalities/queries.server.ts'

import { columnOf } from './column-choice.ts'
import type { ColumnChoice } from './column-choice.ts'
import { parseNumber } from './coordinate.ts'
import type { ReferenceSystem } from './coordinate.ts'
import type { PositionField } from './field.ts'
import { refuseFile } from './file-problem.ts'
import { sortHomes } from './home.ts'
import type { Homes } from './home.ts'
import { choosePlaceColumns, draftPlace, positionMapping } from './place-file.ts'
import type { PlaceDraft, PlaceField } from './place-file.ts'
import { guessPositionLayout, readPosition } from './position.ts'
import type { PositionLayout } from './position.ts'
import { SystemReferee } from './reference-system.server.ts'
import type { RegisterFile } from './register-file.server.ts'
import { Faults } from './register.ts'
import type { ColumnWatcher, ElsewhereRows, RegisterRequest } from './register.ts'
import { reasons } from './reason.ts'

/** A place of a file where it lies. */
export interface Place extends PlaceDraft {
  lngLat: readonly [lng: number, lat: number]
}

/** A place outside the boundary of the municipality that keeps it. */
export interface OutsidePlace {
  row: number
  name: string
  municipalityCode: string
  distanceMeters: number
}

export interface PlaceDrafts {
  columns: ColumnChoice<PlaceField>
  drafts: readonly PlaceDraft[]
  /** Of the file, hexadecimal. */
  sha256: string
  /** What the file states for its geometry, where the position is read from that. */
  srid: number | null
}

const batchPlaces = 2000
const readContext = { role: 'import_worker', municipalityCodes: [], access: 'read' } as const

/**
 * Every row as a place, or the first `most` of them.
 *
 * @throws ProblemError invalid-file
 */
export async function readDrafts(
  file: RegisterFile,
  request: RegisterRequest,
  watch: ColumnWatcher,
  most = Number.POSITIVE_INFINITY,
): Promise<PlaceDrafts> {
  const columns = choosePlaceColumns(file.heading, request.choice)
  watch(columns)
  const faults = new Faults()
  const drafts: PlaceDraft[] = []
  for await (const { row, values } of file.rows(faults)) {
    const draft = draftPlace(row, values, columns, faults)
    if (draft !== null) drafts.push(draft)
    if (drafts.length >= most) break
  }
  faults.refuse()
  if (drafts.length === 0) throw refuseFile('filen har inga rader', 'the file has no rows', { row: 2 })
  // A system is stated for the geometry alone: columns of the file's own may be in any.
  const { geometry } = file
  const isOfGeometry = columns.columns.some(({ field, index }) => eastFields.has(field) && index === geometry?.east)
  return { columns, drafts, sha256: file.sha256, srid: isOfGeometry ? (geometry?.srid ?? null) : null }
}

const eastFields: ReadonlySet<string> = new Set<PositionField>(['longitude', 'east', 'x'])
const sampleRows = 2000

/**
 * Where the places lie, and how that was read.
 *
 * @throws ProblemError invalid-file where the reference system is in doubt, or a position can't be read
 */
export async function locatePlaces(
  database: Database,
  request: RegisterRequest,
  file: PlaceDrafts,
): Promise<{ layout: PositionLayout; places: Place[] }> {
  const layout = await settleLayout(database, request, file)
  return { layout, places: locate(file.drafts, layout, file.columns) }
}

/** In what system the file is and in what order its axes are, as files of points are guessed. */
async function settleLayout(database: Database, request: RegisterRequest, file: PlaceDrafts): Promise<PositionLayout> {
  const firstRows = file.drafts.slice(0, sampleRows).map(({ texts }) => texts)
  const guess = guessPositionLayout(positionMapping(file.columns), firstRows, null)
  if (guess === null) throw new Error('the columns of a position were chosen and are not there')
  const srid = request.srid ?? file.srid
  const stated: ReferenceSystem | null = srid === null ? null : `EPSG:${srid}`
  return new SystemReferee(database, 'import_worker', request.municipalityCode).settle(guess, firstRows, stated)
}

function locate(drafts: readonly PlaceDraft[], layout: PositionLayout, columns: ColumnChoice<PlaceField>): Place[] {
  const faults = new Faults()
  const places: Place[] = []
  for (const draft of drafts) {
    const { lngLat, fault } = readPosition(numbersOf(draft), layout)
    if (lngLat !== null) places.push({ ...draft, lngLat })
    if (fault === null) continue
    const field = fault.field as PositionField
    faults.add(draft.row, columnOf(columns, field), draft.texts[field] ?? '', reasons[fault.reason])
  }
  faults.refuse()
  return places
}

function numbersOf({ texts }: PlaceDraft) {
  const read = (field: PositionField) => parseNumber(texts[field] ?? '')
  return {
    longitude: read('longitude'),
    latitude: read('latitude'),
    east: read('east'),
    north: read('north'),
    x: read('x'),
    y: read('y'),
  }
}

/** Places by municipality: as their row names it, else the stated one, else the boundary that holds them. */
export async function sortPlaces(
  database: Database,
  places: readonly Place[],
  homes: Homes,
  statedCode: string | null,
): Promise<{ own: ReadonlyMap<string, Place[]>; elsewhere: ElsewhereRows[] }> {
  const unnamed = statedCode === null ? places.filter(({ municipality }) => municipality === '') : []
  const codes = new Map<Place, string>()
  for (let start = 0; start < unnamed.length; start += batchPlaces) {
    const batch = unnamed.slice(start, start + batchPlaces)
    const lngLats = batch.map(({ lngLat }) => lngLat)
    const assigned = await database.withContext(readContext, (db) => assignMunicipalities(db, lngLats))
    batch.forEach((place, index) => codes.set(place, assigned[index]?.code ?? outsideAll))
  }
  const named = places.map((place) => ({ ...place, municipality: codes.get(place) ?? place.municipality }))
  const { kept, elsewhere } = sortHomes(named, homes, statedCode)
  const own = Map.groupBy(kept, ({ municipalityCode }) => municipalityCode)
  return { own: new Map([...own].map(([code, rows]) => [code, rows.map(({ item }) => item)])), elsewhere }
}

const outsideAll = 'utanför alla gränser / outside every boundary'

/** Those outside the boundary of their municipality. */
export async function listOutside(
  database: Database,
  own: ReadonlyMap<string, readonly Place[]>,
): Promise<OutsidePlace[]> {
  const outside: OutsidePlace[] = []
  for (const [municipalityCode, places] of own) {
    const lngLats = places.map(({ lngLat }) => lngLat)
    const meters = await database.withContext(readContext, (db) => measureOutside(db, municipalityCode, lngLats))
    places.forEach(({ row, name }, index) => {
      const distanceMeters = meters[index] ?? 0
      if (distanceMeters > 0) outside.push({ row, name, municipalityCode, distanceMeters })
    })
  }
  return outside
}
