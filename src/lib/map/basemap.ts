import type { StyleSpecification } from 'maplibre-gl'

/**
 * Where the ground of a map comes from. `data` answers GeoJSON collections by `part` (see `basemapParts`), `land` one
 * collection of land polygons; `style` is any MapLibre style; `pmtiles` an archive with the OpenMapTiles schema.
 */
export type Basemap =
  { kind: 'built-in'; data: string; land?: string } | { kind: 'style'; url: string } | { kind: 'pmtiles'; url: string }

/**
 * The parts the built-in basemap asks its `data` address for, each a FeatureCollection and a source of the style:
 * `labels` are points where shapes have their names, `borders` the lines between areas.
 */
export const basemapParts = ['boundary', 'areas', 'places', 'streets', 'features', 'labels', 'borders'] as const
export type BasemapPart = (typeof basemapParts)[number]

export const landAddress = '/api/v1/land'

/** The address of one part: `data` with `part` among its parameters. */
export function partAddress(data: string, part: BasemapPart): string {
  return `${data}${data.includes('?') ? '&' : '?'}part=${part}`
}

/** What is drawn when an operator's own style cannot be fetched: bare ground, so that counts still have a map. */
export function bareStyle(ground: string): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': ground } }],
  }
}

/** Where the server gives out an operator's archive. */
export const archiveAddress = '/api/v1/basemap-tiles'

/** What an operator has set goes first, a style before an archive; otherwise the built-in basemap over `data`. */
export function chooseBasemap(
  set: { basemapStyle: string | undefined; basemapPmtiles: string | undefined },
  data: string,
): Basemap {
  if (set.basemapStyle !== undefined) return { kind: 'style', url: set.basemapStyle }
  return set.basemapPmtiles === undefined ? { kind: 'built-in', data } : { kind: 'pmtiles', url: archiveAddress }
}
