import proj4 from 'proj4'

import type { LngLat } from '#lib/points/point.ts'

import type { ReasonKey } from './reason.ts'

/** Reference systems a file of points may be in, by EPSG code. */
export const referenceSystems = ['EPSG:4326', 'EPSG:3006'] as const
export type ReferenceSystem = (typeof referenceSystems)[number]

export const referenceSystemNames: Record<ReferenceSystem, string> = {
  'EPSG:4326': 'WGS 84',
  'EPSG:3006': 'SWEREF 99 TM',
}

/** SWEREF 99 TM is UTM zone 33 on GRS 80; SWEREF 99 and WGS 84 agree within a metre, and are taken as one. */
const sweref99tm = '+proj=utm +zone=33 +ellps=GRS80 +units=m +no_defs'
const toWgs84 = proj4(sweref99tm, '+proj=longlat +datum=WGS84 +no_defs')

/** Where a place is read from: `east` is an easting or a longitude, `north` a northing or a latitude. */
export interface Coordinates {
  east: number
  north: number
}

const numberForm = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d{1,3})?$/i

/** A number with decimal point or decimal comma, thousands set apart by spaces or not; null when it is none. */
export function parseNumber(text: string): number | null {
  const joined = text
    .trim()
    .replace(/(?<=\d)[ \u00A0\u202F\u2009](?=\d{3}(?:\D|$))/g, '')
    .replace('\u2212', '-')
  if (!numberForm.test(joined)) return null
  const number = Number(joined.replace(',', '.'))
  return Number.isFinite(number) ? number : null
}

/** Degrees stay below 180; a northing or an easting anywhere in Sweden doesn't. */
export function guessReferenceSystem(sample: readonly Coordinates[]): ReferenceSystem {
  const inDegrees = sample.filter(({ east, north }) => Math.abs(east) <= 180 && Math.abs(north) <= 180).length
  return sample.length === 0 || inDegrees * 2 >= sample.length ? 'EPSG:4326' : 'EPSG:3006'
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
export function findCoordinateFault({ east, north }: Coordinates, system: ReferenceSystem): ReasonKey | null {
  if (system === 'EPSG:3006') {
    if (east > 3_000_000 && north < 3_000_000) return 'swapped'
    return east < -2_000_000 || east > 3_000_000 || north < 0 || north > 9_500_000 || isDegrees(east, north)
      ? 'outOfRange'
      : null
  }
  if (isLatitude(east) && isLongitude(north)) return 'swapped'
  if (Math.abs(north) > 90) return Math.abs(east) <= 90 && Math.abs(north) <= 180 ? 'swapped' : 'outOfRange'
  return Math.abs(east) > 180 ? 'outOfRange' : null
}

function isDegrees(east: number, north: number): boolean {
  return Math.abs(east) <= 180 && Math.abs(north) <= 180
}

/** WGS 84, rounded to 1e-7 degree (about a centimetre), so that the same place is the same numbers everywhere. */
export function toLngLat({ east, north }: Coordinates, system: ReferenceSystem): LngLat {
  const [lng, lat] = system === 'EPSG:3006' ? toWgs84.forward([east, north]) : [east, north]
  return [round(lng), round(lat)]
}

function round(degrees: number): number {
  // Adding zero turns −0 into 0.
  return Math.round(degrees * 1e7) / 1e7 + 0
}
