import type { FeatureCollection, Point } from 'geojson'

import type { Source } from '#lib/cells/category.ts'
import type { MarkShape } from '#lib/map/map-images.ts'
import type { ListedPoint } from '#lib/points/point.ts'

interface PointProperties {
  id: string
  ramp: 'perceived' | 'recorded'
  mark: MarkShape
}

/** Colour is never the only difference: each source has its shape. The legend draws the same ones. */
const marks: Record<Source, MarkShape> = { remark: 'dot', observation: 'diamond', crime: 'square' }

/** Listed points as a map takes them: their id, and which family of colours they belong to. */
export function pointFeatures(points: readonly ListedPoint[]): FeatureCollection<Point, PointProperties> {
  return {
    type: 'FeatureCollection',
    features: points.map(({ id, source, lngLat }) => ({
      type: 'Feature',
      properties: { id, ramp: source === 'crime' ? 'recorded' : 'perceived', mark: marks[source] },
      geometry: { type: 'Point', coordinates: [...lngLat] },
    })),
  }
}

/** Those of the points that a ring of the map stands for. */
export function pointsWithIds(points: readonly ListedPoint[], ids: readonly string[]): ListedPoint[] {
  const wanted = new Set(ids)
  return points.filter(({ id }) => wanted.has(id))
}
