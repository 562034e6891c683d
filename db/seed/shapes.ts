// Polygons cut and joined (by way of @turf/turf) and brought to six decimals.
import { difference, featureCollection, intersect, multiPolygon, polygon } from '@turf/turf'
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'
import { toRing, type Line } from './plane.ts'

type Shape = Feature<Polygon | MultiPolygon>

export const shapeOf = (rings: readonly Line[]): Shape =>
  rings.length === 1 ? polygon([toRing(rings[0] as Line)]) : multiPolygon(rings.map((ring) => [toRing(ring)]))

const round = (value: number) => Math.round(value * 1e6) / 1e6
const rings = (positions: Position[][]) =>
  positions
    .map((ring) => ring.map(([lng, lat]) => [round(lng as number), round(lat as number)]))
    .map((ring) => ring.filter((at, index) => index === 0 || at.join() !== ring[index - 1]?.join()))
    .filter((ring) => ring.length >= 4)

export function asMultiPolygon(shape: Shape | null): MultiPolygon {
  if (shape === null) return { type: 'MultiPolygon', coordinates: [] }
  const { geometry } = shape
  const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return { type: 'MultiPolygon', coordinates: parts.map(rings).filter((part) => part.length > 0) }
}

export const common = (a: Shape, b: Shape): Shape | null => intersect(featureCollection([a, b]))
export const without = (a: Shape, b: Shape): Shape | null => difference(featureCollection([a, b]))
