import type {
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  SymbolLayerSpecification,
} from 'maplibre-gl'

import { fontStacks, halo } from './basemap-names.ts'
import type { BasemapTokens } from './basemap-tokens.ts'

const named: ExpressionSpecification = ['coalesce', ['get', 'name:sv'], ['get', 'name:latin'], ['get', 'name'], '']
const among = (classes: readonly string[]): ExpressionSpecification => [
  'in',
  ['get', 'class'],
  ['literal', [...classes]],
]

/** Points of interest worth a name on a quiet map; bookshops come as libraries. */
const worthNaming = [
  'railway',
  'school',
  'library',
  'park',
  'hospital',
  'town_hall',
  'place_of_worship',
  'museum',
  'college',
]

type Layout = NonNullable<SymbolLayerSpecification['layout']>

function name(
  id: string,
  sourceLayer: string,
  from: number,
  layout: Layout,
  paint: ReturnType<typeof halo>,
  filter: FilterSpecification = true,
): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: 'tiles',
    'source-layer': sourceLayer,
    minzoom: from,
    filter,
    layout: { 'text-field': named, 'text-max-width': 8, ...layout },
    paint,
  }
}

/** Names of an archive with the OpenMapTiles schema, the least important first. */
export function archiveNames(tokens: BasemapTokens): LayerSpecification[] {
  const [soft, ink, water] = [halo(tokens, tokens.inkSoft), halo(tokens, tokens.ink), halo(tokens, tokens.waterInk)]
  const along: Layout = {
    'symbol-placement': 'line',
    'symbol-spacing': 320,
    'text-font': [...fontStacks.regular],
    'text-size': ['interpolate', ['linear'], ['zoom'], 14, 10.5, 18, 14],
    'text-padding': 4,
  }
  const places = (font: readonly string[], size: number): Layout => ({
    'text-font': [...font],
    'text-size': size,
    'text-padding': 6,
  })
  const interest: FilterSpecification = ['all', among(worthNaming), ['!=', ['get', 'subclass'], 'books']]
  const small = among(['neighbourhood', 'quarter', 'suburb', 'hamlet', 'village'])
  return [
    name('street-name', 'transportation_name', 13.5, along, soft),
    name('water-name', 'water_name', 11, places(fontStacks.italic, 12), water, ['==', ['geometry-type'], 'Point']),
    name('poi-name', 'poi', 15, { ...places(fontStacks.regular, 11), 'text-padding': 8 }, soft, interest),
    { ...name('place-small', 'place', 12, places(fontStacks.medium, 12), ink, small), maxzoom: 16 },
    { ...name('place-large', 'place', 5, places(fontStacks.semibold, 15), ink, among(['city', 'town'])), maxzoom: 14 },
  ]
}
