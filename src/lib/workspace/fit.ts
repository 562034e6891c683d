import { zoomRange, type Bbox, type MapView } from '#lib/map/view.ts'

const tilePixels = 512

/** Latitude on the Mercator square, 0 at the north edge and 1 at the south. */
function mercator(lat: number): number {
  const radians = (lat * Math.PI) / 180
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + radians / 2)) / (2 * Math.PI)
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
  const lat = (Math.atan(Math.sinh(Math.PI * (1 - 2 * middle))) * 180) / Math.PI
  return { lng: (west + east) / 2, lat, zoom }
}
