import { gzipSync } from 'node:zlib'

import { booleanPointInPolygon } from '@turf/turf'
import { expect, it } from 'vitest'

import { landCollection, landGeoJson } from './land.server.ts'

const land = landCollection()
const isLand = (point: [lng: number, lat: number]) =>
  land.features.some((polygon) => booleanPointInPolygon(point, polygon))

it.each<[string, [number, number], boolean]>([
  ['Stockholm', [18.06, 59.33], true],
  ['Visby', [18.31, 57.63], true],
  ['Landskrona', [12.85, 55.87], true],
  ['Kiruna', [20.22, 67.85], true],
  ['the open Baltic where the demo lies', [20.35, 58.75], false],
  ['the Gulf of Bothnia', [19.5, 62], false],
  ['Paris, outside the fine part', [2.35, 48.86], true],
  ['the Atlantic', [-30, 45], false],
])('knows whether %s is land', (_, point, expected) => expect(isLand(point)).toBe(expected))

it('is small enough to fetch with a map', () => expect(gzipSync(landGeoJson()).length).toBeLessThan(600_000))
