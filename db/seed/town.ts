// The whole town as drawn in metres, before anything happens in it.
import { drawCoast, type Coast } from './coast.ts'
import { drawHouses, type House } from './houses.ts'
import type { DemoStreet } from './model.ts'
import { drawOpenSpaces, type OpenSpace } from './open-spaces.ts'
import { toPositions } from './plane.ts'
import { randomStream, surveyedAt, uuidV7 } from './random.ts'
import { drawStreets } from './street-network.ts'
import type { Street } from './street.ts'
import { drawTownPlan, type TownPlan } from './town-plan.ts'

export interface Town {
  coast: Coast
  plan: TownPlan
  spaces: readonly OpenSpace[]
  streets: readonly Street[]
  houses: readonly House[]
}

export function drawTown(): Town {
  const coast = drawCoast()
  const plan = drawTownPlan()
  const spaces = drawOpenSpaces(plan.districts)
  const streets = drawStreets(plan, spaces)
  return { coast, plan, spaces, streets, houses: drawHouses(plan, coast, streets, spaces) }
}

export function demoStreets({ streets }: Town): DemoStreet[] {
  const random = randomStream('street ids')
  return streets.map(({ name, kind, lines }) => ({
    id: uuidV7(random, surveyedAt),
    name,
    kind,
    geometry: { type: 'MultiLineString', coordinates: lines.map(toPositions) },
  }))
}
