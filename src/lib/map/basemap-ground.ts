import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'

import type { BasemapTokens } from './basemap-tokens.ts'

const ofKind = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind]
const area = (kind: string): FilterSpecification => ['all', ofKind(kind), ['==', ['geometry-type'], 'Polygon']]

function surface(kind: string, color: string): LayerSpecification {
  return { id: kind, type: 'fill', source: 'features', filter: area(kind), paint: { 'fill-color': color } }
}

/** Fades something in over one zoom level. */
const appearing = (from: number): ExpressionSpecification => ['interpolate', ['linear'], ['zoom'], from, 0, from + 1, 1]

/** Water, land and what covers it, up to and with the buildings. */
export function groundLayers(tokens: BasemapTokens): LayerSpecification[] {
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': tokens.water } },
    { id: 'world', type: 'fill', source: 'world', paint: { 'fill-color': tokens.land } },
    surface('land', tokens.land),
    surface('built_up', tokens.builtUp),
    surface('forest', tokens.forest),
    surface('beach', tokens.beach),
    surface('park', tokens.park),
    surface('square', tokens.square),
    surface('water', tokens.water),
    surface('pier', tokens.pier),
    {
      id: 'building',
      type: 'fill',
      source: 'features',
      filter: area('building'),
      minzoom: 14,
      paint: { 'fill-color': tokens.building, 'fill-opacity': appearing(14) },
    },
    {
      id: 'building-edge',
      type: 'line',
      source: 'features',
      filter: ofKind('building'),
      minzoom: 15,
      paint: { 'line-color': tokens.buildingEdge, 'line-width': 0.75, 'line-opacity': appearing(15) },
    },
  ]
}
