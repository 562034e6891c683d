// Where people live and walk: spots along the streets of the built-up land, in squares of 110 m so that a background
// drawn evenly over the squares has no hot spots of its own.
import { densified, distance, inside, type XY } from './plane.ts'
import type { StreetKind } from './model.ts'
import type { Random } from './random.ts'
import type { DistrictStyle } from './town-plan-data.ts'
import type { Town } from './town.ts'

export interface Spot {
  at: XY
  street: string
  kind: StreetKind
  style: DistrictStyle
}

const square = 110

/** One list of spots per square, squares in a stable order. */
export function townSpots({ streets, plan }: Town): Spot[][] {
  const bySquare = new Map<string, Spot[]>()
  for (const { name, kind, lines } of streets) {
    for (const line of lines) {
      for (const at of densified(line, 14)) {
        const district = plan.districts.find(({ ring }) => inside(at, ring))
        if (district === undefined) continue
        const key = `${Math.floor(at[0] / square)},${Math.floor(at[1] / square)}`
        const spot: Spot = { at, street: name, kind, style: district.plan.style }
        bySquare.set(key, [...(bySquare.get(key) ?? []), spot])
      }
    }
  }
  return [...bySquare.values()].filter((spots) => spots.length >= 3)
}

/** Spots along the country roads, few and far apart. */
export function countrySpots({ streets, plan }: Town): Spot[] {
  return streets.flatMap(({ name, lines, kind }) =>
    lines
      .flatMap((line) => (kind === 'path' ? [] : densified(line, 90)))
      .filter((at) =>
        plan.districts.every(({ ring }) => !inside(at, ring) && ring.every((corner) => distance(corner, at) > 250)),
      )
      .map((at): Spot => ({ at, street: name, kind, style: 'villas' })),
  )
}

/** `count` spots dealt round the squares, so that no square gets two more than another; a few metres off the line. */
export function dealt(squares: readonly (readonly Spot[])[], count: number, random: Random): Spot[] {
  const hand: Spot[] = []
  while (hand.length < count) {
    for (const spots of random.shuffled(squares)) {
      if (hand.length === count) break
      const spot = random.pick(spots)
      hand.push({ ...spot, at: [spot.at[0] + random.between(-7, 7), spot.at[1] + random.between(-7, 7)] })
    }
  }
  return hand
}
