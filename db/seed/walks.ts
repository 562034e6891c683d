// Six safety walks with twenty observations each, made in the order of the route.
import { minutes, stockholmTime } from './calendar.ts'
import type { DemoWalk, Feeling, Theme } from './model.ts'
import { along, lengthOf, toLngLat, toPositions, type XY } from './plane.ts'
import { randomStream, uuidV7 } from './random.ts'
import { crossing, type TownPlan } from './town-plan.ts'
import { walkPlans } from './walk-notes.ts'

const feelings: Readonly<Record<string, Feeling>> = { s: 'safe', n: 'unsure', u: 'unsafe' }
/** unhurried walking with stops, metres a minute */
const pace = 26

export function leadWalks(plan: TownPlan): DemoWalk[] {
  const random = randomStream('walks')
  return walkPlans.map(({ name, heldOn, startHour, through, stops, notes }): DemoWalk => {
    const started = stockholmTime(heldOn, startHour * 60)
    const route = plan.path(through.split(' '))
    const lines = notes.split('\n')
    const near = stops.split(' ').map(crossing)
    const length = lengthOf(route)
    return {
      id: uuidV7(random, started),
      name,
      heldOn,
      route: { type: 'LineString', coordinates: toPositions(route) },
      observations: lines.map((line, index) => {
        const [theme, letter, words] = line.split('|') as [Theme, string, string]
        const [x, y] = near[index] ?? along(route, index / lines.length)
        const at: XY = [x + random.between(-55, 55), y + random.between(-55, 55)]
        const walked = ((index + random.between(0.25, 0.75)) / lines.length) * length
        const observedAt = new Date(started.getTime() + minutes(Math.round(walked / pace)))
        const feeling = feelings[letter] as Feeling
        return { id: uuidV7(random, observedAt), lngLat: toLngLat(at), theme, feeling, words, observedAt }
      }),
    }
  })
}
