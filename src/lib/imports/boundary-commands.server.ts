import { open } from 'node:fs/promises'

import type { Database } from '#lib/database/database.ts'
import { saveMunicipalities } from '#lib/municipalities/commands.server.ts'
import type { MunicipalityBoundary } from '#lib/municipalities/municipality.ts'
import { listMunicipalities } from '#lib/municipalities/queries.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { asProblem, ProblemError } from '#lib/platform/problem.ts'

import { knowsReferenceSystem, normaliseShapes } from './boundary-queries.server.ts'
import type { NormalisedShape } from './boundary-queries.server.ts'
import { chooseSlugs, columnsOf, findBoundaryFaults, guessBoundaryColumns, readCode, readName } from './boundary.ts'
import type { BoundaryColumns, BoundaryFeature } from './boundary.ts'
import { asFileProblem, refuseFile } from './file-problem.ts'
import { firstPosition, readGeoJson, refuseSwappedAxes } from './geojson.server.ts'
import { readGeoPackage } from './geopackage.server.ts'

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

interface Layer {
  name: string | null
  features: readonly BoundaryFeature[]
  srid: number | null
}

/** Shapes a statement; a detailed coast is a megabyte. */
const batchShapes = 20

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
  if (srid === 4326) refuseSwappedAxes(layer.features)
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

async function readLayers(path: string): Promise<Layer[]> {
  if (await isSqlite(path)) return readGeoPackage(path)
  return [{ name: null, ...(await readGeoJson(path)) }]
}

async function isSqlite(path: string): Promise<boolean> {
  try {
    const file = await open(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0).finally(() => file.close())
    return buffer.subarray(0, bytesRead).toString('latin1').startsWith('SQLite format 3')
  } catch (error) {
    throw asFileProblem(error)
  }
}

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
        sv: `kolumnen går inte att hitta; ange ${option} KOLUMN. Filens kolumner: ${columns.join(', ')}`,
        en: `the column cannot be found; add ${option} COLUMN. The file's columns: ${columns.join(', ')}`,
      },
    })),
  )
}

/** GeoJSON in metres that names no system is SWEREF 99 TM, as Swedish files are. */
function guessSrid(features: readonly BoundaryFeature[]): number {
  const geometry = features.find((feature) => feature.geometry !== null)?.geometry
  if (geometry?.form === 'wkb') {
    throw refuseFile(
      'filen säger inte vilket referenssystem den är i; ange --crs EPSG:n',
      'the file names no reference system; add --crs EPSG:n',
    )
  }
  const position = geometry === undefined || geometry === null ? null : firstPosition(geometry.text)
  return position !== null && Math.abs(position.north) > 180 ? 3006 : 4326
}

async function normaliseFeatures(database: Database, features: readonly BoundaryFeature[], srid: number) {
  if (!(await database.withContext(readContext, (db) => knowsReferenceSystem(db, srid)))) {
    throw refuseFile(`referenssystemet EPSG:${srid} är okänt`, `the reference system EPSG:${srid} is unknown`)
  }
  const shapes: NormalisedShape[] = []
  for (let start = 0; start < features.length; start += batchShapes) {
    shapes.push(...(await normaliseBatch(database, features.slice(start, start + batchShapes), srid)))
  }
  return shapes
}

/** A shape that PostGIS can't read fails its whole statement: then each is tried alone, to name the row. */
async function normaliseBatch(
  database: Database,
  features: readonly BoundaryFeature[],
  srid: number,
): Promise<NormalisedShape[]> {
  const form = features[0]?.geometry?.form ?? 'geojson'
  const texts = features.map(textOf)
  try {
    return await database.withContext(readContext, (db) => normaliseShapes(db, form, texts, srid))
  } catch (error) {
    if (asProblem(error).code !== 'internal') throw error
    const [only] = features
    if (features.length > 1 || only === undefined) {
      const shapes: NormalisedShape[] = []
      for (const feature of features) shapes.push(...(await normaliseBatch(database, [feature], srid)))
      return shapes
    }
    const where = { row: only.row, column: 'geometry' }
    throw refuseFile('gränsen går inte att läsa', 'the boundary cannot be read', where)
  }
}

function textOf({ row, geometry }: BoundaryFeature): string {
  if (geometry !== null) return geometry.text
  throw refuseFile('området saknar gräns', 'the area has no boundary', { row, column: 'geometry' })
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
