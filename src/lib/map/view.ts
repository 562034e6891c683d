/** What part of the world a map shows, and how that is written in an address. */

/** WGS 84 degrees and MapLibre's zoom (512-pixel tiles). */
export interface MapView {
  lng: number
  lat: number
  zoom: number
}

export type Bbox = readonly [west: number, south: number, east: number, north: number]

/** What a map tells its owner when it has come to rest. */
export interface Moved {
  view: MapView
  bbox: Bbox
}

export const zoomRange = { lowest: 3, highest: 19 } as const

/** Names of the search parameters a view is written in. */
export const viewParameters = ['lng', 'lat', 'zoom'] as const

function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals
  return Math.round(value * factor) / factor
}

/**
 * A pixel is about 78 km / 2^zoom wide, so four decimals (11 m) are enough up to zoom 12 and five (1 m) above it; the
 * address stays short and does not change when nothing visible does.
 */
export function roundedView({ lng, lat, zoom }: MapView): MapView {
  const decimals = zoom > 12 ? 5 : 4
  return { lng: rounded(lng, decimals), lat: rounded(lat, decimals), zoom: rounded(zoom, 2) }
}

export function sameView(a: MapView, b: MapView): boolean {
  const [one, other] = [roundedView(a), roundedView(b)]
  return one.lng === other.lng && one.lat === other.lat && one.zoom === other.zoom
}

/** The view an address asks for, or null when it asks for none or for something that is nowhere. */
export function readView(parameters: URLSearchParams): MapView | null {
  const [lng, lat, zoom] = viewParameters.map((name) => numberIn(parameters.get(name)))
  if (lng === undefined || lat === undefined || zoom === undefined) return null
  if (Math.abs(lng) > 180 || Math.abs(lat) > 85 || zoom < zoomRange.lowest || zoom > zoomRange.highest) return null
  return { lng, lat, zoom }
}

/** The same parameters with the view in them; the ones given are left as they are. */
export function writeView(parameters: URLSearchParams, view: MapView): URLSearchParams {
  const written = new URLSearchParams(parameters)
  const values = roundedView(view)
  for (const name of viewParameters) written.set(name, String(values[name]))
  return written
}

/** Only plain decimals: `Number` alone would also take '', '0x10' and '1e3'. */
function numberIn(text: string | null): number | undefined {
  return text !== null && /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : undefined
}
