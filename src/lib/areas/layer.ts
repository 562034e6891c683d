/** Areas and their values → what a map draws. Pure. */
import type { Feature, FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson'

import type { AreaProperties } from '#lib/map/area-paint.ts'
import { labelPoint } from '#lib/map/label-point.ts'
import type { AreaKind } from '#lib/municipalities/municipality.ts'

import { looksOf } from './look.ts'
import type { AreaQuestion } from './question.ts'
import type { AreaValue } from './value.ts'

/** The areas part of the basemap: every area's shape, with its `code` and `kind`. */
export type AreaShapes = FeatureCollection<Geometry | null, Record<string, unknown> | null>

export type AreaFeatures = FeatureCollection<Polygon | MultiPolygon, AreaProperties>

/** An area without a value is drawn as missing, one without a shape not at all. */
export function areaFeatures(
  shapes: AreaShapes,
  values: readonly (AreaValue & { code: string })[],
  question: AreaQuestion,
): AreaFeatures {
  const { looks } = looksOf(values, question)
  const byCode = new Map(values.map(({ code }, index) => [code, looks[index]]))
  const features = shapesOf(shapes, question.kind).flatMap(({ geometry, code }) => {
    const look = byCode.get(code) ?? { step: -1, pattern: 'missing' as const }
    return [{ type: 'Feature' as const, properties: { id: code, ...look }, geometry }]
  })
  return { type: 'FeatureCollection', features }
}

/** Some position inside an area will do to walk by; the best one takes ten times as long. */
const coarsely = 8

/** Where each area is pointed at by the keyboard: a position inside it. */
export function areaSpots(shapes: AreaShapes, kind: AreaKind): { id: string; lngLat: readonly [number, number] }[] {
  return shapesOf(shapes, kind).flatMap(({ code, geometry }) => {
    const [lng, lat] = labelPoint(geometry, coarsely) ?? []
    return lng === undefined || lat === undefined ? [] : [{ id: code, lngLat: [lng, lat] as const }]
  })
}

function shapesOf({ features }: AreaShapes, kind: AreaKind): { code: string; geometry: Polygon | MultiPolygon }[] {
  return features.flatMap(({ properties, geometry }: Feature<Geometry | null, Record<string, unknown> | null>) => {
    if (properties?.['kind'] !== kind || (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon')) return []
    return [{ code: String(properties['code']), geometry }]
  })
}
