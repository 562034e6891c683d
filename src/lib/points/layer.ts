/** Listed points → what a map draws. */
import type { Feature, FeatureCollection, Point } from 'geojson'

import type { Source } from '#lib/cells/category.ts'
import type { MarkShape } from '#lib/map/map-images.ts'
import type { RampName } from '#lib/map/ramp.ts'
import type { ListedPoint } from './point.ts'

export interface PointProperties {
  id: string
  ramp: RampName
  mark: MarkShape
}

/** What people said is teal, what was reported violet; a shape for each source, so that colour is not the only cue. */
export const sourceLooks: Readonly<Record<Source, { ramp: 'perceived' | 'recorded'; mark: MarkShape }>> = {
  remark: { ramp: 'perceived', mark: 'dot' },
  observation: { ramp: 'perceived', mark: 'diamond' },
  crime: { ramp: 'recorded', mark: 'square' },
}

export function pointFeatures(points: readonly ListedPoint[]): FeatureCollection<Point, PointProperties> {
  return { type: 'FeatureCollection', features: points.map(pointFeature) }
}

function pointFeature({ id, source, lngLat }: ListedPoint): Feature<Point, PointProperties> {
  return {
    type: 'Feature',
    properties: { id, ...sourceLooks[source] },
    geometry: { type: 'Point', coordinates: [...lngLat] },
  }
}

/** Those of the points that a ring of the map stands for. */
export function pointsWithIds(points: readonly ListedPoint[], ids: readonly string[]): ListedPoint[] {
  const wanted = new Set(ids)
  return points.filter(({ id }) => wanted.has(id))
}
