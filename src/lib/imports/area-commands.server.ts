import type { Database, Transaction } from '#lib/database/database.ts'
import { listAreaNames, saveAreas } from '#lib/municipalities/area-queries.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'

import { chooseAreaColumns, draftAreas, refuseRepeatedCodes } from './area-file.ts'
import { batches, chooseLayer, placeAreas, refuseElsewhere } from './area-placing.server.ts'
import type { PlacedArea } from './area-placing.server.ts'
import { undoIfDry } from './dry-run.ts'
import { readHomes } from './home.server.ts'
import { sortHomes } from './home.ts'
import { beginPart, keepReplaced, logRegister } from './register-log.server.ts'
import type { RegisterLogging } from './register-log.server.ts'
import type { RegisterPart } from './register-replacement-queries.server.ts'
import { countBy, Faults } from './register.ts'
import type { ColumnWatcher, ElsewhereRows, RegisterReport, RegisterRequest } from './register.ts'
import { guessSrid, readLayers } from './shape-file.server.ts'
import { hashFile } from './text-file.server.ts'

export interface AreaReport extends RegisterReport {
  kind: 'areas'
  layer: string | null
  srid: number
  added: number
  updated: number
  unchanged: number
  /** Codes of areas whose boundary crossed itself and was mended. */
  repaired: readonly string[]
  /** Less than half of each lies in its municipality. */
  mostlyOutside: readonly { row: number; code: string; name: string; municipalityCode: string; shareInside: number }[]
  elsewhere: readonly ElsewhereRows[]
  municipalities: readonly { municipalityCode: string; areas: number }[]
}

/**
 * Takes in named areas from GeoJSON or GeoPackage, all of them or none; those whose code exists get the new name and
 * boundary, areas that the file doesn't name are left as they are.
 *
 * @throws ProblemError invalid-file · unknown-municipality
 */
export async function importAreas(
  database: Database,
  request: RegisterRequest,
  watch: ColumnWatcher = () => undefined,
  clock: Clock = systemClock,
): Promise<AreaReport> {
  const layer = chooseLayer(await readLayers(request.path), request.layer)
  const columns = chooseAreaColumns(layer.features, request.choice)
  watch(columns)
  const homes = await readHomes(database, request.municipalityCode)
  const faults = new Faults()
  const drafts = draftAreas(layer.features, columns, faults)
  faults.refuse()
  const { kept, elsewhere } = sortHomes(drafts, homes, request.municipalityCode)
  const sorted = kept.map(({ item, municipalityCode }) => ({ draft: item, municipalityCode }))
  refuseRepeatedCodes(sorted, columns, faults)
  faults.refuse()
  const srid = request.srid ?? layer.srid ?? guessSrid(layer.features)
  const areas = await placeAreas(database, sorted, srid)
  await refuseElsewhere(database, areas, srid)
  const sha256 = (await hashFile(request.path)).toString('hex')
  const logging: RegisterLogging = { kind: 'areas', request, sha256, columns, srid, clock }
  const saved = await saveAll(database, logging, areas)
  return {
    kind: 'areas',
    fileName: request.fileName,
    sha256,
    dryRun: request.dryRun,
    columns,
    rowsRead: layer.features.length,
    layer: layer.name,
    srid,
    ...saved,
    repaired: areas.filter(({ wasValid }) => !wasValid).map(({ draft }) => draft.code),
    mostlyOutside: listMostlyOutside(areas),
    elsewhere,
    municipalities: [...countBy(areas, ({ municipalityCode }) => municipalityCode)].map(([municipalityCode, n]) => ({
      municipalityCode,
      areas: n,
    })),
  }
}

interface SavedAreas {
  added: number
  updated: number
  unchanged: number
  imports: RegisterPart[]
}

function saveAll(database: Database, logging: RegisterLogging, areas: readonly PlacedArea[]): Promise<SavedAreas> {
  const municipalityCodes = [...new Set(areas.map(({ municipalityCode }) => municipalityCode))]
  const context = { role: 'import_worker', municipalityCodes, access: 'write' } as const
  return undoIfDry<SavedAreas>(logging.request.dryRun, (finish) =>
    database.withContext(context, async (db) => {
      const total: SavedAreas = { added: 0, updated: 0, unchanged: 0, imports: [] }
      for (const part of municipalityCodes.map(beginPart)) {
        const own = areas.filter(({ municipalityCode }) => municipalityCode === part.municipalityCode)
        const codes = own.map(({ draft }) => draft.code)
        const counts = await keepReplaced(db, part, { kind: 'areas', codes }, () => saveOwn(db, part, own))
        for (const name of ['added', 'updated', 'unchanged'] as const) total[name] += counts[name]
        total.imports.push(part)
        const { added, updated, unchanged } = counts
        const logged = { rowsRead: own.length, added: added + updated, alreadyPresent: unchanged }
        await logRegister(db, logging, part, logged, counts)
      }
      return finish(total)
    }),
  )
}

async function saveOwn(db: Transaction, { municipalityCode, importId }: RegisterPart, areas: readonly PlacedArea[]) {
  const before = new Set((await listAreaNames(db, municipalityCode)).map(({ code }) => code))
  const counts = { added: 0, updated: 0, unchanged: areas.length }
  for (const [, batch] of batches(areas)) {
    const records = batch.map(({ record }) => record)
    for (const code of await saveAreas(db, municipalityCode, records, importId)) {
      counts.unchanged -= 1
      counts[before.has(code) ? 'updated' : 'added'] += 1
    }
  }
  return counts
}

function listMostlyOutside(areas: readonly PlacedArea[]): AreaReport['mostlyOutside'] {
  return areas
    .filter(({ shareInside }) => shareInside < 0.5)
    .map(({ draft: { feature, code, name }, municipalityCode, shareInside }) => ({
      row: feature.row,
      code,
      name,
      municipalityCode,
      shareInside: Math.round(shareInside * 100) / 100,
    }))
}
