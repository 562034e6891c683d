import type { SourceSpecification, StyleSpecification } from 'maplibre-gl'

import { basemapParts, landAddress, partAddress } from './basemap.ts'
import { groundLayers } from './basemap-ground.ts'
import { nameLayers } from './basemap-names.ts'
import { streetLayers } from './basemap-streets.ts'
import { basemapTokens } from './basemap-tokens.ts'
import type { Scheme } from './ramp.ts'

/**
 * The built-in basemap: a MapLibre style over GeoJSON sources of our own server, so that the map is whole without any
 * network beyond it. It names no `glyphs`: MapLibre then draws every letter in the browser, with the fonts of the page.
 */
export function builtInStyle(data: string, scheme: Scheme, land: string = landAddress): StyleSpecification {
  const tokens = basemapTokens[scheme]
  const parts = basemapParts.map((part): [string, SourceSpecification] => [
    part,
    { type: 'geojson', data: partAddress(data, part), maxzoom: 16, tolerance: 0.25 },
  ])
  return {
    version: 8,
    name: `built-in ${scheme}`,
    sources: {
      world: { type: 'geojson', data: land, maxzoom: 12, tolerance: 0.3, attribution: 'Natural Earth' },
      ...Object.fromEntries(parts),
    },
    layers: [...groundLayers(tokens), ...streetLayers(tokens), ...nameLayers(tokens)],
  }
}
