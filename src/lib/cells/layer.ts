/** Counts by cell → what a map draws. Pure, so that it may run in the browser, in a worker or in a test. */
import type { Feature, FeatureCollection, Point, Polygon } from 'geojson'

import { averageEdgeMeters, cellBoundary, cellCenter, hexToCell } from './h3.ts'

/** As the cells API answers: H3 in hexadecimal, and the number of points in it. */
export type CellCount = readonly [hex: string, n: number]

/** `id` is the cell in hexadecimal; maps take it as the feature's own id (`promoteId`). */
export interface CellProperties {
  id: string
  n: number
}

const mostClasses = 5
const mostKept = 50_000

/** Outlines cost a few microseconds each and come back with every small move of the map, so they are kept. */
const outlines = new Map<string, Polygon>()

function outlineOf(hex: string): Polygon {
  const kept = outlines.get(hex)
  if (kept !== undefined) return kept
  if (outlines.size >= mostKept) outlines.clear()
  const outline: Polygon = { type: 'Polygon', coordinates: [cellBoundary(hexToCell(hex))] }
  outlines.set(hex, outline)
  return outline
}

/** Cells as hexagons. Empty cells are not drawn: nobody asked is not nobody afraid. */
export function cellPolygons(cells: readonly CellCount[]): FeatureCollection<Polygon, CellProperties> {
  const features = cells
    .filter(([, n]) => n > 0)
    .map(([hex, n]): Feature<Polygon, CellProperties> => {
      return { type: 'Feature', properties: { id: hex, n }, geometry: outlineOf(hex) }
    })
  return { type: 'FeatureCollection', features }
}

/** Cells as points in their middles, for heat weighted by `n`. */
export function cellCentroids(cells: readonly CellCount[]): FeatureCollection<Point, CellProperties> {
  const features = cells
    .filter(([, n]) => n > 0)
    .map(([hex, n]): Feature<Point, CellProperties> => {
      const geometry: Point = { type: 'Point', coordinates: cellCenter(hexToCell(hex)) }
      return { type: 'Feature', properties: { id: hex, n }, geometry }
    })
  return { type: 'FeatureCollection', features }
}

/** Metres between the middles of two neighbouring cells. */
export function cellSpacingMeters(resolution: number): number {
  return averageEdgeMeters(resolution) * Math.sqrt(3)
}

/**
 * The lowest counts of at most five classes, rising, the first one's included: [1, 2, 5, 10, 40] reads 1, 2–4, 5–9,
 * 10–39, 40 and more. Classes hold about as many distinct counts each; a lowest count is a number one would say aloud,
 * as long as that leaves no class empty. No cells, no classes.
 */
export function classBreaks(counts: readonly number[]): number[] {
  const distinct = [...new Set(counts.filter((n) => n > 0))].sort((a, b) => a - b)
  const lowest = distinct[0]
  if (lowest === undefined) return []
  if (distinct.length <= mostClasses) return distinct
  const breaks = [lowest]
  for (let index = 1; index < mostClasses; index++) {
    const before = breaks.at(-1) ?? lowest
    const from = distinct.indexOf(distinct.find((n) => n > before) ?? lowest)
    const share = Math.round((index * distinct.length) / mostClasses)
    const at = Math.max(share, from)
    breaks.push(readable(distinct[at - 1] ?? before, distinct[at] ?? before + 1))
  }
  return breaks
}

/** The roundest whole number above `below` and up to `upTo`: what falls between two counts may be chosen freely. */
function readable(below: number, upTo: number): number {
  for (let step = 10 ** Math.floor(Math.log10(upTo)); step >= 1; step /= 10) {
    for (const multiple of [step, step / 2]) {
      const candidate = Math.floor(upTo / multiple) * multiple
      if (Number.isInteger(candidate) && candidate > below) return candidate
    }
  }
  return upTo
}

/** The highest count of each class, for a legend: one less than the next class's lowest, the last one's the maximum. */
export function classRanges(breaks: readonly number[], highest: number): [from: number, to: number][] {
  return breaks.map((from, index) => [from, (breaks[index + 1] ?? Math.max(highest, from) + 1) - 1])
}
