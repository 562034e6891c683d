import type { Position } from 'geojson'

import type { Bbox } from './view.ts'

type Inside = (point: Position) => boolean
type Crossing = (from: Position, to: Position) => Position

/** Where a segment passes a meridian (axis 0) or a parallel (axis 1). */
function crossingAt(axis: 0 | 1, limit: number): Crossing {
  const other = axis === 0 ? 1 : 0
  return (from, to) => {
    const [a = 0, b = 0] = [from[axis], to[axis]]
    const [c = 0, d = 0] = [from[other], to[other]]
    const along = c + ((d - c) * (limit - a)) / (b - a)
    return axis === 0 ? [limit, along] : [along, limit]
  }
}

function clipEdge(ring: readonly Position[], inside: Inside, crossing: Crossing): Position[] {
  return ring.flatMap((point, index) => {
    const before = ring.at(index - 1) ?? point
    if (inside(point)) return inside(before) ? [point] : [crossing(before, point), point]
    return inside(before) ? [crossing(before, point)] : []
  })
}

/**
 * The part of a ring inside a box (Sutherland and Hodgman 1974): closed again, or empty. Pieces that fall apart stay
 * joined along the edge of the box, which shows in an outline but not in a filled shape.
 */
export function clipRing(ring: readonly Position[], [west, south, east, north]: Bbox): Position[] {
  const steps: [Inside, Crossing][] = [
    [([x = 0]) => x >= west, crossingAt(0, west)],
    [([x = 0]) => x <= east, crossingAt(0, east)],
    [([, y = 0]) => y >= south, crossingAt(1, south)],
    [([, y = 0]) => y <= north, crossingAt(1, north)],
  ]
  const open = steps.reduce((points, [inside, crossing]) => clipEdge(points, inside, crossing), ring.slice(0, -1))
  const [first] = open
  return open.length < 3 || first === undefined ? [] : [...open, first]
}
