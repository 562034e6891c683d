// Six safety walks with twenty observations each, made in the order of the route.
import { minutes, stockholmTime } from './calendar.ts'
import type { DemoWalk, Feeling, Theme } from './model.ts'
import { along, lengthOf, toLngLat, toPositions, type XY } from './plane.ts'
import { randomStream, uuidV7 } from './random.ts'
import type { TownPlan } from './town-plan.ts'
import { walkPlans } from './walk-notes.ts'

const feelings: Readonly<Record<string, Feeling>> = { s: 'safe', n: 'unsure', u: 'unsafe' }
/** unhurried walking with stops, metres a minute */
const pace = 26

export function leadWalks(plan: TownPlan): DemoWalk[] {
  const random = randomStream('walks')
  return walkPlans.map(({ name, heldOn, startHour, through, notes }): DemoWalk => {
    const started = stockholmTime(heldOn, startHour * 60)
    const route = plan.path(through.split(' '))
    const length = lengthOf(route)
    const lines = notes.split('\n')
    return {
      id: uuidV7(random, started),
      name,
      heldOn,
      route: { type: 'LineString', coordinates: toPositions(route) },
      observations: lines.map((line, index) => {
        const [theme, letter, words] = line.split('|') as [Theme, string, string]
        const share = (index + random.between(0.25, 0.75)) / lines.length
        const [x, y] = along(route, share)
        const at: XY = [x + random.between(-9, 9), y + random.between(-9, 9)]
        const observedAt = new Date(started.getTime() + minutes(Math.round((share * length) / pace)))
        return {
          id: uuidV7(random, observedAt),
          lngLat: toLngLat(at),
          theme,
          feeling: feelings[letter] as Feeling,
          words,
          observedAt,
        }
      }),
    }
  })
}
