/** Values of areas → at most five classes, as near equal in number of areas as readable limits allow. Pure. */
import type { AreaValue } from './value.ts'

const mostClasses = 5
/** Few areas have fewer classes: one of a single area tells of that area alone. */
const fewestClasses = 3

/**
 * The lowest value of each class, rising. `step` is the smallest difference that is written: 1 for counts and per cent,
 * 0.1 for rates. Equal values never part, no class is empty, and limits are as round as that allows.
 */
export function areaBreaks(values: readonly number[], step: number): number[] {
  const units = values.map((value) => Math.round(value / step)).sort((a, b) => a - b)
  const distinct = [...new Set(units)]
  const classes = Math.min(mostClasses, Math.max(fewestClasses, Math.ceil(units.length / 2)))
  if (distinct.length <= classes) return distinct.map((unit) => written(unit, step))
  const starts = new Set([distinct[0] ?? 0])
  for (let cut = 1; cut < classes; cut += 1) {
    const at = units[Math.round((cut * units.length) / classes)] ?? 0
    const below = distinct[distinct.indexOf(at) - 1]
    if (below !== undefined) starts.add(roundest(below, at))
  }
  return [...starts].sort((a, b) => a - b).map((unit) => written(unit, step))
}

/** The roundest whole number above `below` and up to `upTo`. */
function roundest(below: number, upTo: number): number {
  for (let unit = 10 ** Math.floor(Math.log10(Math.max(1, upTo))); unit >= 1; unit /= 10) {
    for (const multiple of [unit, unit / 2]) {
      const candidate = Math.floor(upTo / multiple) * multiple
      if (Number.isInteger(candidate) && candidate > below) return candidate
    }
  }
  return upTo
}

const written = (unit: number, step: number) => Number((unit * step).toFixed(step < 1 ? 1 : 0))

/** Which class a value is in; −1 below the first. */
export function classOf(value: number, breaks: readonly number[], step: number): number {
  const rounded = written(Math.round(value / step), step)
  return breaks.findLastIndex((from) => rounded >= from)
}

export interface AreaClass {
  from: number
  to: number
}

/** The classes with their highest values, for a legend: one step less than the next class's lowest. */
export function areaClasses(breaks: readonly number[], values: readonly number[], step: number): AreaClass[] {
  const highest = written(Math.round(Math.max(0, ...values) / step), step)
  return breaks.map((from, index) => {
    const next = breaks[index + 1]
    return { from, to: next === undefined ? Math.max(highest, from) : written(Math.round(next / step) - 1, step) }
  })
}

/** The values that decide the classes: what is known as a number, words apart. */
export function drawnValues(values: readonly AreaValue[]): number[] {
  return values.flatMap(({ state, value }) =>
    value !== null && (state === 'known' || state === 'partly') ? [value] : [],
  )
}

/** Whether a sum with unknown parts might belong to a higher class than the one it is drawn in. */
export function isUncertain({ state, low, high }: AreaValue, breaks: readonly number[], step: number): boolean {
  if (state !== 'partly') return false
  return low === null || high === null || classOf(low, breaks, step) !== classOf(high, breaks, step)
}
