import type { Database } from '#lib/database/database.ts'
import type { PlaceRecord } from '#lib/municipalities/municipality.ts'
import { addPlaces } from '#lib/municipalities/place-queries.server.ts'
import { assignMunicipalities, measureOutside } from '#lib/municipalities/queries.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'

import { columnOf } from './column-choice.ts'
import type { ColumnChoice } from './column-choice.ts'
import { parseNumber } from './coordinate.ts'
import type { ReferenceSystem } from './coordinate.ts'
import type { PositionField } from './field.ts'
import { undoIfDry } from './dry-run.ts'
import { refuseFile } from './file-problem.ts'
import { readHomes } from './home.server.ts'
import { sortHomes } from './home.ts'
import type { Homes } from './home.ts'
import { identityOf } from './identity.server.ts'
import { choosePlaceColumns, draftPlace, positionMapping } from './place-file.ts'
import type { PlaceDraft, PlaceField } from './place-file.ts'
import { guessPositionLayout, readPosition } from './position.ts'
import type { PositionLayout } from './position.ts'
import { SystemReferee } from './reference-system.server.ts'
import { readRegister } from './register-file.server.ts'
import type { RegisterFile } from './register-file.server.ts'
import { beginPart, logRegister } from './register-log.server.ts'
import type { RegisterLogging } from './register-log.server.ts'
import { Faults } from './register.ts'
import type { ColumnWatcher, ElsewhereRows, RegisterReport, RegisterRequest } from './register.ts'
import { reasons } from './reason.ts'

export interface PlaceReport extends RegisterReport {
  kind: 'places'
  srid: number
  /** The columns of coordinates are exchanged in the file, and were read so. */
  corrected: boolean
  added: number
  alreadyPresent: number
  /** Outside the boundary of the municipality that the file names. */
  outside: readonly { row: number; name: string; municipalityCode: string; distanceMeters: number }[]
  elsewhere: readonly ElsewhereRows[]
  municipalities: readonly { municipalityCode: string; importId: string; places: number; added: number }[]
}

interface Place extends PlaceDraft {
  lngLat: readonly [lng: number, lat: number]
}

const batchPlaces = 2000
const readContext = { role: 'import_worker', municipalityCodes: [], access: 'read' } as const

/**
 * Takes in places of the gazetteer, all of the file or nothing. A place of the same name, kind and position is there
 * once, however often it is imported; one outside every boundary is left out unless the file names its municipality.
 *
 * @throws ProblemError invalid-file · unknown-municipality
 */
export async function importPlaces(
  database: Database,
  request: RegisterRequest,
  watch: ColumnWatcher = () => undefined,
  clock: Clock = systemClock,
): Promise<PlaceReport> {
  const homes = await readHomes(database, request.municipalityCode)
  const file = await readRegister(request, (opened) => readDrafts(opened, request, watch))
  const layout = await settleLayout(database, request, file)
  const srid = Number(layout.projection.system.slice('EPSG:'.length))
  const places = locate(file.drafts, layout, file.columns)
  const { own, elsewhere } = await sortPlaces(database, places, homes, request.municipalityCode)
  const outside = await listOutside(database, own)
  const { sha256, columns } = file
  const logging: RegisterLogging = { kind: 'places', request, sha256, columns, srid, clock }
  const municipalities = await undoIfDry<PlaceReport['municipalities']>(request.dryRun, (finish) =>
    saveAll(database, own, outside, logging, finish),
  )
  const added = municipalities.reduce((sum, part) => sum + part.added, 0)
  const kept = municipalities.reduce((sum, part) => sum + part.places, 0)
  return {
    kind: 'places',
    fileName: request.fileName,
    sha256: file.sha256,
    dryRun: request.dryRun,
    columns: file.columns,
    rowsRead: file.drafts.length,
    srid,
    corrected: layout.corrected,
    added,
    alreadyPresent: kept - added,
    outside,
    elsewhere,
    municipalities,
    imports: municipalities.map(({ municipalityCode, importId }) => ({ municipalityCode, importId })),
  }
}

async function readDrafts(file: RegisterFile, request: RegisterRequest, watch: ColumnWatcher) {
  const columns = choosePlaceColumns(file.heading, request.choice)
  watch(columns)
  const faults = new Faults()
  const drafts: PlaceDraft[] = []
  for await (const { row, values } of file.rows(faults)) {
    const draft = draftPlace(row, values, columns, faults)
    if (draft !== null) drafts.push(draft)
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

/** In what system the file is and in what order its axes are, as files of points are guessed. */
async function settleLayout(
  database: Database,
  request: RegisterRequest,
  file: Awaited<ReturnType<typeof readDrafts>>,
): Promise<PositionLayout> {
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
async function sortPlaces(database: Database, places: readonly Place[], homes: Homes, statedCode: string | null) {
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

async function listOutside(database: Database, own: ReadonlyMap<string, Place[]>): Promise<PlaceReport['outside']> {
  const outside: PlaceReport['outside'][number][] = []
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

function saveAll<Result>(
  database: Database,
  own: ReadonlyMap<string, Place[]>,
  outside: PlaceReport['outside'],
  logging: RegisterLogging,
  finish: (municipalities: PlaceReport['municipalities']) => Result,
): Promise<Result> {
  const context = { role: 'import_worker', municipalityCodes: [...own.keys()], access: 'write' } as const
  return database.withContext(context, async (db) => {
    const municipalities: PlaceReport['municipalities'][number][] = []
    for (const [municipalityCode, places] of own) {
      const records = places.map((place) => toRecord(municipalityCode, place))
      const part = beginPart(municipalityCode)
      let added = 0
      for (let start = 0; start < records.length; start += batchPlaces) {
        added += await addPlaces(db, municipalityCode, records.slice(start, start + batchPlaces), part.importId)
      }
      const counts = {
        rowsRead: places.length,
        added,
        alreadyPresent: places.length - added,
        outside: outside.filter((place) => place.municipalityCode === municipalityCode).length,
      }
      await logRegister(db, logging, part, counts, { places: places.length, added })
      municipalities.push({ ...part, places: places.length, added })
    }
    return finish(municipalities)
  })
}

function toRecord(municipalityCode: string, { name, kind, lngLat }: Place): PlaceRecord {
  return { id: identityOf({ municipalityCode, name, kind, lngLat: [...lngLat] }), name, kind, lngLat }
}
