import proj4 from 'proj4'

import type { LngLat } from '#lib/points/point.ts'

import type { ReasonKey } from './reason.ts'

/** Any system that PostGIS has a definition of, by EPSG code. */
export type ReferenceSystem = `EPSG:${number}`

/** Systems that Swedish files are in, and that a file's system is guessed among. */
export const referenceSystemNames: Readonly<Record<ReferenceSystem, string>> = {
  'EPSG:4326': 'WGS 84',
  'EPSG:3006': 'SWEREF 99 TM',
  'EPSG:3007': 'SWEREF 99 12 00',
  'EPSG:3008': 'SWEREF 99 13 30',
  'EPSG:3009': 'SWEREF 99 15 00',
  'EPSG:3010': 'SWEREF 99 16 30',
  'EPSG:3011': 'SWEREF 99 18 00',
  'EPSG:3012': 'SWEREF 99 14 15',
  'EPSG:3013': 'SWEREF 99 15 45',
  'EPSG:3014': 'SWEREF 99 17 15',
  'EPSG:3015': 'SWEREF 99 18 45',
  'EPSG:3016': 'SWEREF 99 20 15',
  'EPSG:3017': 'SWEREF 99 21 45',
  'EPSG:3018': 'SWEREF 99 23 15',
  'EPSG:3021': 'RT 90 2.5 gon V',
}

export const guessedSystems = Object.keys(referenceSystemNames) as ReferenceSystem[]

/** One reference system's way to WGS 84. SWEREF 99 and WGS 84 agree within a metre, and are taken as one. */
export class Projection {
  readonly system: ReferenceSystem
  readonly isGeographic: boolean
  readonly #forward: ((coordinates: [number, number]) => number[]) | null
  readonly #inverse: ((coordinates: [number, number]) => number[]) | null

  /** @throws when proj4 can't follow the definition */
  constructor(system: ReferenceSystem, proj4text: string) {
    this.system = system
    this.isGeographic = /\+proj=longlat\b/.test(proj4text)
    const converter = proj4(proj4text, '+proj=longlat +datum=WGS84 +no_defs')
    const isSame = system === 'EPSG:4326'
    this.#forward = isSame ? null : (coordinates) => converter.forward(coordinates)
    this.#inverse = isSame ? null : (coordinates) => converter.inverse(coordinates)
  }

  /** WGS 84, rounded to 1e-7 degree (about a centimetre), so that the same place is the same numbers everywhere. */
  toLngLat({ east, north }: Coordinates): LngLat {
    const [lng = Number.NaN, lat = Number.NaN] = this.#forward?.([east, north]) ?? [east, north]
    return [round(lng), round(lat)]
  }

  /** The other way, not rounded. */
  fromLngLat([lng, lat]: LngLat): Coordinates {
    const [east = Number.NaN, north = Number.NaN] = this.#inverse?.([lng, lat]) ?? [lng, lat]
    return { east, north }
  }
}

/** Null for a definition that can't be followed to WGS 84: no plane or degrees, or a shift of datum it doesn't hold. */
export function readProjection(system: ReferenceSystem, proj4text: string): Projection | null {
  const holdsShift = /\+(?:towgs84|datum)=|\+ellps=(?:GRS80|WGS84)\b|\+nadgrids=@null/.test(proj4text)
  const needsFile = /\+nadgrids=(?!@null)|\+geoidgrids=|\+proj=geocent/.test(proj4text)
  if (!holdsShift || needsFile) return null
  try {
    return new Projection(system, proj4text)
  } catch {
    return null
  }
}

export const wgs84 = new Projection('EPSG:4326', '+proj=longlat +datum=WGS84 +no_defs')
/** UTM zone 33 on GRS 80. */
export const sweref99tm = new Projection('EPSG:3006', '+proj=utm +zone=33 +ellps=GRS80 +units=m +no_defs')

/** Where a place is read from: `east` is an easting or a longitude, `north` a northing or a latitude. */
export interface Coordinates {
  east: number
  north: number
}

const plainForm = /^-?\d{1,12}(?:[.,]\d{1,12})?$/
const numberForm = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?$/i

/** A number with decimal point or decimal comma, thousands set apart by spaces or not; null when it is none. */
export function parseNumber(text: string): number | null {
  if (plainForm.test(text)) return Number(text.replace(',', '.'))
  const joined = text
    .trim()
    .replace(/(?<=\d)[ \u00A0\u202F\u2009](?=\d{3}(?:\D|$))/g, '')
    .replace('\u2212', '-')
  if (!numberForm.test(joined)) return null
  const number = Number(joined.replace(',', '.'))
  return Number.isFinite(number) ? number : null
}

/** Degrees stay below 180; a northing or an easting anywhere in Sweden doesn't. */
export function guessReferenceSystem(sample: readonly Coordinates[]): Projection {
  const inDegrees = sample.filter(({ east, north }) => isDegrees(east, north)).length
  return sample.length === 0 || inDegrees * 2 >= sample.length ? wgs84 : sweref99tm
}

/** Whether numbers are of the size that places in Sweden have in a system; beyond Swedish systems nothing is known. */
export function isOfSwedishSize({ east, north }: Coordinates, { system, isGeographic }: Projection): boolean {
  if (isGeographic || !Object.hasOwn(referenceSystemNames, system)) return isDegrees(east, north) === isGeographic
  const [west, limit] = eastings[system] ?? zoneEastings
  return north > 6_000_000 && north < 7_800_000 && east > west && east < limit
}

/** Metres; every zone has its meridian at 150,000. */
const zoneEastings = [30_000, 270_000] as const
const eastings: Partial<Record<ReferenceSystem, readonly [number, number]>> = {
  'EPSG:3006': [240_000, 940_000],
  'EPSG:3021': [1_150_000, 1_950_000],
}

/**
 * Whether columns named only x and y are in the Swedish order (x north, y east): in metres the northing is the one
 * above three million; in degrees Sweden's latitudes are 55–70 and its longitudes 10–25.
 */
export function isSwedishAxisOrder(sample: readonly { x: number; y: number }[]): boolean {
  const votes = sample.filter(({ x, y }) => (x > 3_000_000 && y < 3_000_000) || (isLatitude(x) && isLongitude(y)))
  return votes.length * 2 > sample.length
}

function isLatitude(degrees: number): boolean {
  return degrees >= 54 && degrees <= 71
}

function isLongitude(degrees: number): boolean {
  return degrees >= 9 && degrees <= 26
}

/** What is wrong with a pair of coordinates, or null. */
export function findCoordinateFault({ east, north }: Coordinates, projection: Projection): ReasonKey | null {
  if (projection.isGeographic) return findDegreesFault(east, north)
  const isSwedish = Object.hasOwn(referenceSystemNames, projection.system)
  if (isSwedish && east > 3_000_000 && north < 3_000_000) return 'swapped'
  const limits = isSwedish ? swedishLimits : planeLimits
  const isBeyond = east < limits.west || east > limits.east || north < limits.south || north > limits.north
  return isBeyond || isDegrees(east, north) ? 'outOfRange' : null
}

const swedishLimits = { west: -2_000_000, east: 3_000_000, south: 0, north: 9_500_000 }
const planeLimits = { west: -30_000_000, east: 30_000_000, south: -30_000_000, north: 30_000_000 }

function findDegreesFault(east: number, north: number): ReasonKey | null {
  if (isLatitude(east) && isLongitude(north)) return 'swapped'
  if (Math.abs(north) > 90) return Math.abs(east) <= 90 && Math.abs(north) <= 180 ? 'swapped' : 'outOfRange'
  return Math.abs(east) > 180 ? 'outOfRange' : null
}

function isDegrees(east: number, north: number): boolean {
  return Math.abs(east) <= 180 && Math.abs(north) <= 180
}

function round(degrees: number): number {
  // Adding zero turns −0 into 0.
  return Math.round(degrees * 1e7) / 1e7 + 0
}
