// The concentrations planted on purpose. Everything else is spread evenly, so that an analysis finds these only.
import type { LngLat } from './model.ts'
import { along, centerOf, distance, mix, toLngLat, type Line, type XY } from './plane.ts'
import type { Random } from './random.ts'
import type { Town } from './town.ts'
import { crossing } from './town-plan.ts'

export interface PlantedPattern {
  key: 'station' | 'tunnel' | 'school' | 'park' | 'retail'
  description: string
  /** centre */
  lngLat: LngLat
  /** everything planted lies within this distance of the centre */
  radiusMeters: number
  /** which sources are concentrated here */
  sources: readonly ('remarks' | 'walks' | 'crimes')[]
  when: string
  /** planted points, the spread background not counted */
  remarks: number
  crimes: number
}

export interface Plan extends PlantedPattern {
  center: XY
  /** a planted position */
  draw(random: Random): XY
}

const disc =
  (center: XY, radius: number) =>
  (random: Random): XY => {
    const angle = random.between(0, 2 * Math.PI)
    // Thinning outwards to nothing at the edge, as such places do, where one factor alone would fill the disc evenly.
    const reach = radius * Math.sqrt(random.next() * random.next())
    return [center[0] + reach * Math.cos(angle), center[1] + reach * Math.sin(angle)]
  }

function spaceCenter({ spaces }: Town, name: string): XY {
  const space = spaces.find((candidate) => candidate.name === name)
  if (space === undefined) throw new Error(`no space ${name}`)
  return centerOf(space.ring)
}

/** Along the way to school: from the estate's edge through the grove to the school yard. */
function schoolWay({ streets, spaces }: Town): Line {
  const way = streets.find(({ name }) => name === 'Skolstigen')?.lines[0]
  if (way === undefined) throw new Error('no way to school')
  const before = mix(way[0] as XY, crossing('N5'), 0.42)
  return [before, ...way, spaceCenter({ spaces } as Town, 'Mårängsskolan')]
}

const planAt = (center: XY, rest: Omit<Plan, 'lngLat' | 'center'>): Plan => ({
  ...rest,
  center,
  lngLat: toLngLat(center),
})

export function plantPatterns(town: Town): Plan[] {
  return [stationAtNight(), tunnelInTheDark(), wayToSchool(town), fearedPark(town), unfearedShops(town)]
}

function stationAtNight(): Plan {
  const station = crossing('RS')
  return planAt(station, {
    key: 'station',
    description: 'Stationen på kvällen: känns otrygg, och brott anmäls där',
    radiusMeters: 250,
    sources: ['remarks', 'walks', 'crimes'],
    when: 'kvällar och nätter, mest torsdag–lördag, hela året',
    remarks: 62,
    crimes: 520,
    draw: disc(station, 240),
  })
}

function tunnelInTheDark(): Plan {
  const tunnel = crossing('RL')
  return planAt(tunnel, {
    key: 'tunnel',
    description: 'Lotstunneln under järnvägen: känns otrygg, och brott anmäls där',
    radiusMeters: 230,
    sources: ['remarks', 'walks', 'crimes'],
    when: 'när det är mörkt, mest oktober–mars',
    remarks: 56,
    crimes: 430,
    draw: disc(tunnel, 220),
  })
}

function wayToSchool(town: Town): Plan {
  const school = schoolWay(town)
  const middle = along(school, 0.5)
  const reach = Math.ceil(Math.max(...school.map((point) => distance(point, middle))) + 75)
  return planAt(middle, {
    key: 'school',
    description: 'Skolvägen från Mårängen: känns otrygg, inga fler brott än på andra håll',
    radiusMeters: reach,
    sources: ['remarks', 'walks'],
    when: 'vardagar vid skoltid, mest vinterhalvåret',
    remarks: 66,
    crimes: 0,
    draw: (random) => disc(along(school, random.next()), 70)(random),
  })
}

function fearedPark(town: Town): Plan {
  const park = spaceCenter(town, 'Svandammsparken')
  return planAt(park, {
    key: 'park',
    description: 'Svandammsparken: fruktad när det är mörkt, men utan anmälda brott',
    radiusMeters: 220,
    sources: ['remarks', 'walks'],
    when: 'när det är mörkt',
    remarks: 54,
    crimes: 0,
    draw: disc(park, 210),
  })
}

function unfearedShops(town: Town): Plan {
  const retail = spaceCenter(town, 'Handelsplatsen Kvarnen')
  return planAt(retail, {
    key: 'retail',
    description: 'Handelsplatsen Kvarnen: många anmälda brott, men ingen känner sig otrygg',
    radiusMeters: 250,
    sources: ['crimes'],
    when: 'butikernas öppettider',
    remarks: 0,
    crimes: 500,
    draw: disc(retail, 240),
  })
}

/** No crime is reported this near to the feared park; nothing is felt unsafe this near to the shopping area. */
export const quietMeters = { crimesAtPark: 270, fearAtRetail: 340 } as const
