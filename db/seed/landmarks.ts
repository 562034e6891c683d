// Hand-placed large buildings: station, church, library, schools, shops, works, harbour.
import type { XY } from './plane.ts'

/** name, x, y, length, depth, turn in degrees (anticlockwise from east) */
export type Landmark = readonly [name: string | null, x: number, y: number, length: number, depth: number, turn: number]

/** Buildings placed by metres. */
export const landmarks: readonly Landmark[] = [
  ['Fyrskärs station', 262, 109, 62, 13, 1],
  ['Färjeterminalen', 3985, -165, 60, 22, -25],
  ['Hamnmagasinet', -110, -1345, 58, 15, 3],
  ['Fiskhallen', 90, -1338, 40, 15, 0],
  ['Hamnkontoret', 330, -1350, 24, 13, -8],
  ['Småbåtshuset', -640, -1905, 26, 12, 40],
  ['Mårängsskolan', 2560, 960, 70, 18, 20],
  [null, 2530, 895, 46, 16, 20],
  ['Södra uddens fyr', 2865, -3395, 9, 9, 30],
  [null, 2835, -3360, 14, 9, 30],
  ['Kalkbrottets museum', -2790, 2540, 34, 14, 60],
  ['Badhuset', 2585, -2150, 34, 18, 70],
]

/** Buildings placed in a district's coordinates: name, district, s, t, length, depth. */
export const districtLandmarks: readonly (readonly [string | null, string, number, number, number, number])[] = [
  ['Fyrskärs kyrka', 'quay1', 0.5, 0.75, 42, 17],
  ['Rådhuset', 'quay2', 0.4, 0.965, 44, 18],
  ['Stadsbiblioteket', 'quay2', 0.85, 0.9, 46, 24],
  ['Norrskolan', 'north4', 0.64, 0.52, 74, 17],
  [null, 'north4', 0.58, 0.47, 17, 40],
  ['Östra skolan', 'east4', 0.44, 0.6, 80, 18],
  [null, 'east4', 0.38, 0.55, 17, 38],
  ['Sandhagsskolan', 'sand2', 0.53, 0.65, 62, 16],
  ['Fyrskärs gymnasium', 'north1', 0.5, 0.66, 74, 20],
  [null, 'north1', 0.45, 0.58, 18, 34],
  ['Fiskarskolan', 'fishing', 0.52, 0.7, 52, 15],
  ['Björkhagsskolan', 'birch1', 0.65, 0.5, 66, 16],
  ['Lotsbergsskolan', 'pilot2', 0.82, 0.7, 64, 17],
  ['Idrottshallen', 'sports', 0.8, 0.86, 62, 34],
  ['Ishallen', 'sports', 0.2, 0.88, 58, 36],
  ['Handelsplatsen Kvarnen', 'works', 0.62, 0.84, 190, 46],
  ['Byggvaruhuset', 'works', 0.87, 0.56, 90, 52],
  ['Stormarknaden', 'works', 0.5, 0.52, 96, 54],
  ['Vårdcentralen Norr', 'north3', 0.62, 0.85, 54, 20],
  ['Mårängens livs', 'meadow1', 0.605, 0.325, 44, 17],
  ['Lotsbergets livs', 'pilot1', 0.64, 0.72, 38, 16],
  ['Sockenkyrkan', 'church', 0.5, 0.37, 24, 11],
  ['Kulturhuset Magasinet', 'centre2', 0.6, 0.9, 46, 18],
  ['Tingshuset', 'centre3', 0.3, 0.47, 40, 16],
]

export const turned = (degrees: number): XY => [
  Math.cos((degrees * Math.PI) / 180),
  Math.sin((degrees * Math.PI) / 180),
]
