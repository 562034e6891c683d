// The town as a plan of named crossings, main lines through them, and four-sided districts between the lines.
// Metres east and north of the island's middle. Everything else (streets, houses, areas) is derived from this.
import { add, direction, distance, leftOf, mix, smoothed, swayed, type Line, type XY } from './plane.ts'
import { crossings, districts, mainLines, type DistrictPlan } from './town-plan-data.ts'
import { along } from './plane.ts'
import { randomStream } from './random.ts'

/** A four-sided piece of town; `at(s, t)` runs 0–1 from west to east and from south to north. */
export interface District {
  plan: DistrictPlan
  ring: Line
  at(s: number, t: number): XY
}

export interface TownPlan {
  mainLines: { name: string; kind: 'main' | 'residential' | 'railway' | 'boundary'; line: Line }[]
  districts: District[]
  /** the polyline through named crossings, following main lines where there are any */
  path(names: readonly string[]): XY[]
}

export function crossing(name: string): XY {
  const point = crossings[name]
  if (point === undefined) throw new Error(`no crossing named ${name}`)
  return swayed(point)
}

/** Bends every leg a little, so that no long street is ruler-straight. */
function bent(points: Line, bend: number, name: string): XY[] {
  const random = randomStream(`bend ${name}`)
  return points.flatMap((point, index) => {
    const next = points[index + 1]
    if (next === undefined || bend === 0) return [point]
    const length = distance(point, next)
    const shift = length < 140 ? 0 : random.between(-bend, bend) * length
    return [point, add(mix(point, next, 0.5), leftOf(direction(point, next)), shift)]
  })
}

/** The legs between neighbouring crossings of all main lines, in both directions. */
function legs(): Map<string, XY[]> {
  const found = new Map<string, XY[]>()
  for (const { name, through, bend } of mainLines) {
    const points = through.map(crossing)
    const curve = smoothed(bent(points, bend, name), 6)
    const perLeg = bend === 0 ? 6 : 12
    for (let index = 1; index < through.length; index++) {
      const leg = curve.slice((index - 1) * perLeg, index * perLeg + 1)
      found.set(`${through[index - 1]}>${through[index]}`, leg)
      found.set(`${through[index]}>${through[index - 1]}`, [...leg].reverse())
    }
  }
  return found
}

/** Coons patch: blends the four sides so that inner lines follow the outer ones and end exactly on them. */
function coons(bottom: Line, top: Line, left: Line, right: Line): (s: number, t: number) => XY {
  const corner = (line: Line, end: 0 | 1) => line[end === 0 ? 0 : line.length - 1] as XY
  return (s, t) => {
    const [b, u, l, r] = [along(bottom, s), along(top, s), along(left, t), along(right, t)]
    const [sw, se, nw, ne] = [corner(bottom, 0), corner(bottom, 1), corner(top, 0), corner(top, 1)]
    const axis = (i: 0 | 1) =>
      (1 - t) * b[i] +
      t * u[i] +
      (1 - s) * l[i] +
      s * r[i] -
      ((1 - s) * (1 - t) * sw[i] + s * (1 - t) * se[i] + (1 - s) * t * nw[i] + s * t * ne[i])
    return [axis(0), axis(1)]
  }
}

export function drawTownPlan(): TownPlan {
  const known = legs()
  const path = (names: readonly string[]): XY[] => {
    const points: XY[] = [crossing(names[0] as string)]
    for (let index = 1; index < names.length; index++) {
      const leg = known.get(`${names[index - 1]}>${names[index]}`)
      points.push(...(leg?.slice(1) ?? [crossing(names[index] as string)]))
    }
    return points
  }
  const drawn = districts.map((plan): District => {
    const [bottom, top, left, right] = [path(plan.bottom), path(plan.top), path(plan.left), path(plan.right)]
    const ring = [...bottom, ...right.slice(1), ...[...top].reverse().slice(1), ...[...left].reverse().slice(1, -1)]
    return { plan, ring, at: coons(bottom, top, left, right) }
  })
  return {
    mainLines: mainLines.map(({ name, kind, through }) => ({ name, kind, line: path(through) })),
    districts: drawn,
    path,
  }
}
