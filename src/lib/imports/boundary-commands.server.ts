import type { Database } from '#lib/database/database.ts'
import { saveMunicipalities } from '#lib/municipalities/commands.server.ts'
import type { MunicipalityBoundary } from '#lib/municipalities/municipality.ts'
import { listMunicipalities } from '#lib/municipalities/queries.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { chooseSlugs, columnsOf, findBoundaryFaults, guessBoundaryColumns, readCode, readName } from './boundary.ts'
import type { BoundaryColumns, BoundaryFeature } from './boundary.ts'
import { refuseFile } from './file-problem.ts'
import { guessSrid, normaliseFeatures, readLayers } from './shape-file.server.ts'
import type { Layer } from './shape-file.server.ts'

export interface BoundaryRequest {
  path: string
  fileName: string
  columns: Partial<BoundaryColumns>
  /** EPSG code; null: as the file says. */
  srid: number | null
  layer: string | null
  dryRun: boolean
}

export interface BoundaryReport {
  fileName: string
  dryRun: boolean
  layer: string | null
  srid: number
  columns: BoundaryColumns
  read: number
  added: number
  updated: number
  /** Codes of boundaries that crossed themselves and were mended. */
  repaired: readonly string[]
  municipalities: readonly { code: string; name: string; slug: string }[]
}

/**
 * Takes in municipalities with their boundaries from GeoJSON or GeoPackage; those that exist get the new name and shape.
 *
 * @throws ProblemError invalid-file
 */
export async function importBoundaries(
  database: Database,
  request: BoundaryRequest,
  clock: Clock = systemClock,
): Promise<BoundaryReport> {
  const layer = chooseLayer(await readLayers(request.path), request)
  const columns = requireColumns(layer, request.columns)
  const faults = findBoundaryFaults(layer.features, columns)
  if (faults.length > 0) throw new ProblemError('invalid-file', faults.slice(0, 100))
  const srid = request.srid ?? layer.srid ?? guessSrid(layer.features)
  const shapes = await normaliseFeatures(database, layer.features, srid)
  const existing = await database.withContext(readContext, (db) => listMunicipalities(db))
  const municipalities = nameMunicipalities(layer.features, columns, shapes, existing)
  if (!request.dryRun) await saveMunicipalities(database, municipalities, clock)
  const codes = new Set(existing.map(({ code }) => code))
  const updated = municipalities.filter(({ code }) => codes.has(code)).length
  return {
    fileName: request.fileName,
    dryRun: request.dryRun,
    layer: layer.name,
    srid,
    columns,
    read: municipalities.length,
    added: municipalities.length - updated,
    updated,
    repaired: municipalities.filter((_, index) => shapes[index]?.wasValid === false).map(({ code }) => code),
    municipalities: municipalities.map(({ code, name, slug }) => ({ code, name, slug })),
  }
}

const readContext = { role: 'import_worker', municipalityCodes: [], access: 'read' } as const

/** The stated layer, else the only one, else the first that has codes and names of municipalities. */
function chooseLayer(layers: readonly Layer[], request: BoundaryRequest): Layer {
  const names = layers.map(({ name }) => name).join(', ')
  const candidates = request.layer === null ? layers : layers.filter(({ name }) => name === request.layer)
  const fitting = candidates.find((layer) => {
    const { code, name } = guessBoundaryColumns(layer.features, request.columns)
    return layer.features.length > 0 && code !== null && name !== null
  })
  const chosen = fitting ?? candidates[0]
  if (chosen === undefined)
    throw refuseFile(`lagret finns inte; lagren är: ${names}`, `no such layer; there are: ${names}`)
  if (chosen.features.length === 0) throw refuseFile('filen har inga områden', 'the file has no areas', { row: 1 })
  return chosen
}

function requireColumns({ features }: Layer, stated: Partial<BoundaryColumns>): BoundaryColumns {
  const { code, name } = guessBoundaryColumns(features, stated)
  const columns = columnsOf(features)
  const missing = [
    ...(code === null || !columns.includes(code) ? [{ option: '--code', column: code ?? 'code' }] : []),
    ...(name === null || !columns.includes(name) ? [{ option: '--name', column: name ?? 'name' }] : []),
  ]
  if (code !== null && name !== null && missing.length === 0) return { code, name }
  throw new ProblemError(
    'invalid-file',
    missing.map(({ option, column }) => ({
      row: 1,
      column,
      reason: {
        sv: `kolumnen går inte att hitta. Filens kolumner: ${columns.join(', ')}`,
        en: `the column cannot be found. The file's columns: ${columns.join(', ')}`,
        command: { sv: `${option} KOLUMN`, en: `${option} COLUMN` },
      },
    })),
  )
}

function nameMunicipalities(
  features: readonly BoundaryFeature[],
  columns: BoundaryColumns,
  shapes: readonly { boundary: MunicipalityBoundary['boundary'] | null }[],
  existing: readonly { code: string; slug: string }[],
): MunicipalityBoundary[] {
  const named = features.map(({ row, properties }, index) => {
    const boundary = shapes[index]?.boundary ?? null
    if (boundary === null)
      throw refuseFile('gränsen är inte en yta', 'the boundary is not an area', { row, column: 'geometry' })
    return {
      code: readCode(properties[columns.code]) ?? '',
      name: readName(properties[columns.name]) ?? '',
      invented: false,
      boundary,
    }
  })
  const slugs = chooseSlugs(named, new Map(existing.map(({ code, slug }) => [code, slug])))
  return named.map((municipality) => ({ ...municipality, slug: slugs.get(municipality.code) ?? municipality.code }))
}
