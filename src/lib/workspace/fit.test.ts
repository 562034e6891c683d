import { expect, test } from 'vitest'

import { viewOfBounds, viewWithSpotInSight } from './fit.ts'

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

test('a spot under a panel is brought into sight, and one in sight moves nothing', () => {
  const view = { lng: 19, lat: 58, zoom: 12 }
  const size = { width: 1000, height: 600 }
  const insets = { top: 0, right: 372, bottom: 0, left: 0 }
  expect(viewWithSpotInSight(view, [19, 58], size, insets)).toBeNull()
  const moved = viewWithSpotInSight(view, [19.06, 58], size, insets)
  expect(moved?.lng).toBeGreaterThan(19)
  expect(moved?.lat).toBeCloseTo(58, 9)
  expect(moved && viewWithSpotInSight(moved, [19.06, 58], { ...size, width: 1001 }, insets)).toBeNull()
})
