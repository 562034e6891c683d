// Plane geometry in metres: x east and y north of the island's middle. Everything is drawn here and turned into
// WGS 84 at the very end; the island is so small that a degree has one length all over it.
import type { Position } from 'geojson'
import type { LngLat } from './model.ts'

export type XY = readonly [x: number, y: number]
export type Line = readonly XY[]

const origin: LngLat = [20.35, 58.75]
/** metres per degree at latitude 58.75 on the GRS 80 ellipsoid */
const metersPerLng = 57_890
const metersPerLat = 111_391

const rounded = (degrees: number) => Math.round(degrees * 1e6) / 1e6

export const toLngLat = ([x, y]: XY): LngLat => [
  rounded(origin[0] + x / metersPerLng),
  rounded(origin[1] + y / metersPerLat),
]
export const toXY = ([lng, lat]: LngLat): XY => [(lng - origin[0]) * metersPerLng, (lat - origin[1]) * metersPerLat]
export const toPositions = (line: Line): Position[] => line.map((point) => [...toLngLat(point)])
/** closed ring of positions; the first point is repeated last */
export const toRing = (line: Line): Position[] => toPositions([...line, line[0] as XY])

/** Gentle waves over the whole island: the plan is drawn straight, the town is not. At most about 120 m and 10 degrees. */
export const swayed = ([x, y]: XY): XY => [
  x + 75 * Math.sin(y / 640 + 0.6) + 26 * Math.sin((x + 2 * y) / 610),
  y + 80 * Math.sin(x / 720 + 1.1) + 26 * Math.sin((2 * x - y) / 560),
]

export const distance = (a: XY, b: XY) => Math.hypot(a[0] - b[0], a[1] - b[1])
export const mix = (a: XY, b: XY, share: number): XY => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]
export const add = (a: XY, b: XY, times = 1): XY => [a[0] + b[0] * times, a[1] + b[1] * times]
/** unit vector from a to b */
export function direction(a: XY, b: XY): XY {
  const length = distance(a, b) || 1
  return [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
}
export const leftOf = ([x, y]: XY): XY => [-y, x]

const lengths = new WeakMap<Line, number>()

/** Lines are never changed once drawn, so each is measured once. */
export function lengthOf(line: Line): number {
  const known = lengths.get(line)
  if (known !== undefined) return known
  const measured = measure(line)
  lengths.set(line, measured)
  return measured
}

function measure(line: Line): number {
  let sum = 0
  for (let index = 1; index < line.length; index++) sum += distance(line[index - 1] as XY, line[index] as XY)
  return sum
}

/** The point at a share (0–1) of the line's length. */
export function along(line: Line, share: number): XY {
  let left = share * lengthOf(line)
  for (let index = 1; index < line.length; index++) {
    const from = line[index - 1] as XY
    const to = line[index] as XY
    const step = distance(from, to)
    if (left <= step && step > 0) return mix(from, to, left / step)
    left -= step
  }
  return line[line.length - 1] as XY
}

/** Points at most `step` metres apart, corners kept. */
export function densified(line: Line, step: number): XY[] {
  const points: XY[] = []
  for (let index = 1; index < line.length; index++) {
    const from = line[index - 1] as XY
    const to = line[index] as XY
    const parts = Math.max(1, Math.ceil(distance(from, to) / step))
    for (let part = 0; part < parts; part++) points.push(mix(from, to, part / parts))
  }
  points.push(line[line.length - 1] as XY)
  return points
}

/** Catmull–Rom curve through the points, `parts` pieces between two of them. */
export function smoothed(points: Line, parts: number, closed = false): XY[] {
  const count = points.length
  const at = (index: number): XY =>
    points[closed ? (index + count) % count : Math.max(0, Math.min(count - 1, index))] as XY
  const curve: XY[] = []
  const pieces = closed ? count : count - 1
  for (let index = 0; index < pieces; index++) {
    for (let part = 0; part < parts; part++) {
      curve.push(catmullRom([at(index - 1), at(index), at(index + 1), at(index + 2)], part / parts))
    }
  }
  if (!closed) curve.push(at(count - 1))
  return curve
}

function catmullRom([a, b, c, d]: readonly [XY, XY, XY, XY], t: number): XY {
  const axis = (p: number, q: number, r: number, s: number) =>
    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t)
  return [axis(a[0], b[0], c[0], d[0]), axis(a[1], b[1], c[1], d[1])]
}

interface Extent {
  west: number
  south: number
  east: number
  north: number
}

const extents = new WeakMap<Line, Extent>()

function extentOf(ring: Line): Extent {
  const known = extents.get(ring)
  if (known !== undefined) return known
  const found = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const [x, y] of ring) {
    found.west = Math.min(found.west, x)
    found.east = Math.max(found.east, x)
    found.south = Math.min(found.south, y)
    found.north = Math.max(found.north, y)
  }
  extents.set(ring, found)
  return found
}

export function inside(point: XY, ring: Line): boolean {
  const { west, south, east, north } = extentOf(ring)
  if (point[0] < west || point[0] > east || point[1] < south || point[1] > north) return false
  let within = false
  for (let index = 0, previous = ring.length - 1; index < ring.length; previous = index++) {
    const a = ring[index] as XY
    const b = ring[previous] as XY
    if (a[1] > point[1] === b[1] > point[1]) continue
    if (point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) within = !within
  }
  return within
}

export function distanceToSegment(point: XY, a: XY, b: XY): number {
  const dx = b[0] - a[0]
  const dy = b[1] - a[1]
  const squared = dx * dx + dy * dy
  const share = squared === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared
  return distance(point, mix(a, b, Math.max(0, Math.min(1, share))))
}

export function distanceToLine(point: XY, line: Line): number {
  let best = Infinity
  for (let index = 1; index < line.length; index++) {
    best = Math.min(best, distanceToSegment(point, line[index - 1] as XY, line[index] as XY))
  }
  return best
}

/** The four corners of a rectangle round a centre; `axis` is the unit vector along its length. */
export function rectangle(center: XY, axis: XY, length: number, depth: number): XY[] {
  const across = leftOf(axis)
  const corner = (l: number, d: number) => add(add(center, axis, (l * length) / 2), across, (d * depth) / 2)
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
}

export function box(west: number, south: number, east: number, north: number): XY[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]
}

export function centerOf(ring: Line): XY {
  const sum = ring.reduce<XY>((total, point) => add(total, point), [0, 0])
  return [sum[0] / ring.length, sum[1] / ring.length]
}
