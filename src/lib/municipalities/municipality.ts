import type { LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson'

/** The tenant (kommun), as everyone may know it. */
export interface Municipality {
  /** Four digits, SCB's code. */
  code: string
  name: string
  slug: string
  /** A kommun that exists only for demo and trial; said on every page. */
  invented: boolean
  /** west, south, east, north in WGS 84. */
  bounds: readonly [west: number, south: number, east: number, north: number]
}

export interface MunicipalityBoundary {
  code: string
  name: string
  slug: string
  invented: boolean
  boundary: MultiPolygon
}

/** As migration 0004 has them: from the coarsest that tile a municipality to the parts of an estate. */
export const areaKinds = ['statistical', 'housing_estate', 'estate_part'] as const
export type AreaKind = (typeof areaKinds)[number]

export const ageBands = ['0-15', '16-24', '25-44', '45-64', '65-79', '80+'] as const
export type AgeBand = (typeof ageBands)[number]

export interface AreaRecord {
  id: string
  code: string
  kind: AreaKind
  name: string
  parentCode: string | null
  geometry: MultiPolygon
  population: readonly PopulationCount[]
}

export interface PopulationCount {
  year: number
  ageBand: AgeBand
  gender: 'woman' | 'man'
  people: number
}

export interface PlaceRecord {
  id: string
  name: string
  kind: string
  lngLat: readonly [lng: number, lat: number]
}

export interface StreetRecord {
  id: string
  name: string
  kind: 'main' | 'residential' | 'path'
  geometry: MultiLineString
}

export interface BasemapRecord {
  id: string
  kind: string
  name: string | null
  geometry: Polygon | MultiPolygon | LineString | MultiLineString
}

/** What a municipality's own map is made of; everything in it is replaced together. */
export interface Gazetteer {
  areas: readonly AreaRecord[]
  places: readonly PlaceRecord[]
  streets: readonly StreetRecord[]
  basemap: readonly BasemapRecord[]
}

/** Words of addresses: routes of the product, which no municipality may have as its slug. */
export const reservedSlugs: readonly string[] = [
  'api',
  'd',
  'r',
  'en',
  'sv',
  'ar',
  'so',
  'fa',
  'pl',
  'uk',
  'fi',
  'lattlast',
  'livez',
  'readyz',
  'problems',
  'help',
  'sign-in',
  'sign-out',
  'account',
  'admin',
  'about',
  'hjalp',
  'om',
  'map',
  'imports',
  'uploads',
  'categories',
  'exports',
  '_app',
]
