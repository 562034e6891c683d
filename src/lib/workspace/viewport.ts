import { resolutionForZoom } from '#lib/cells/cover.ts'
import type { Bbox, MapView } from '#lib/map/view.ts'

/** What is asked for: a box a little larger than the picture, and cells of a size that can be read in it. */
export interface Viewport {
  box: Bbox
  resolution: number
}

/** Where nothing has been drawn yet, cells of a readable size for a whole municipality. */
const zoomWithoutMap = 12
/** Squares of the world across a 512-pixel tile: the box reaches at most 128–256 pixels past the picture. */
const squaresAcrossTile = 4
const radians = Math.PI / 180

/**
 * The box in whole squares of a grid (Web Mercator) that follows the zoom, so that a small move of the map asks for what
 * is there already: the same address, and no request.
 */
export function viewportOf(bbox: Bbox, view: MapView | null): Viewport {
  const zoom = view?.zoom ?? zoomWithoutMap
  const squares = squaresAcrossTile * 2 ** Math.floor(zoom)
  const [west, south, east, north] = bbox
  const column = (lng: number) => ((lng + 180) / 360) * squares
  const row = (lat: number) => mercator(lat) * squares
  const box = [
    (Math.floor(column(west)) / squares) * 360 - 180,
    latitude(Math.floor(row(south)) / squares),
    (Math.ceil(column(east)) / squares) * 360 - 180,
    latitude(Math.ceil(row(north)) / squares),
  ] as const
  return { box, resolution: resolutionForZoom(zoom, (south + north) / 2) }
}

/** From 0 at 85° S to 1 at 85° N. */
function mercator(lat: number): number {
  const within = Math.max(-85.05, Math.min(85.05, lat))
  return 0.5 + Math.log(Math.tan((45 + within / 2) * radians)) / (2 * Math.PI)
}

function latitude(mercatorY: number): number {
  return 2 * (Math.atan(Math.exp((mercatorY - 0.5) * 2 * Math.PI)) / radians - 45)
}

/** How many points lie in cells whose middles are in the picture. `middles`: longitude and latitude of each in turn. */
export function countWithin([west, south, east, north]: Bbox, counts: Uint32Array, middles: Float64Array): number {
  let sum = 0
  counts.forEach((count, index) => {
    const [lng = NaN, lat = NaN] = middles.subarray(index * 2, index * 2 + 2)
    if (lng >= west && lng <= east && lat >= south && lat <= north) sum += count
  })
  return sum
}
