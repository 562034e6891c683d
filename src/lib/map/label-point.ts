import type { Geometry, Position } from 'geojson'

/** How finely a shape is searched for the best place of a name: this many steps across its box in each direction. */
const finely = 24

/**
 * Where a name stands best: about the point inside a shape that is furthest from its edge (of a grid over its largest
 * part). A map cuts shapes into tiles and would write the name in each; a point is written once. Lines have none.
 */
export function labelPoint(geometry: Geometry, steps = finely): Position | null {
  const largest = largestPolygon(geometry)
  if (largest === null) return null
  const [west, south, east, north] = boxOf(largest[0] ?? [])
  let best: { point: Position; room: number } | null = null
  for (let column = 0; column < steps; column++) {
    for (let row = 0; row < steps; row++) {
      const point = [west + ((column + 0.5) / steps) * (east - west), south + ((row + 0.5) / steps) * (north - south)]
      if (!isInside(point, largest)) continue
      const room = roomAt(point, largest)
      if (best === null || room > best.room) best = { point, room }
    }
  }
  return best?.point ?? largest[0]?.[0] ?? null
}

function largestPolygon(geometry: Geometry): Position[][] | null {
  if (geometry.type === 'Polygon') return geometry.coordinates
  if (geometry.type !== 'MultiPolygon') return null
  const size = (rings: Position[][]) => {
    const [west, south, east, north] = boxOf(rings[0] ?? [])
    return (east - west) * (north - south)
  }
  return geometry.coordinates.toSorted((a, b) => size(b) - size(a))[0] ?? null
}

function boxOf(ring: readonly Position[]): [west: number, south: number, east: number, north: number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x = 0, y = 0] of ring) {
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  return box
}

function segments(rings: readonly Position[][]): [a: Position, b: Position][] {
  return rings.flatMap((ring) =>
    ring.slice(1).map((point, index): [Position, Position] => [ring[index] ?? point, point]),
  )
}

function isInside([x = 0, y = 0]: Position, rings: readonly Position[][]): boolean {
  let inside = false
  for (const [[ax = 0, ay = 0], [bx = 0, by = 0]] of segments(rings)) {
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
  }
  return inside
}

/** Squared distance to the nearest edge, a degree of longitude shortened as it is at that latitude. */
function roomAt([x = 0, y = 0]: Position, rings: readonly Position[][]): number {
  const shortening = Math.cos((y * Math.PI) / 180)
  let nearest = Infinity
  for (const [[ax = 0, ay = 0], [bx = 0, by = 0]] of segments(rings)) {
    const [dx, dy, px, py] = [(bx - ax) * shortening, by - ay, (x - ax) * shortening, y - ay]
    const length = dx * dx + dy * dy
    const share = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
    nearest = Math.min(nearest, (px - share * dx) ** 2 + (py - share * dy) ** 2)
  }
  return nearest
}
