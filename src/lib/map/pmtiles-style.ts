import type {
  ExpressionSpecification,
  LayerSpecification,
  LineLayerSpecification,
  StyleSpecification,
} from 'maplibre-gl'

import { basemapTokens, type BasemapTokens } from './basemap-tokens.ts'
import { lineWidth, widths, withCasing, type WidthStop } from './line-width.ts'
import { archiveNames } from './pmtiles-names.ts'
import type { Scheme } from './ramp.ts'

/** The protocol a PMTiles archive is read by: single byte ranges of one file. */
export const pmtilesProtocol = 'pmtiles'

const source = 'tiles'
const among = (classes: readonly string[]): ExpressionSpecification => [
  'in',
  ['get', 'class'],
  ['literal', [...classes]],
]

function fill(id: string, layer: string, color: string, ...classes: string[]): LayerSpecification {
  const shared = { id, type: 'fill', source, 'source-layer': layer, paint: { 'fill-color': color } } as const
  return classes.length === 0 ? shared : { ...shared, filter: among(classes) }
}

function ground(tokens: BasemapTokens): LayerSpecification[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': tokens.land } },
    fill('built_up', 'landuse', tokens.builtUp, 'residential', 'commercial', 'industrial', 'retail', 'suburb'),
    fill('forest', 'landcover', tokens.forest, 'wood', 'forest'),
    fill('grass', 'landcover', tokens.park, 'grass'),
    fill('beach', 'landcover', tokens.beach, 'sand'),
    fill('park', 'park', tokens.park),
    fill('cemetery', 'landuse', tokens.park, 'cemetery', 'pitch', 'playground'),
    fill('water', 'water', tokens.water),
    { ...fill('building', 'building', tokens.building), minzoom: 14 } as LayerSpecification,
  ]
}

const major = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary']
const minor = ['minor', 'service', 'street', 'street_limited', 'busway']
const majorWidth: readonly WidthStop[] = [[7, 0.4], ...widths.main]

function line(
  id: string,
  classes: readonly string[],
  from: number,
  color: string,
  stops: readonly WidthStop[],
): LineLayerSpecification {
  return {
    id,
    type: 'line',
    source,
    'source-layer': 'transportation',
    minzoom: from,
    filter: among(classes),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': lineWidth(stops) },
  }
}

function lines(tokens: BasemapTokens): LayerSpecification[] {
  const path = line('street-path', ['path', 'track'], 14, tokens.path, widths.path)
  return [
    { ...path, paint: { ...path.paint, 'line-dasharray': [3, 1.5] } },
    line('street-minor-casing', minor, 12, tokens.streetCasing, withCasing(widths.residential)),
    line('street-major-casing', major, 7, tokens.streetCasing, withCasing(majorWidth)),
    line('street-minor', minor, 12, tokens.street, widths.residential),
    line('street-major', major, 7, tokens.mainStreet, majorWidth),
    line('railway', ['rail', 'transit'], 9, tokens.railway, widths.railway),
    {
      id: 'boundary',
      type: 'line',
      source,
      'source-layer': 'boundary',
      filter: ['<=', ['get', 'admin_level'], 7],
      paint: { 'line-color': tokens.boundary, 'line-width': 1, 'line-opacity': 0.5, 'line-dasharray': [6, 2, 1.5, 2] },
    },
  ]
}

/**
 * An operator's archive with the OpenMapTiles schema, drawn as quietly as the built-in basemap. `url` is absolute or
 * from the root.
 */
export function pmtilesStyle(url: string, scheme: Scheme): StyleSpecification {
  const tokens = basemapTokens[scheme]
  return {
    version: 8,
    name: `archive ${scheme}`,
    sources: { [source]: { type: 'vector', url: `${pmtilesProtocol}://${url}` } },
    layers: [...ground(tokens), ...lines(tokens), ...archiveNames(tokens)],
  }
}
