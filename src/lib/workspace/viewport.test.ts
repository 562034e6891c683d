import fc from 'fast-check'
import { expect, test } from 'vitest'

import { countWithin, viewportOf } from './viewport.ts'

const town = [20.3, 58.7, 20.4, 58.75] as const
const view = { lng: 20.35, lat: 58.725, zoom: 13.2 }

test('holds the whole picture, anywhere and at any zoom', () => {
  const degrees = fc.record({
    lng: fc.double({ min: -170, max: 160, noNaN: true }),
    lat: fc.double({ min: -80, max: 75, noNaN: true }),
    zoom: fc.double({ min: 3, max: 18, noNaN: true }),
  })
  fc.assert(
    fc.property(degrees, ({ lng, lat, zoom }) => {
      const size = 900 / 2 ** zoom
      const bbox = [lng, lat, Math.min(180, lng + size), Math.min(84, lat + size / 2)] as const
      const { box } = viewportOf(bbox, { lng, lat, zoom })
      const slack = 1e-9
      expect(box[0]).toBeLessThanOrEqual(bbox[0] + slack)
      expect(box[1]).toBeLessThanOrEqual(bbox[1] + slack)
      expect(box[2]).toBeGreaterThanOrEqual(bbox[2] - slack)
      expect(box[3]).toBeGreaterThanOrEqual(bbox[3] - slack)
    }),
    { seed: 7 },
  )
})

test('a small move of the map asks for the same again', () => {
  const moved = town.map((degrees) => degrees + 0.0005)
  const [west = 0, south = 0, east = 0, north = 0] = moved
  expect(viewportOf([west, south, east, north], view)).toEqual(viewportOf(town, view))
  expect(viewportOf(town, { ...view, zoom: 13.4 })).toEqual(viewportOf(town, view))
})

test('a larger move, or cells of another size, asks anew', () => {
  expect(viewportOf([20.4, 58.75, 20.5, 58.8], view)).not.toEqual(viewportOf(town, view))
  expect(viewportOf(town, { ...view, zoom: 11 }).resolution).toBeLessThan(viewportOf(town, view).resolution)
})

test('only cells in the picture are counted as shown', () => {
  const middles = Float64Array.of(20.35, 58.72, 20.5, 58.72)
  expect(countWithin(town, Uint32Array.of(3, 4), middles)).toBe(3)
})
