import type { MultiPolygon, Position } from 'geojson'

/** Degrees, about a tenth of a millimetre: nearer to an edge than this, only PostGIS says on which side. */
const sureDegrees = 1e-9
/** Edges a band holds about, where the boundary is as long as it is high. */
const edgesPerBand = 2
const maximumBands = 20_000

export type Side = 'inside' | 'outside' | 'unsure'

/**
 * A boundary made ready to be asked about many positions: its edges sorted into bands of latitude, so that a position
 * meets a handful of them instead of all. It answers as PostGIS's ST_Covers does wherever doubles leave no doubt, and
 * `unsure` where they do: within a tenth of a millimetre of an edge.
 */
export class Interior {
  readonly #south: number
  readonly #bandsPerDegree: number
  /** west, south, east, north of the boundary, a little widened. */
  readonly #box: readonly [number, number, number, number]
  /** Four numbers an edge: its two ends, longitude first. */
  readonly #edges: Float64Array
  /** The edges of band n are those numbered in `#numbers` from `#starts[n]` to before `#starts[n + 1]`. */
  readonly #starts: Uint32Array
  readonly #numbers: Uint32Array

  constructor({ coordinates }: Pick<MultiPolygon, 'coordinates'>) {
    const edges = edgesOf(coordinates.flat())
    const [west, south, east, north] = boxOf(edges)
    const bands = Math.min(maximumBands, Math.max(1, Math.ceil(edges.length / 4 / edgesPerBand)))
    this.#edges = edges
    this.#box = [west - sureDegrees, south - sureDegrees, east + sureDegrees, north + sureDegrees]
    this.#south = this.#box[1]
    this.#bandsPerDegree = bands / Math.max(this.#box[3] - this.#south, Number.MIN_VALUE)
    const sorted = sortEdges(edges, bands, (lat) => this.#bandOf(lat, bands))
    this.#starts = sorted.starts
    this.#numbers = sorted.numbers
  }

  sideOf([lng, lat]: readonly [lng: number, lat: number]): Side {
    const [west, south, east, north] = this.#box
    if (!(lng >= west && lng <= east && lat >= south && lat <= north)) return 'outside'
    const band = this.#bandOf(lat, this.#starts.length - 1)
    const end = this.#starts[band + 1] ?? 0
    let isInside = false
    for (let at = this.#starts[band] ?? 0; at < end; at += 1) {
      const edge = (this.#numbers[at] ?? 0) * 4
      const x = this.#edges[edge] ?? 0
      const y = this.#edges[edge + 1] ?? 0
      const dx = (this.#edges[edge + 2] ?? 0) - x
      const dy = (this.#edges[edge + 3] ?? 0) - y
      if (isNear(lng - x, lat - y, dx, dy)) return 'unsure'
      // A ray to the east crosses the edges whose ends lie on either side of it, one end counted in.
      if (y > lat !== y + dy > lat && lng < x + (dx * (lat - y)) / dy) isInside = !isInside
    }
    return isInside ? 'inside' : 'outside'
  }

  #bandOf(lat: number, bands: number): number {
    return Math.min(bands - 1, Math.max(0, Math.floor((lat - this.#south) * this.#bandsPerDegree)))
  }
}

/** Whether a position, seen from one end of an edge, may be on the edge. */
function isNear(lng: number, lat: number, dx: number, dy: number): boolean {
  const isBeside =
    lng >= Math.min(0, dx) - sureDegrees &&
    lng <= Math.max(0, dx) + sureDegrees &&
    lat >= Math.min(0, dy) - sureDegrees &&
    lat <= Math.max(0, dy) + sureDegrees
  return isBeside && Math.abs(dx * lat - dy * lng) <= sureDegrees * (Math.abs(dx) + Math.abs(dy) + sureDegrees)
}

function edgesOf(rings: readonly Position[][]): Float64Array {
  const ends = rings.flatMap((ring) =>
    ring.slice(1).map((end, index) => [...(ring[index] ?? end).slice(0, 2), ...end.slice(0, 2)]),
  )
  return Float64Array.from(ends.flat())
}

function boxOf(edges: Float64Array): [west: number, south: number, east: number, north: number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let at = 0; at < edges.length; at += 2) {
    const [lng = 0, lat = 0] = edges.subarray(at, at + 2)
    west = Math.min(west, lng)
    east = Math.max(east, lng)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}

/** The numbers of the edges of each band, one band after the other; a long edge is in every band it passes. */
function sortEdges(edges: Float64Array, bands: number, bandOf: (lat: number) => number) {
  const count = edges.length / 4
  const eachBand = (visit: (band: number, edge: number) => void) => {
    for (let edge = 0; edge < count; edge += 1) {
      const [one = 0, other = 0] = [edges[edge * 4 + 1], edges[edge * 4 + 3]]
      const last = bandOf(Math.max(one, other) + sureDegrees)
      for (let band = bandOf(Math.min(one, other) - sureDegrees); band <= last; band += 1) visit(band, edge)
    }
  }
  const starts = new Uint32Array(bands + 1)
  eachBand((band) => (starts[band + 1] = (starts[band + 1] ?? 0) + 1))
  for (let band = 0; band < bands; band += 1) starts[band + 1] = (starts[band + 1] ?? 0) + (starts[band] ?? 0)
  const numbers = new Uint32Array(starts[bands] ?? 0)
  const next = starts.slice()
  eachBand((band, edge) => {
    const at = next[band] ?? 0
    numbers[at] = edge
    next[band] = at + 1
  })
  return { starts, numbers }
}
