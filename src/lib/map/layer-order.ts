import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'

/**
 * What lies on what, from the ground up:
 *
 *   basemap surfaces and lines → heat → hexagons → hatching → hexagon outlines → names of the basemap → points
 *
 * Names stay above the counts so that streets and places can still be read. Components put a layer in its place by
 * naming the anchor it lies under; an anchor is a layer that draws nothing.
 */
export const anchors = { heat: 'anchor-heat', cells: 'anchor-cells', points: 'anchor-points' } as const

function anchor(id: string): LayerSpecification {
  return { id, type: 'background', layout: { visibility: 'none' }, paint: {} }
}

/** The style with the anchors in it: under its first names, and on top. Any style will do, an operator's own too. */
export function withAnchors(style: StyleSpecification): StyleSpecification {
  const firstName = style.layers.findIndex(({ type }) => type === 'symbol')
  const split = firstName < 0 ? style.layers.length : firstName
  return {
    ...style,
    layers: [
      ...style.layers.slice(0, split),
      anchor(anchors.heat),
      anchor(anchors.cells),
      ...style.layers.slice(split),
      anchor(anchors.points),
    ],
  }
}
