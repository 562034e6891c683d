// What stands in the way of a house: streets, the railway, other houses. Looked up by squares of forty metres.
import { distance, distanceToSegment, type Line, type XY } from './plane.ts'

const square = 40

export class Squares<T> {
  readonly #items = new Map<string, T[]>()

  #key = (x: number, y: number) => `${x},${y}`

  add(item: T, points: Line): void {
    const xs = points.map(([x]) => Math.floor(x / square))
    const ys = points.map(([, y]) => Math.floor(y / square))
    for (let x = Math.min(...xs); x <= Math.max(...xs); x++) {
      for (let y = Math.min(...ys); y <= Math.max(...ys); y++) {
        const key = this.#key(x, y)
        const items = this.#items.get(key)
        if (items === undefined) this.#items.set(key, [item])
        else items.push(item)
      }
    }
  }

  /** everything in the squares within `reach` squares of the point's own */
  near([x, y]: XY, reach = 1): T[] {
    const [column, row] = [Math.floor(x / square), Math.floor(y / square)]
    const found: T[] = []
    for (let dx = -reach; dx <= reach; dx++) {
      for (let dy = -reach; dy <= reach; dy++) found.push(...(this.#items.get(this.#key(column + dx, row + dy)) ?? []))
    }
    return found
  }
}

interface Segment {
  from: XY
  to: XY
  /** how near a house may come, metres from the middle line */
  clearance: number
}

export class Obstacles {
  readonly #segments = new Squares<Segment>()
  readonly #houses = new Squares<Line>()

  addLine(line: Line, clearance: number): void {
    for (let index = 1; index < line.length; index++) {
      const from = line[index - 1] as XY
      const to = line[index] as XY
      this.#segments.add({ from, to, clearance }, [from, to])
    }
  }

  addHouse(ring: Line): void {
    this.#houses.add(ring, ring)
  }

  /** Whether a house with these corners keeps clear of all lines and houses. */
  isFree(ring: Line): boolean {
    const outline = ring.flatMap((corner, index) => {
      const next = ring[(index + 1) % ring.length] as XY
      const parts = Math.max(1, Math.ceil(distance(corner, next) / 9))
      return Array.from({ length: parts }, (_, part): XY => [
        corner[0] + ((next[0] - corner[0]) * part) / parts,
        corner[1] + ((next[1] - corner[1]) * part) / parts,
      ])
    })
    const meetsLine = outline.some((point) =>
      this.#segments.near(point).some(({ from, to, clearance }) => distanceToSegment(point, from, to) < clearance),
    )
    if (meetsLine) return false
    const reach = Math.ceil(distance(ring[0] as XY, ring[2] as XY) / 2 / square) + 1
    return !this.#houses.near(ring[0] as XY, reach).some((house) => overlaps(ring, house))
  }
}

/** Separating axis test for two convex outlines. */
function overlaps(a: Line, b: Line): boolean {
  return !separated(a, b) && !separated(b, a)
}

function separated(a: Line, b: Line): boolean {
  return a.some((from, index) => {
    const to = a[(index + 1) % a.length] as XY
    const axis: XY = [from[1] - to[1], to[0] - from[0]]
    const [lowA, highA] = spread(a, axis)
    const [lowB, highB] = spread(b, axis)
    return highA <= lowB || highB <= lowA
  })
}

function spread(ring: Line, axis: XY): readonly [number, number] {
  const values = ring.map(([x, y]) => x * axis[0] + y * axis[1])
  return [Math.min(...values), Math.max(...values)]
}
