import type { ExpressionSpecification, FilterSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'

import { fontStacks } from './basemap-names.ts'
import { basemapTokens, type BasemapTokens } from './basemap-tokens.ts'
import type { Scheme } from './ramp.ts'

/** The protocol a PMTiles archive is read by: single byte ranges of one file. */
export const pmtilesProtocol = 'pmtiles'

const source = 'tiles'
const classOf: ExpressionSpecification = ['get', 'class']
const among = (...classes: string[]): FilterSpecification => ['in', classOf, ['literal', classes]]
const named: ExpressionSpecification = ['coalesce', ['get', 'name:sv'], ['get', 'name:latin'], ['get', 'name'], '']

/** Points of interest worth a name on a quiet map; bookshops come as libraries. */
const amongPlaces = [
  'in',
  classOf,
  [
    'literal',
    ['railway', 'school', 'library', 'park', 'hospital', 'town_hall', 'place_of_worship', 'museum', 'college'],
  ],
] as unknown as ExpressionSpecification

function width(...stops: [zoom: number, pixels: number][]): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.5], ['zoom'], ...stops.flat()] as ExpressionSpecification
}

function fill(id: string, layer: string, color: string, filter?: FilterSpecification): LayerSpecification {
  const shared = { id, type: 'fill', source, 'source-layer': layer, paint: { 'fill-color': color } } as const
  return filter === undefined ? shared : { ...shared, filter }
}

function ground(tokens: BasemapTokens): LayerSpecification[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': tokens.land } },
    fill('built_up', 'landuse', tokens.builtUp, among('residential', 'commercial', 'industrial', 'retail', 'suburb')),
    fill('forest', 'landcover', tokens.forest, among('wood', 'forest')),
    fill('grass', 'landcover', tokens.park, among('grass')),
    fill('beach', 'landcover', tokens.beach, among('sand')),
    fill('park', 'park', tokens.park),
    fill('cemetery', 'landuse', tokens.park, among('cemetery', 'pitch', 'playground')),
    fill('water', 'water', tokens.water),
    { ...fill('building', 'building', tokens.building), minzoom: 14 } as LayerSpecification,
  ]
}

const major = ['motorway', 'trunk', 'primary', 'secondary', 'tertiary']
const minor = ['minor', 'service', 'street', 'street_limited', 'busway']

function lines(tokens: BasemapTokens): LayerSpecification[] {
  const street = (
    id: string,
    classes: string[],
    color: string,
    from: number,
    stops: [number, number][],
  ): LayerSpecification => ({
    id,
    type: 'line',
    source,
    'source-layer': 'transportation',
    minzoom: from,
    filter: among(...classes),
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': width(...stops) },
  })
  const cased = (stops: [number, number][]) => stops.map(([z, px]): [number, number] => [z, px + (z < 14 ? 0.8 : 1.6)])
  const minorStops: [number, number][] = [
    [12, 0.4],
    [14, 1.8],
    [16, 6],
    [18, 16],
  ]
  const majorStops: [number, number][] = [
    [7, 0.5],
    [12, 1.6],
    [14, 3.6],
    [16, 9.5],
    [18, 24],
  ]
  const path = street('street-path', ['path', 'track'], tokens.path, 14, [
    [14, 0.6],
    [16, 1.4],
    [18, 3],
  ])
  return [
    { ...path, paint: { ...path.paint, 'line-dasharray': [3, 1.5] } } as LayerSpecification,
    street('street-minor-casing', minor, tokens.streetCasing, 12, cased(minorStops)),
    street('street-major-casing', major, tokens.streetCasing, 7, cased(majorStops)),
    street('street-minor', minor, tokens.street, 12, minorStops),
    street('street-major', major, tokens.mainStreet, 7, majorStops),
    street('railway', ['rail', 'transit'], tokens.railway, 9, [
      [10, 0.8],
      [14, 1.4],
      [17, 3],
    ]),
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

function names(tokens: BasemapTokens): LayerSpecification[] {
  const halo = (color: string) =>
    ({ 'text-color': color, 'text-halo-color': tokens.halo, 'text-halo-width': 1.5, 'text-halo-blur': 0.25 }) as const
  const place = (
    id: string,
    classes: string[],
    font: readonly string[],
    size: number,
    from: number,
    to = 24,
  ): LayerSpecification => ({
    id,
    type: 'symbol',
    source,
    'source-layer': 'place',
    minzoom: from,
    maxzoom: to,
    filter: among(...classes),
    layout: { 'text-field': named, 'text-font': [...font], 'text-size': size, 'text-max-width': 8, 'text-padding': 6 },
    paint: halo(tokens.ink),
  })
  return [
    {
      id: 'street-name',
      type: 'symbol',
      source,
      'source-layer': 'transportation_name',
      minzoom: 13.5,
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 320,
        'text-field': named,
        'text-font': [...fontStacks.regular],
        'text-size': ['interpolate', ['linear'], ['zoom'], 14, 10.5, 18, 14],
        'text-padding': 4,
      },
      paint: halo(tokens.inkSoft),
    },
    {
      id: 'water-name',
      type: 'symbol',
      source,
      'source-layer': 'water_name',
      minzoom: 11,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': named, 'text-font': [...fontStacks.italic], 'text-size': 12, 'text-max-width': 7 },
      paint: halo(tokens.waterInk),
    },
    {
      id: 'poi-name',
      type: 'symbol',
      source,
      'source-layer': 'poi',
      minzoom: 15,
      filter: ['all', amongPlaces, ['!=', ['get', 'subclass'], 'books']],
      layout: {
        'text-field': named,
        'text-font': [...fontStacks.regular],
        'text-size': 11,
        'text-max-width': 8,
        'text-padding': 8,
      },
      paint: halo(tokens.inkSoft),
    },
    place('place-small', ['neighbourhood', 'quarter', 'suburb', 'hamlet', 'village'], fontStacks.medium, 12, 12, 16),
    place('place-large', ['city', 'town'], fontStacks.semibold, 15, 5, 14),
  ]
}

/** An operator's archive with the OpenMapTiles schema, drawn as quietly as the built-in basemap. `url` is absolute or from the root. */
export function pmtilesStyle(url: string, scheme: Scheme): StyleSpecification {
  const tokens = basemapTokens[scheme]
  return {
    version: 8,
    name: `archive ${scheme}`,
    sources: { [source]: { type: 'vector', url: `${pmtilesProtocol}://${url}` } },
    layers: [...ground(tokens), ...lines(tokens), ...names(tokens)],
  }
}
