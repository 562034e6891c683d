import { expect } from '@playwright/test'

import { coloursOf, watchPage } from '../support/page-watch.ts'
import { test } from '../support/page.ts'

for (const [name, viewport] of [
  ['a desk', { width: 1280, height: 800 }],
  ['a telephone', { width: 390, height: 844 }],
] as const) {
  test(`the demo map is painted on ${name}, without an error and without leaving the machine`, async ({ page }) => {
    await page.setViewportSize(viewport)
    const watch = await watchPage(page)
    const response = await page.goto('/fyrskar/map')
    expect(response?.status()).toBe(200)
    const canvas = page.locator('canvas.maplibregl-canvas')
    await expect(canvas).toBeVisible()
    // Ground, water, streets, names and the shades of hexagons: an unpainted map has one or two colours.
    await expect.poll(() => coloursOf(canvas), { timeout: 60_000 }).toBeGreaterThan(50)
    expect(watch.foreignRequests).toEqual([])
    expect(watch.errors).toEqual([])
  })
}
