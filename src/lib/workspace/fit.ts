import { zoomRange, type Bbox, type MapView } from '#lib/map/view.ts'

const tilePixels = 512

/** Latitude on the Mercator square, 0 at the north edge and 1 at the south. */
function mercator(lat: number): number {
  const radians = (lat * Math.PI) / 180
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI)
}

function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
}

/** The view that shows all of a box on a map of this many pixels, never closer than `closest`. */
export function viewOfBounds(bounds: Bbox, width: number, height: number, closest = 16.5): MapView {
  const [west, south, east, north] = bounds
  const [top, bottom] = [mercator(north), mercator(south)]
  const spans = [
    { share: (east - west) / 360, pixels: width },
    { share: bottom - top, pixels: height },
  ]
  const zooms = spans.map(({ share, pixels }) =>
    share <= 0 ? closest : Math.log2(Math.max(pixels, 1) / tilePixels / share),
  )
  const zoom = Math.max(zoomRange.lowest, Math.min(closest, ...zooms))
  const middle = (top + bottom) / 2
  return { lng: (west + east) / 2, lat: latitudeOf(middle), zoom }
}

export interface Insets {
  top: number
  right: number
  bottom: number
  left: number
}

/** Pixels a spot is kept away from what lies over the map. */
const clearance = 40

/** The view moved just as much as brings a spot out from under the panels; null when it is in sight already. */
export function viewWithSpotInSight(
  view: MapView,
  [lng, lat]: readonly [lng: number, lat: number],
  size: { width: number; height: number },
  insets: Insets,
): MapView | null {
  const pixels = tilePixels * 2 ** view.zoom
  const x = size.width / 2 + ((lng - view.lng) / 360) * pixels
  const y = size.height / 2 + (mercator(lat) - mercator(view.lat)) * pixels
  const right = beyond(x, insets.left + clearance, size.width - insets.right - clearance)
  const down = beyond(y, insets.top + clearance, size.height - insets.bottom - clearance)
  if (right === 0 && down === 0) return null
  return {
    lng: view.lng + (right / pixels) * 360,
    lat: latitudeOf(mercator(view.lat) + down / pixels),
    zoom: view.zoom,
  }
}

/** How far outside a stretch something lies: negative before it, positive after it. */
function beyond(value: number, from: number, to: number): number {
  if (value < from) return value - from
  return value > to ? value - Math.max(from, to) : 0
}
