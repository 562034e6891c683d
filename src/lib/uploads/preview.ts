import type { FeatureCollection, MultiPolygon, Point } from 'geojson'

import type { PreviewPoint } from '#lib/imports/examination.ts'
import type { PreviewArea } from '#lib/imports/register-examination.ts'
import type { AreaProperties } from '#lib/map/area-paint.ts'
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

/** Areas as shapes of a map, those mostly outside in the second colour and hatched. The id of a shape is its row. */
export function shapesOf(areas: readonly PreviewArea[]): FeatureCollection<MultiPolygon, AreaProperties> {
  return {
    type: 'FeatureCollection',
    features: areas.map(({ row, isOutside, shape }) => ({
      type: 'Feature',
      properties: { id: String(row), step: isOutside ? 1 : 0, pattern: isOutside ? 'uncertain' : 'none' },
      geometry: shape,
    })),
  }
}

/** The westernmost and southernmost, and the easternmost and northernmost place of each area. */
export function cornersOf(areas: readonly PreviewArea[]): PreviewPoint[] {
  return areas.flatMap(({ row, isOutside, shape }) => {
    const positions = shape.coordinates.flat(2)
    const lngs = positions.map(([lng = 0]) => lng)
    const lats = positions.map(([, lat = 0]) => lat)
    // A boundary may have more corners than a call has arguments.
    const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
    const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    if (positions.length === 0) return []
    return [
      { row, isOutside, lngLat: [least(lngs), least(lats)] },
      { row, isOutside, lngLat: [most(lngs), most(lats)] },
    ]
  })
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
