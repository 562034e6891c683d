// Named places, and bus stops along the main streets.
import type { DemoPlace } from './model.ts'
import { busStopSpacing, placeLines } from './places-data.ts'
import { along, distance, lengthOf, swayed, toLngLat, type XY } from './plane.ts'
import { randomStream, surveyedAt, uuidV7 } from './random.ts'
import type { Town } from './town.ts'
import { crossing, type TownPlan } from './town-plan.ts'

export interface Place {
  name: string
  kind: string
  at: XY
}

function position(plan: TownPlan, where: string): XY {
  const [first, second, third] = where.split(' ')
  if (second === undefined) return crossing(first as string)
  if (third === undefined) return swayed([Number(first), Number(second)])
  const district = plan.districts.find((candidate) => candidate.plan.key === first)
  if (district === undefined) throw new Error(`no district ${first}`)
  return district.at(Number(second), Number(third))
}

function busStops({ streets }: Town): Place[] {
  const residential = streets.filter(({ kind }) => kind === 'residential')
  const stops: Place[] = []
  for (const { lines, kind } of streets) {
    const line = lines[0]
    if (kind !== 'main' || line === undefined) continue
    for (let walked = busStopSpacing / 2; walked < lengthOf(line); walked += busStopSpacing) {
      const at = along(line, walked / lengthOf(line))
      const meeting = residential.find((street) =>
        street.lines.some((other) => other.some((point) => distance(point, at) < 70)),
      )
      if (meeting === undefined || stops.some((stop) => stop.name === meeting.name || distance(stop.at, at) < 330))
        continue
      stops.push({ name: meeting.name, kind: 'bus_stop', at })
    }
  }
  return stops
}

export function drawPlaces(town: Town): Place[] {
  const named = placeLines
    .trim()
    .split('\n')
    .map((line): Place => {
      const [name, kind, where] = line.split('|') as [string, string, string]
      return { name, kind, at: position(town.plan, where) }
    })
  return [...named, ...busStops(town)]
}

export function demoPlaces(places: readonly Place[]): DemoPlace[] {
  const random = randomStream('place ids')
  return places.map(({ name, kind, at }) => ({ id: uuidV7(random, surveyedAt), name, kind, lngLat: toLngLat(at) }))
}
