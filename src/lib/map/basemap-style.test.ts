import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'

import { fontStacks } from './basemap-names.ts'
import { builtInStyle } from './basemap-style.ts'
import { anchors, withAnchors } from './layer-order.ts'
import { pmtilesStyle } from './pmtiles-style.ts'

const data = '/api/v1/basemap?municipality=9901'

describe.each(['light', 'dark'] as const)('the built-in %s basemap', (scheme) => {
  const style = builtInStyle(data, scheme)

  it('is a valid style, with and without the anchors', () => {
    expect(validateStyleMin(style)).toEqual([])
    expect(validateStyleMin(withAnchors(style))).toEqual([])
  })

  it('asks nobody but our own server, and for no letters at all', () => {
    expect(style.glyphs).toBeUndefined()
    expect(style.sprite).toBeUndefined()
    for (const source of Object.values(style.sources))
      expect(source).toHaveProperty('data', expect.stringMatching(/^\/api\//))
  })

  it('draws its letters with the font the page brings', () => {
    for (const layer of style.layers) {
      if (layer.type === 'symbol') expect(layer.layout?.['text-font']).toContain(fontStacks.regular[0])
    }
  })

  it('keeps every name above the counts', () => {
    const order = withAnchors(style).layers
    const counts = order.findIndex(({ id }) => id === anchors.cells)
    expect(order.findIndex(({ type }) => type === 'symbol')).toBeGreaterThan(counts)
    expect(order.findLastIndex(({ type }) => type === 'line' || type === 'fill')).toBeLessThan(counts)
  })
})

it('differs between light and dark only in paint, so that a change of theme redraws nothing from scratch', () => {
  const [light, dark] = [builtInStyle(data, 'light'), builtInStyle(data, 'dark')]
  expect(dark.sources).toEqual(light.sources)
  const withoutPaint = (style: typeof light) => style.layers.map((layer) => ({ ...layer, paint: null }))
  expect(withoutPaint(dark)).toEqual(withoutPaint(light))
})

describe.each(['light', 'dark'] as const)("an operator's archive on a %s map", (scheme) => {
  const style = pmtilesStyle('/api/v1/basemap-tiles', scheme)

  it('is drawn with a valid style that asks for no letters', () => {
    expect(validateStyleMin(withAnchors(style))).toEqual([])
    expect(style.glyphs).toBeUndefined()
  })
})
