import { describe, expect, test } from 'vitest'

import { findCoordinateFault, guessReferenceSystem, isSwedishAxisOrder, parseNumber, toLngLat } from './coordinate.ts'

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
  expect(guessReferenceSystem([{ east: 18.06, north: 59.33 }])).toBe('EPSG:4326')
  expect(guessReferenceSystem([{ east: 674_032, north: 6_580_822 }])).toBe('EPSG:3006')
})

test('x is north in Swedish order, whether in metres or in degrees', () => {
  expect(isSwedishAxisOrder([{ x: 6_580_822, y: 674_032 }])).toBe(true)
  expect(isSwedishAxisOrder([{ x: 674_032, y: 6_580_822 }])).toBe(false)
  expect(isSwedishAxisOrder([{ x: 59.33, y: 18.06 }])).toBe(true)
  expect(isSwedishAxisOrder([{ x: -0.1, y: 51.5 }])).toBe(false)
})

test('coordinates that can only be exchanged are called so', () => {
  expect(findCoordinateFault({ east: 59.33, north: 18.06 }, 'EPSG:4326')).toBe('swapped')
  expect(findCoordinateFault({ east: 51.5, north: 100.2 }, 'EPSG:4326')).toBe('swapped')
  expect(findCoordinateFault({ east: 6_580_822, north: 674_032 }, 'EPSG:3006')).toBe('swapped')
  expect(findCoordinateFault({ east: 674_032, north: 6_580_822 }, 'EPSG:4326')).toBe('outOfRange')
  expect(findCoordinateFault({ east: 18.06, north: 59.33 }, 'EPSG:3006')).toBe('outOfRange')
  expect(findCoordinateFault({ east: 18.06, north: 59.33 }, 'EPSG:4326')).toBeNull()
})

// Lantmäteriet's own example for SWEREF 99 TM: N 6097106.672, E 356083.438 is 55° 00′ N, 12° 45′ E.
test('SWEREF 99 TM becomes WGS 84', () => {
  expect(toLngLat({ east: 356_083.438, north: 6_097_106.672 }, 'EPSG:3006')).toEqual([12.75, 55])
})
