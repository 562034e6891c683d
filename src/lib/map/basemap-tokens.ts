import type { Scheme } from './ramp.ts'

/**
 * Every colour of the built-in basemap. Quiet on purpose: the ground keeps to one narrow band of lightness, so that the
 * five steps of a ramp can be told apart on top of it. Inks follow src/lib/ui/tokens.css.
 */
export interface BasemapTokens {
  water: string
  land: string
  builtUp: string
  forest: string
  park: string
  beach: string
  square: string
  pier: string
  building: string
  buildingEdge: string
  street: string
  mainStreet: string
  streetCasing: string
  path: string
  railway: string
  railwaySleeper: string
  tunnel: string
  boundary: string
  areaEdge: string
  ink: string
  inkSoft: string
  areaInk: string
  waterInk: string
  parkInk: string
  halo: string
}

export const basemapTokens: Record<Scheme, BasemapTokens> = {
  light: {
    water: '#cbd8e1',
    land: '#f2f0eb',
    builtUp: '#ece9e3',
    forest: '#e0e8da',
    park: '#d6e5cf',
    beach: '#f1e9d4',
    square: '#f8f4ea',
    pier: '#e6e3dc',
    building: '#ddd9d1',
    buildingEdge: '#cfcabf',
    street: '#ffffff',
    mainStreet: '#ffffff',
    streetCasing: '#d5d1c8',
    path: '#c9c3b6',
    railway: '#a3a19e',
    railwaySleeper: '#f2f0eb',
    tunnel: '#b9b4aa',
    boundary: '#7a8598',
    areaEdge: '#8d96a8',
    ink: '#28344d',
    inkSoft: '#3f4a63',
    areaInk: '#434f68',
    waterInk: '#3f6481',
    parkInk: '#3f6140',
    halo: '#f7f5f1',
  },
  dark: {
    water: '#0e1724',
    land: '#1b2433',
    builtUp: '#202a3b',
    forest: '#1a2a2c',
    park: '#1e3230',
    beach: '#2a2e35',
    square: '#28334a',
    pier: '#243044',
    building: '#2a354a',
    buildingEdge: '#35425b',
    street: '#38455e',
    mainStreet: '#435270',
    streetCasing: '#131b28',
    path: '#3d4a61',
    railway: '#5f6d86',
    railwaySleeper: '#1b2433',
    tunnel: '#4b5972',
    boundary: '#7787a3',
    areaEdge: '#5d6c88',
    ink: '#dbe3ef',
    inkSoft: '#b4c0d2',
    areaInk: '#a9b7cd',
    waterInk: '#7d9bb8',
    parkInk: '#8fb593',
    halo: '#131b29',
  },
}
