import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { expect, it } from 'vitest'

import { withAnchors } from './layer-order.ts'

const style = (layers: LayerSpecification[]): StyleSpecification => ({ version: 8, sources: {}, layers })
const order = (layers: LayerSpecification[]) => withAnchors(style(layers)).layers.map(({ id }) => id)

const ground: LayerSpecification = { id: 'ground', type: 'background' }
const names: LayerSpecification = { id: 'names', type: 'symbol', source: 'places' }
const more: LayerSpecification = { id: 'more-names', type: 'symbol', source: 'places' }

it('puts counts under the names of the basemap and points over them', () => {
  expect(order([ground, names, more])).toEqual([
    'ground',
    'anchor-heat',
    'anchor-cells',
    'names',
    'more-names',
    'anchor-points',
  ])
})

it('puts everything on top of a basemap without names', () => {
  expect(order([ground])).toEqual(['ground', 'anchor-heat', 'anchor-cells', 'anchor-points'])
})

it('leaves the given style alone', () => {
  const given = style([ground, names])
  withAnchors(given)
  expect(given.layers).toHaveLength(2)
})
