import type { Feature, FeatureCollection } from 'geojson'

import type { Database, Transaction } from '#lib/database/database.ts'
import { basemapParts, type BasemapPart } from '#lib/map/basemap.ts'
import { labelPoint } from '#lib/map/label-point.ts'
import { sharedEdges } from '#lib/map/shared-edges.ts'
import { keptText, type KeptText } from '#lib/map/text-answer.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { readAreas, readBoundary, readFeatures, readPlaces, readStreets } from './basemap-queries.server.ts'

/** A municipality's own map as GeoJSON texts: what the built-in basemap is drawn from. */
export type BasemapTexts = Record<BasemapPart, string>
export type KeptBasemap = Record<BasemapPart | 'whole', KeptText>

/**
 * A map asks for all parts at once, so one reading serves them all. It is kept for half a minute: streets and places
 * change by an import, and nobody waits for them.
 */
const keptForMs = 30_000
const mostKept = 8
const readings = new Map<string, { until: number; basemap: Promise<KeptBasemap> }>()

/** @throws ProblemError unknown-municipality */
export function keptBasemap(
  database: Database,
  municipalityCode: string,
  now: number = Date.now(),
): Promise<KeptBasemap> {
  const kept = readings.get(municipalityCode)
  if (kept !== undefined && kept.until > now) return kept.basemap
  for (const [code, { until }] of readings) if (until <= now || readings.size >= mostKept) readings.delete(code)
  const basemap = readKept(database, municipalityCode)
  readings.set(municipalityCode, { until: now + keptForMs, basemap })
  basemap.catch(() => readings.delete(municipalityCode))
  return basemap
}

async function readKept(database: Database, municipalityCode: string): Promise<KeptBasemap> {
  const context = { role: 'kommun_request', municipalityCodes: [municipalityCode], access: 'read' } as const
  const texts = await database.withContext(context, (db) => readBasemap(db, municipalityCode))
  if (texts === null) throw new ProblemError('unknown-municipality')
  const parts = basemapParts.map((part) => [part, keptText(texts[part])])
  return { ...(Object.fromEntries(parts) as Record<BasemapPart, KeptText>), whole: keptText(wholeBasemap(texts)) }
}

export async function readBasemap(db: Transaction, municipalityCode: string): Promise<BasemapTexts | null> {
  const boundary = await readBoundary(db, municipalityCode)
  if (boundary === null) return null
  const areas = await readAreas(db, municipalityCode)
  const places = await readPlaces(db, municipalityCode)
  const streets = await readStreets(db, municipalityCode)
  const features = await readFeatures(db, municipalityCode)
  const labels = labelsOf(parsed(areas, features), parsed(places))
  const borders = bordersOf(parsed(areas))
  return { boundary: soleFeature(boundary), areas, places, streets, features, labels, borders }
}

/** All parts in one text, with the boundary as a bare geometry: what programs ask for. */
function wholeBasemap(texts: BasemapTexts): string {
  const parts = basemapParts.filter((part) => part !== 'boundary').map((part) => `"${part}":${texts[part]}`)
  return `{"boundary":${geometryIn(texts.boundary)},${parts.join(',')}}`
}

const soleFeature = (geometry: string) =>
  `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":${geometry}}]}`

/** Only statistical areas lie side by side; estates and their parts lie on top of them. */
export function bordersOf(collections: readonly FeatureCollection[]): string {
  const areas = collections.flatMap(({ features }) => features)
  const tiling = areas.filter(({ properties }) => properties?.['kind'] === 'statistical')
  return soleFeature(JSON.stringify(sharedEdges({ type: 'FeatureCollection', features: tiling })))
}

function geometryIn(collection: string): string {
  const { features } = JSON.parse(collection) as FeatureCollection
  return JSON.stringify(features[0]?.geometry ?? null)
}

const parsed = (...texts: string[]) => texts.map((text) => JSON.parse(text) as FeatureCollection)

/** One point for each named shape, with the shape's properties; a shape that is a place too is named once, as that. */
export function labelsOf(shapes: readonly FeatureCollection[], places: readonly FeatureCollection[]): string {
  const nameOf = ({ properties }: Feature) => String(properties?.['name'] ?? '')
  const taken = new Set(places.flatMap(({ features }) => features.map(nameOf)))
  const features = shapes
    .flatMap((collection) => collection.features)
    .filter((shape) => nameOf(shape) !== '' && !taken.has(nameOf(shape)))
    .flatMap(({ properties, geometry }) => {
      const coordinates = labelPoint(geometry)
      return coordinates === null ? [] : [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates } }]
    })
  return JSON.stringify({ type: 'FeatureCollection', features })
}
