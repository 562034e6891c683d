import type { FeatureCollection, Point } from 'geojson'

import type { PreviewPoint } from '#lib/imports/examination.ts'
import type { SpotProperties } from '#lib/map/spot-paint.ts'

type Bounds = readonly [west: number, south: number, east: number, north: number]

/** The first rows of a file as marks of a map, those outside apart. The id of a mark is its row. */
export function spotsOf(preview: readonly PreviewPoint[]): FeatureCollection<Point, SpotProperties> {
  return {
    type: 'FeatureCollection',
    features: preview.map(({ row, lngLat, isOutside }) => ({
      type: 'Feature',
      properties: { id: String(row), apart: isOutside },
      geometry: { type: 'Point', coordinates: [...lngLat] },
    })),
  }
}

/**
 * What shows the municipality and the marks. Where most of them are in place, one far away does not make the rest small;
 * where most are not, all are shown, wherever on the earth a mistake has put them.
 */
export function boundsWith(bounds: Bounds, preview: readonly PreviewPoint[]): [number, number, number, number] {
  const outside = preview.filter(({ isOutside }) => isOutside).length
  const shown = outside * 2 > preview.length ? preview : preview.filter(({ lngLat }) => isNear(bounds, lngLat))
  let [west, south, east, north] = bounds
  for (const { lngLat } of shown) {
    west = Math.min(west, lngLat[0])
    south = Math.min(south, clampLatitude(lngLat[1]))
    east = Math.max(east, lngLat[0])
    north = Math.max(north, clampLatitude(lngLat[1]))
  }
  return [west, south, east, north]
}

/** Within half the municipality's width of it. */
function isNear([west, south, east, north]: Bounds, [lng, lat]: PreviewPoint['lngLat']): boolean {
  const [wide, high] = [(east - west) / 2, (north - south) / 2]
  return lng > west - wide && lng < east + wide && lat > south - high && lat < north + high
}

/** A map on a flat screen ends before the poles. */
function clampLatitude(latitude: number): number {
  return Math.max(-85, Math.min(85, latitude))
}

/** The rows that picked marks are. */
export function rowsAt(ids: readonly string[]): number[] {
  return ids.map(Number).sort((a, b) => a - b)
}
