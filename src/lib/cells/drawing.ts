/**
 * Cells → GeoJSON text for a map, and their middles. Text, because a map's own thread reads it from an address: a tree of
 * ten thousand hexagons would be copied twice on the page's thread. Pure, so that it runs in a worker or in a test.
 */
import { cellBoundary, cellCenter, hexToCell } from './h3.ts'
import { hexOfNumber, type PackedCells } from './packed.ts'

export type DrawnForm = 'hexagons' | 'middles'

/** A centimetre: finer than any screen. */
const decimals = 7
const mostKept = 100_000

/** One cell as drawn: its outline as written coordinates, and its middle. */
interface Shape {
  hex: string
  outline: string
  middle: readonly [lng: number, lat: number]
}

/** Keeps the shapes it has made: they come back with every small move of the map. */
export class CellDrawing {
  readonly #shapes = new Map<string, Shape>()

  /** Features with `id` (H3 in hexadecimal), `n` and `class` by `breaks`. Cells without points are not drawn. */
  write({ resolution, numbers, counts }: PackedCells, breaks: readonly number[], form: DrawnForm): string {
    const features: string[] = []
    const classOf = (n: number) =>
      Math.max(
        0,
        breaks.findLastIndex((lowest) => n >= lowest),
      )
    numbers.forEach((number, index) => {
      const n = counts[index] ?? 0
      if (n === 0) return
      const { hex, outline, middle } = this.#shape(number, resolution)
      const geometry =
        form === 'hexagons'
          ? `{"type":"Polygon","coordinates":[${outline}]}`
          : `{"type":"Point","coordinates":${written(middle)}}`
      features.push(
        `{"type":"Feature","properties":{"id":"${hex}","n":${n},"class":${classOf(n)}},"geometry":${geometry}}`,
      )
    })
    return `{"type":"FeatureCollection","features":[${features.join(',')}]}`
  }

  /** Longitude and latitude of each cell in turn. */
  middles({ resolution, numbers }: PackedCells): Float64Array {
    const middles = new Float64Array(numbers.length * 2)
    numbers.forEach((number, index) => middles.set(this.#shape(number, resolution).middle, index * 2))
    return middles
  }

  #shape(number: number, resolution: number): Shape {
    const hex = hexOfNumber(number, resolution)
    const kept = this.#shapes.get(hex)
    if (kept !== undefined) return kept
    if (this.#shapes.size >= mostKept) this.#shapes.clear()
    const cell = hexToCell(hex)
    const shape = { hex, outline: `[${cellBoundary(cell).map(written).join(',')}]`, middle: cellCenter(cell) }
    this.#shapes.set(hex, shape)
    return shape
  }
}

function written([lng, lat]: readonly [lng: number, lat: number]): string {
  return `[${lng.toFixed(decimals)},${lat.toFixed(decimals)}]`
}
