import { describe, expect, test } from 'vitest'

import {
  findCoordinateFault,
  guessReferenceSystem,
  isSwedishAxisOrder,
  parseNumber,
  readProjection,
  sweref99tm,
  wgs84,
} from './coordinate.ts'

describe('parseNumber', () => {
  test.each([
    ['59.3', 59.3],
    ['59,3', 59.3],
    [' -0,106453 ', -0.106453],
    ['−12', -12],
    ['6 580 822,5', 6_580_822.5],
    ['6\u00A0580\u00A0822', 6_580_822],
    ['1.5e2', 150],
  ])('%s', (text, expected) => {
    expect(parseNumber(text)).toBe(expected)
  })

  test.each(['NaN', 'NA', '', '1,234.5', '59°19′', '12 34', 'Infinity', '1e999', '0x10'])('"%s" is none', (text) => {
    expect(parseNumber(text)).toBeNull()
  })
})

test('degrees and metres are told apart by their size', () => {
  expect(guessReferenceSystem([{ east: 18.06, north: 59.33 }])).toBe(wgs84)
  expect(guessReferenceSystem([{ east: 674_032, north: 6_580_822 }])).toBe(sweref99tm)
})

test('x is north in Swedish order, whether in metres or in degrees', () => {
  expect(isSwedishAxisOrder([{ x: 6_580_822, y: 674_032 }])).toBe(true)
  expect(isSwedishAxisOrder([{ x: 674_032, y: 6_580_822 }])).toBe(false)
  expect(isSwedishAxisOrder([{ x: 59.33, y: 18.06 }])).toBe(true)
  expect(isSwedishAxisOrder([{ x: -0.1, y: 51.5 }])).toBe(false)
})

test('coordinates that can only be exchanged are called so', () => {
  expect(findCoordinateFault({ east: 59.33, north: 18.06 }, wgs84)).toBe('swapped')
  expect(findCoordinateFault({ east: 51.5, north: 100.2 }, wgs84)).toBe('swapped')
  expect(findCoordinateFault({ east: 6_580_822, north: 674_032 }, sweref99tm)).toBe('swapped')
  expect(findCoordinateFault({ east: 674_032, north: 6_580_822 }, wgs84)).toBe('outOfRange')
  expect(findCoordinateFault({ east: 18.06, north: 59.33 }, sweref99tm)).toBe('outOfRange')
  expect(findCoordinateFault({ east: 18.06, north: 59.33 }, wgs84)).toBeNull()
})

// Lantmäteriet's own example for SWEREF 99 TM: N 6097106.672, E 356083.438 is 55° 00′ N, 12° 45′ E.
test('SWEREF 99 TM becomes WGS 84', () => {
  expect(sweref99tm.toLngLat({ east: 356_083.438, north: 6_097_106.672 })).toEqual([12.75, 55])
})

test('a definition that needs a shift it does not hold is not followed', () => {
  expect(readProjection('EPSG:1', '+proj=tmerc +lat_0=0 +lon_0=15 +ellps=bessel +units=m')).toBeNull()
  expect(readProjection('EPSG:1', '+proj=longlat +ellps=GRS80 +nadgrids=a.gsb')).toBeNull()
  expect(readProjection('EPSG:1', '+proj=nonsense +ellps=GRS80')).toBeNull()
  expect(readProjection('EPSG:1', '')).toBeNull()
  // EPSG:2225, in US survey feet: the origin of California zone 1 is 39° 20′ N, 122° W.
  const feet =
    '+proj=lcc +lat_1=41.66666666666666 +lat_2=40 +lat_0=39.33333333333334 +lon_0=-122 ' +
    '+x_0=2000000.0001016 +y_0=500000.0001016001 +datum=NAD83 +units=us-ft +no_defs'
  const lngLat = readProjection('EPSG:2225', feet)?.toLngLat({ east: 6_561_666.667, north: 1_640_416.667 })
  expect(lngLat?.[0]).toBeCloseTo(-122, 6)
  expect(lngLat?.[1]).toBeCloseTo(39.333_333_3, 6)
})
