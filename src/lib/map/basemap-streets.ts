import type { FilterSpecification, LayerSpecification, LineLayerSpecification } from 'maplibre-gl'

import type { BasemapTokens } from './basemap-tokens.ts'
import { lineWidth, widths, withCasing, type WidthStop } from './line-width.ts'

const ofKind = (kind: string): FilterSpecification => ['==', ['get', 'kind'], kind]

function street(
  id: string,
  kind: string,
  from: number,
  color: string,
  stops: readonly WidthStop[],
): LineLayerSpecification {
  return {
    id,
    type: 'line',
    source: 'streets',
    filter: ofKind(kind),
    minzoom: from,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': lineWidth(stops) },
  }
}

function path({ path: color }: BasemapTokens): LineLayerSpecification {
  const solid = street('street-path', 'path', 14, color, widths.path)
  return { ...solid, layout: { 'line-join': 'round' }, paint: { ...solid.paint, 'line-dasharray': [3, 1.5] } }
}

/** A dark line with light pieces on it, as on paper maps. */
function railway({ railway: color, railwaySleeper }: BasemapTokens): LineLayerSpecification[] {
  const rails = { type: 'line', source: 'features', filter: ofKind('railway') } as const
  const dashes = {
    'line-color': railwaySleeper,
    'line-width': lineWidth(widths.railwayDashes),
    'line-dasharray': [5, 5],
  }
  return [
    { ...rails, id: 'railway', paint: { 'line-color': color, 'line-width': lineWidth(widths.railway) } },
    { ...rails, id: 'railway-dashes', minzoom: 12, paint: dashes },
  ]
}

function tunnel({ tunnel: color }: BasemapTokens): LineLayerSpecification {
  return {
    id: 'tunnel',
    type: 'line',
    source: 'features',
    filter: ofKind('tunnel'),
    minzoom: 14,
    paint: { 'line-color': color, 'line-width': lineWidth(widths.tunnel), 'line-dasharray': [1, 0.6] },
  }
}

function limits({ areaEdge, boundary }: BasemapTokens): LineLayerSpecification[] {
  const dashes = { 'line-width': 1.2, 'line-opacity': 0.7, 'line-dasharray': [6, 2, 1.5, 2] }
  return [
    {
      id: 'area-edge',
      type: 'line',
      source: 'borders',
      minzoom: 12,
      paint: { 'line-color': areaEdge, 'line-width': 1.1, 'line-opacity': 0.6, 'line-dasharray': [4, 3] },
    },
    {
      id: 'boundary',
      type: 'line',
      source: 'boundary',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': boundary, ...dashes },
    },
  ]
}

/** Streets, railway, tunnels, and the limits of areas and of the municipality. */
export function streetLayers(tokens: BasemapTokens): LayerSpecification[] {
  return [
    path(tokens),
    street('street-residential-casing', 'residential', 12, tokens.streetCasing, withCasing(widths.residential)),
    street('street-main-casing', 'main', 9, tokens.streetCasing, withCasing(widths.main)),
    street('street-residential', 'residential', 12, tokens.street, widths.residential),
    street('street-main', 'main', 9, tokens.mainStreet, widths.main),
    ...railway(tokens),
    tunnel(tokens),
    ...limits(tokens),
  ]
}
