import type { Database } from '#lib/database/database.ts'
import type { PlaceRecord } from '#lib/municipalities/municipality.ts'
import { addPlaces } from '#lib/municipalities/place-queries.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'

import { undoIfDry } from './dry-run.ts'
import { readHomes } from './home.server.ts'
import { identityOf } from './identity.server.ts'
import { listOutside, locatePlaces, readDrafts, sortPlaces } from './place-reading.server.ts'
import type { OutsidePlace, Place } from './place-reading.server.ts'
import { readRegister } from './register-file.server.ts'
import { beginPart, logRegister } from './register-log.server.ts'
import type { RegisterLogging } from './register-log.server.ts'
import type { ColumnWatcher, ElsewhereRows, RegisterReport, RegisterRequest } from './register.ts'

export interface PlaceReport extends RegisterReport {
  kind: 'places'
  srid: number
  /** The columns of coordinates are exchanged in the file, and were read so. */
  corrected: boolean
  added: number
  alreadyPresent: number
  /** Outside the boundary of the municipality that the file names. */
  outside: readonly OutsidePlace[]
  elsewhere: readonly ElsewhereRows[]
  municipalities: readonly { municipalityCode: string; importId: string; places: number; added: number }[]
}

const batchPlaces = 2000

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
  const { layout, places } = await locatePlaces(database, request, file)
  const srid = Number(layout.projection.system.slice('EPSG:'.length))
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
