import type { Database } from '#lib/database/database.ts'
import { asProblem } from '#lib/platform/problem.ts'

import { knowsReferenceSystem, normaliseShapes } from './boundary-queries.server.ts'
import type { NormalisedShape } from './boundary-queries.server.ts'
import type { BoundaryFeature } from './boundary.ts'
import { ByteSource, firstBytes, isSqlite } from './byte-source.server.ts'
import { refuseFile, refuseFileFor } from './file-problem.ts'
import { firstPosition, readGeoJson, refuseSwappedAxes } from './geojson.server.ts'
import { readGeoPackage } from './geopackage.server.ts'

/** One layer of areas of a GeoJSON or a GeoPackage. */
export interface Layer {
  name: string | null
  features: readonly BoundaryFeature[]
  srid: number | null
}

/** Shapes a statement; a detailed coast is a megabyte. */
const batchShapes = 20

const readContext = { role: 'import_worker', municipalityCodes: [], access: 'read' } as const

/** Every layer of a file of areas, packed or not; a GeoJSON is one layer without a name. */
export async function readLayers(path: string): Promise<Layer[]> {
  const source = await ByteSource.open(path)
  try {
    if (isSqlite(await firstBytes(source.read()))) return await readGeoPackage(await source.onDisk())
    return [{ name: null, ...(await readGeoJson(source)) }]
  } finally {
    await source.close()
  }
}

/** GeoJSON in metres that names no system is SWEREF 99 TM, as Swedish files are. */
export function guessSrid(features: readonly BoundaryFeature[]): number {
  const geometry = features.find((feature) => feature.geometry !== null)?.geometry
  if (geometry?.form === 'wkb') {
    throw refuseFileFor({
      sv: 'filen säger inte vilket referenssystem den är i',
      en: 'the file names no reference system',
      command: { sv: '--crs EPSG:KOD', en: '--crs EPSG:CODE' },
    })
  }
  const position = geometry === undefined || geometry === null ? null : firstPosition(geometry.text)
  return position !== null && Math.abs(position.north) > 180 ? 3006 : 4326
}

/** Shapes as valid polygons in WGS 84, in the order of the features; throws `invalid-file` naming the row. */
export async function normaliseFeatures(
  database: Database,
  features: readonly BoundaryFeature[],
  srid: number,
): Promise<NormalisedShape[]> {
  if (srid === 4326) refuseSwappedAxes(features)
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
