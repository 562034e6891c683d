/** Counts by cell → classes and measures of what a map draws; the shapes themselves are made by `drawing.ts`. */
import { averageEdgeMeters } from './h3.ts'

const mostClasses = 5

/** Metres between the middles of two neighbouring cells. */
export function cellSpacingMeters(resolution: number): number {
  return averageEdgeMeters(resolution) * Math.sqrt(3)
}

/**
 * The lowest counts of at most five classes, rising, the first one's included: [1, 2, 5, 10, 40] reads 1, 2–4, 5–9,
 * 10–39, 40 and more. Few cells hold many points and many hold one, so equal shares of cells would tell single points
 * apart and equal shares of counts only the peaks. Classes share between them the square root of how many cells have
 * each count; a lowest count is one that can be said aloud, as far as no class becomes empty. No cells, no classes.
 */
export function classBreaks(counts: Iterable<number>): number[] {
  const cellsWith = new Map<number, number>()
  for (const n of counts) if (n > 0) cellsWith.set(n, (cellsWith.get(n) ?? 0) + 1)
  const distinct = [...cellsWith.keys()].sort((a, b) => a - b)
  if (distinct.length <= mostClasses) return distinct
  const weights = distinct.map((n) => Math.sqrt(cellsWith.get(n) ?? 0))
  return classStarts(weights).map((at, index) =>
    index === 0 ? (distinct[0] ?? 1) : readable(distinct[at - 1] ?? 0, distinct[at] ?? 1),
  )
}

/** Where each class starts among the distinct counts: five equal shares of weight, none without a count. */
function classStarts(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const starts = [0]
  let before = 0
  weights.forEach((weight, index) => {
    const classes = starts.length
    const lastChance = weights.length - index === mostClasses - classes
    const due = before + weight / 2 >= (total * classes) / mostClasses || lastChance
    if (index > 0 && classes < mostClasses && due) starts.push(index)
    before += weight
  })
  return starts
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
