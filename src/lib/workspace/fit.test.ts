import { expect, test } from 'vitest'

import { viewOfBounds } from './fit.ts'

test('the whole earth fits a map of one tile', () => {
  const view = viewOfBounds([-180, -85.0511, 180, 85.0511], 4096, 4096)
  expect(view.zoom).toBeCloseTo(3, 3)
  expect(view.lat).toBeCloseTo(0, 6)
})

test('the tighter side decides', () => {
  const wide = viewOfBounds([19, 58, 20, 58.01], 1000, 1000)
  const tall = viewOfBounds([19, 58, 19.01, 59], 1000, 1000)
  expect(wide.zoom).toBeCloseTo(Math.log2((1000 / 512) * 360), 6)
  expect(tall.zoom).toBeLessThan(wide.zoom)
})

test('a single spot is not shown closer than asked for', () => {
  expect(viewOfBounds([19, 58, 19, 58], 800, 600, 16)).toMatchObject({ lng: 19, zoom: 16 })
})
