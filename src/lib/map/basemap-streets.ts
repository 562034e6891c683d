import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'

import type { BasemapTokens } from './basemap-tokens.ts'

const ofKind = (kind: string): FilterSpecification => ['==', ['get', 'kind'], kind]

/** Width in pixels by zoom; between two zooms it grows as the map does. */
function width(...stops: [zoom: number, pixels: number][]): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.5], ['zoom'], ...stops.flat()] as ExpressionSpecification
}

interface StreetLook {
  kind: string
  from: number
  fill: string
  casing: string
  stops: [zoom: number, pixels: number][]
}

function casing({ kind, from, casing: color, stops }: StreetLook): LayerSpecification {
  return {
    id: `street-${kind}-casing`,
    type: 'line',
    source: 'streets',
    filter: ofKind(kind),
    minzoom: from,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': width(...stops.map(([z, px]): [number, number] => [z, px + (z < 14 ? 0.8 : 1.6)])),
    },
  }
}

function fill({ kind, from, fill: color, stops }: StreetLook): LayerSpecification {
  return {
    id: `street-${kind}`,
    type: 'line',
    source: 'streets',
    filter: ofKind(kind),
    minzoom: from,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': width(...stops) },
  }
}

function railway(tokens: BasemapTokens): LayerSpecification[] {
  const shared = { type: 'line', source: 'features', filter: ofKind('railway') } as const
  return [
    {
      ...shared,
      id: 'railway',
      paint: { 'line-color': tokens.railway, 'line-width': width([10, 0.8], [14, 1.6], [17, 4.5]) },
    },
    {
      ...shared,
      id: 'railway-dashes',
      minzoom: 12,
      paint: {
        'line-color': tokens.railwaySleeper,
        'line-width': width([12, 0.5], [14, 0.9], [17, 2.9]),
        'line-dasharray': [5, 5],
      },
    },
  ]
}

/** Streets, railway, tunnels, and the limits of areas and of the municipality. */
export function streetLayers(tokens: BasemapTokens): LayerSpecification[] {
  const residential: StreetLook = {
    kind: 'residential',
    from: 12,
    fill: tokens.street,
    casing: tokens.streetCasing,
    stops: [
      [12, 0.4],
      [14, 1.8],
      [16, 6],
      [18, 16],
    ],
  }
  const main: StreetLook = {
    kind: 'main',
    from: 9,
    fill: tokens.mainStreet,
    casing: tokens.streetCasing,
    stops: [
      [9, 0.5],
      [12, 1.4],
      [14, 3.6],
      [16, 9.5],
      [18, 24],
    ],
  }
  return [
    {
      id: 'street-path',
      type: 'line',
      source: 'streets',
      filter: ofKind('path'),
      minzoom: 14,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': tokens.path,
        'line-width': width([14, 0.6], [16, 1.4], [18, 3]),
        'line-dasharray': [3, 1.5],
      },
    },
    casing(residential),
    casing(main),
    fill(residential),
    fill(main),
    ...railway(tokens),
    {
      id: 'tunnel',
      type: 'line',
      source: 'features',
      filter: ofKind('tunnel'),
      minzoom: 14,
      paint: {
        'line-color': tokens.tunnel,
        'line-width': width([14, 1.2], [16, 3], [18, 7]),
        'line-dasharray': [1, 0.6],
      },
    },
    {
      id: 'area-edge',
      type: 'line',
      source: 'borders',
      minzoom: 12,
      paint: { 'line-color': tokens.areaEdge, 'line-width': 1.1, 'line-opacity': 0.6, 'line-dasharray': [4, 3] },
    },
    {
      id: 'boundary',
      type: 'line',
      source: 'boundary',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': tokens.boundary,
        'line-width': 1.2,
        'line-opacity': 0.7,
        'line-dasharray': [6, 2, 1.5, 2],
      },
    },
  ]
}
