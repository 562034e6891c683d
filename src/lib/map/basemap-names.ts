import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'

import type { BasemapTokens } from './basemap-tokens.ts'

/**
 * MapLibre takes the weight and slant of locally drawn letters from the words in the first font name; that name is no
 * font, so the letters themselves come from the second.
 */
export const fontStacks = {
  regular: ['Noto Sans Variable'],
  medium: ['Noto Sans Variable Medium', 'Noto Sans Variable'],
  semibold: ['Noto Sans Variable Semibold', 'Noto Sans Variable'],
  italic: ['Noto Sans Variable Italic', 'Noto Sans Variable'],
} as const

/** How early a place's name appears, and who gives way: kinds in the order a stranger would look for them. */
const placeRanks: readonly (readonly [from: number, kinds: readonly string[]])[] = [
  [10, ['town', 'locality', 'tatort', 'village']],
  [12.4, ['station', 'housing_estate', 'ferry', 'hospital', 'district']],
  [13.4, ['square', 'park', 'harbour', 'beach', 'cemetery', 'lake', 'forest', 'island', 'nature']],
  [14.3, ['school', 'church', 'library', 'sports', 'culture', 'museum', 'town_hall', 'landmark', 'tunnel', 'retail']],
  [15.2, ['police', 'fire_station', 'health_centre', 'hotel', 'preschool', 'playground', 'shop']],
]
const lastRank = 16

const kindOf: ExpressionSpecification = ['get', 'kind']
const among = (kinds: readonly string[]): ExpressionSpecification => ['in', kindOf, ['literal', [...kinds]]]
const named: FilterSpecification = ['!=', ['coalesce', ['get', 'name'], ''], '']

/** Green places are written in green, those by the water in blue; the rest in ink. */
function placeInk(tokens: BasemapTokens, otherwise: string): ExpressionSpecification {
  const green = ['park', 'forest', 'cemetery', 'playground', 'nature']
  return ['match', kindOf, green, tokens.parkInk, ['harbour', 'beach', 'lake', 'ferry'], tokens.waterInk, otherwise]
}

/** Letters with a rim in the colour of the ground, so that they can be read on anything. */
export function halo(tokens: BasemapTokens, color: string | ExpressionSpecification) {
  return {
    'text-color': color,
    'text-halo-color': tokens.halo,
    'text-halo-width': 1.5,
    'text-halo-blur': 0.25,
  } as const
}

function placeLayer(tokens: BasemapTokens, rank: number): LayerSpecification {
  const known = placeRanks.flatMap(([, kinds]) => kinds)
  const [from, kinds] = placeRanks[rank] ?? [lastRank, null]
  const first = rank === 0
  const early = rank === 1
  return {
    id: `place-${rank}`,
    type: 'symbol',
    source: 'places',
    minzoom: from,
    filter: ['all', named, kinds === null ? ['!', among(known)] : among(kinds)] as FilterSpecification,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': [...(first ? fontStacks.semibold : early ? fontStacks.medium : fontStacks.regular)],
      'text-size': [
        'interpolate',
        ['linear'],
        ['zoom'],
        from,
        first ? 14 : early ? 12 : 11,
        17,
        first ? 18 : early ? 14 : 12.5,
      ],
      'text-max-width': 8,
      'text-padding': 6,
      'text-variable-anchor': ['center', 'top', 'bottom', 'left', 'right'],
      'text-radial-offset': 0.4,
      'text-justify': 'auto',
    },
    paint: halo(tokens, placeInk(tokens, first || early ? tokens.ink : tokens.inkSoft)),
  }
}

function streetNames(tokens: BasemapTokens, kind: string, from: number): LayerSpecification {
  return {
    id: `street-name-${kind}`,
    type: 'symbol',
    source: 'streets',
    minzoom: from,
    filter: ['all', named, ['==', kindOf, kind]] as FilterSpecification,
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 320,
      'text-field': ['get', 'name'],
      'text-font': [...fontStacks.regular],
      'text-size': ['interpolate', ['linear'], ['zoom'], 14, 10.5, 18, 14],
      'text-max-angle': 35,
      'text-padding': 4,
      'text-letter-spacing': 0.01,
    },
    paint: halo(tokens, tokens.inkSoft),
  }
}

/** Names of areas and of named ground; the points they stand on are part `labels`, one for each shape. */
function shapeNames(tokens: BasemapTokens): LayerSpecification[] {
  const base = (id: string, kinds: readonly string[], from: number, to: number, color: string): LayerSpecification => ({
    id,
    type: 'symbol',
    source: 'labels',
    minzoom: from,
    maxzoom: to,
    filter: ['all', named, among(kinds)] as FilterSpecification,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': [...(color === tokens.areaInk ? fontStacks.semibold : fontStacks.italic)],
      'text-size': ['interpolate', ['linear'], ['zoom'], from, 11, 17, 13],
      'text-max-width': 7,
      'text-padding': 4,
    },
    paint: halo(tokens, color),
  })
  const areas = base('area-name', ['statistical'], 12, 14.6, tokens.areaInk)
  return [
    base('building-name', ['building'], 16, 24, tokens.inkSoft),
    base('green-name', ['park', 'forest', 'square', 'beach'], 14, 24, tokens.parkInk),
    base('water-name', ['water'], 13, 24, tokens.waterInk),
    {
      ...areas,
      layout: { ...areas.layout, 'text-letter-spacing': 0.08, 'text-transform': 'uppercase' },
    } as LayerSpecification,
    base('estate-name', ['housing_estate', 'estate_part'], 14.6, 24, tokens.areaInk),
  ]
}

/** All names, the least important first: MapLibre places the topmost layer's names before the others'. */
export function nameLayers(tokens: BasemapTokens): LayerSpecification[] {
  const ranks = Array.from({ length: placeRanks.length + 1 }, (_, index) => placeRanks.length - index)
  return [
    streetNames(tokens, 'path', 16.5),
    streetNames(tokens, 'residential', 15),
    streetNames(tokens, 'main', 13.5),
    ...shapeNames(tokens),
    ...ranks.map((rank) => placeLayer(tokens, rank)),
  ]
}
