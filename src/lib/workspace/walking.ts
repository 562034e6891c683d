import { hexOfNumber, type PackedCells } from '#lib/cells/packed.ts'
import type { Direction } from '#lib/map/directions.ts'

/** Something that can be walked to: a cell in hexadecimal or an area's code, and its middle. */
export interface Centre {
  cell: string
  lngLat: readonly [lng: number, lat: number]
}

/** Cells with their middles (longitude and latitude of each in turn). */
export function centresOf({ resolution, numbers }: PackedCells, middles: Float64Array): Centre[] {
  return Array.from(numbers, (number, index) => {
    const [lng = 0, lat = 0] = middles.subarray(index * 2, index * 2 + 2)
    return { cell: hexOfNumber(number, resolution), lngLat: [lng, lat] }
  })
}

/** Clockwise from north, in degrees. */
const headings: Record<Direction, number> = { up: 0, right: 90, down: 180, left: 270 }

/**
 * The drawn cell an arrow key leads to: the nearest one within 60° of where the arrow points, so that a walk crosses the
 * empty ground between cells. Neighbours ahead win over farther cells straight ahead; null at the edge of what is drawn.
 */
export function cellTowards(
  cells: readonly Centre[],
  from: readonly [lng: number, lat: number],
  direction: Direction,
): string | null {
  const eastWest = Math.cos((from[1] * Math.PI) / 180)
  let best: { cell: string; cost: number } | null = null
  for (const { cell, lngLat } of cells) {
    const [east, north] = [(lngLat[0] - from[0]) * eastWest, lngLat[1] - from[1]]
    const distance = Math.hypot(east, north)
    if (distance < 1e-9) continue
    const heading = (Math.atan2(east, north) * 180) / Math.PI
    const off = Math.abs(((heading - headings[direction] + 540) % 360) - 180)
    if (off > 60) continue
    const cost = distance * (1 + off / 90)
    if (!best || cost < best.cost) best = { cell, cost }
  }
  return best?.cell ?? null
}

/** The drawn cell nearest a spot: where a walk begins. */
export function nearestCell(cells: readonly Centre[], [lng, lat]: readonly [lng: number, lat: number]): string | null {
  const eastWest = Math.cos((lat * Math.PI) / 180)
  const distance = ({ lngLat }: Centre) => Math.hypot((lngLat[0] - lng) * eastWest, lngLat[1] - lat)
  const nearest = cells.reduce<Centre | null>(
    (best, centre) => (!best || distance(centre) < distance(best) ? centre : best),
    null,
  )
  return nearest?.cell ?? null
}
