// 5,000 reported crimes over four years: a background spread over the town, and three planted concentrations.
import { dayAfter, days, daysBetween, hours, minutes, stockholmTime, weekdayOf } from './calendar.ts'
import type { DemoCrime, OffenceGroup } from './model.ts'
import { clocks, mixes, offences, plantedMixes, seasons, type Offence } from './offences.ts'
import { quietMeters, type Plan } from './patterns.ts'
import type { Place } from './places.ts'
import { distance, toLngLat, type XY } from './plane.ts'
import { randomStream, uuidV7, type Random } from './random.ts'
import { countrySpots, dealt, townSpots, type Spot } from './spots.ts'
import type { Town } from './town.ts'

const crimeCount = 5000
const countryCrimes = 60
const firstDay = '2022-10-01'
const lastDay = '2026-09-30'
const end = stockholmTime(lastDay, 23 * 60)

interface Scene {
  at: XY
  placeName: string | null
  group: OffenceGroup
  planted: Plan['key'] | null
}

const offenceOf = (group: OffenceGroup): Offence => {
  const found = offences.find((offence) => offence.group === group)
  if (found === undefined) throw new Error(`no offence group ${group}`)
  return found
}

function drawGroup(mix: Readonly<Partial<Record<OffenceGroup, number>>>, random: Random): OffenceGroup {
  const entries = Object.entries(mix) as [OffenceGroup, number][]
  return (entries[random.weighted(entries.map(([, weight]) => weight))] as [OffenceGroup, number])[0]
}

function plantedScenes(patterns: readonly Plan[], random: Random): Scene[] {
  const placeNames: Partial<Record<Plan['key'], string>> = {
    station: 'Fyrskärs station',
    tunnel: 'Lotstunneln',
    retail: 'Handelsplatsen Kvarnen',
  }
  return patterns.flatMap(({ key, crimes, draw }) =>
    Array.from({ length: crimes }, (): Scene => ({
      at: draw(random),
      placeName: placeNames[key] ?? null,
      group: drawGroup(plantedMixes[key] ?? {}, random),
      planted: key,
    })),
  )
}

function backgroundScenes(
  town: Town,
  places: readonly Place[],
  patterns: readonly Plan[],
  count: number,
  random: Random,
): Scene[] {
  const park = patterns.find(({ key }) => key === 'park')
  const far = ({ at }: Spot) => park === undefined || distance(at, park.center) > quietMeters.crimesAtPark
  const squares = townSpots(town)
    .map((spots) => spots.filter(far))
    .filter((spots) => spots.length > 0)
  const country = random.shuffled(countrySpots(town)).slice(0, countryCrimes)
  const shops = random.shuffled(places.filter(({ kind }) => kind === 'shop'))
  let shopping = 0
  return [...dealt(squares, count - country.length, random), ...country].map(({ at, street, style }): Scene => {
    const group = drawGroup(mixes[style], random)
    const shop = group === 'shoplifting' ? shops[shopping++ % shops.length] : undefined
    if (shop === undefined) return { at, placeName: random.chance(0.8) ? street : null, group, planted: null }
    const [x, y] = shop.at
    return {
      at: [x + random.between(-25, 25), y + random.between(-25, 25)],
      placeName: shop.name,
      group,
      planted: null,
    }
  })
}

function startOf(offence: Offence, planted: Plan['key'] | null, random: Random): Date {
  const span = daysBetween(firstDay, lastDay)
  const season = planted === 'tunnel' ? seasons.winter : seasons[offence.seasons]
  const clock =
    planted === 'station' || planted === 'tunnel'
      ? clocks.evening
      : planted === 'retail'
        ? clocks.shop
        : clocks[offence.clock]
  for (let attempt = 0; ; attempt++) {
    const day = dayAfter(firstDay, random.integer(0, span - 1))
    const weekend = weekdayOf(day) >= 3 && weekdayOf(day) <= 5 ? 1 : 0.55
    const likely =
      ((season[Number(day.slice(5, 7)) - 1] as number) / 1.5) *
      (planted === 'station' || clock === clocks.night ? weekend : 1)
    if (attempt < 40 && !random.chance(likely)) continue
    return stockholmTime(day, random.weighted(clock) * 60 + random.integer(0, 59))
  }
}

function timed(offence: Offence, planted: Plan['key'] | null, random: Random) {
  const start = startOf(offence, planted, random)
  const [shortest, longest] = offence.interval
  const length = Math.round(shortest * (longest / shortest) ** random.next())
  const from = new Date(Math.min(start.getTime(), end.getTime() - hours(2)))
  const to = new Date(Math.min(from.getTime() + minutes(length), end.getTime() - hours(1)))
  const delay = length > 120 ? hours(0.5) + days(3) * random.next() ** 3 : minutes(5) + days(2) * random.next() ** 4
  const reportedAt = new Date(Math.min(end.getTime(), to.getTime() + Math.round(delay / 60_000) * 60_000))
  const known = random.next()
  if (known < 0.03) return { occurredFrom: null, occurredTo: to, reportedAt }
  if (known < 0.045) return { occurredFrom: from, occurredTo: null, reportedAt }
  return { occurredFrom: from, occurredTo: to, reportedAt }
}

/** Where the crime is written down: mostly exact, some at the middle of a district, some nowhere. */
function located({ at }: Scene, town: Town, random: Random): Pick<DemoCrime, 'lngLat' | 'precisionMeters'> {
  const kind = random.next()
  if (kind < 0.03) return { lngLat: null, precisionMeters: 50 }
  if (kind > 0.98) {
    const blurred: XY = [at[0] + random.between(-250, 250), at[1] + random.between(-250, 250)]
    return { lngLat: toLngLat(town.coast.isLand(blurred) ? blurred : at), precisionMeters: 500 }
  }
  return { lngLat: toLngLat(at), precisionMeters: random.pick([10, 20, 25, 50, 50]) }
}

function nameOf(offence: Offence, planted: Plan['key'] | null, random: Random): string {
  const outdoors = offence.names.filter((name) => !/inomhus|butik/u.test(name))
  const names = planted === 'station' || planted === 'tunnel' ? outdoors : offence.names
  return names[Math.floor(names.length * random.next() ** 1.6)] ?? (offence.names[0] as string)
}

export function reportCrimes(town: Town, places: readonly Place[], patterns: readonly Plan[]): DemoCrime[] {
  const random = randomStream('crimes')
  const planted = plantedScenes(patterns, random)
  const scenes = [...planted, ...backgroundScenes(town, places, patterns, crimeCount - planted.length, random)]
  return scenes
    .map((scene): DemoCrime => {
      const offence = offenceOf(scene.group)
      const time = timed(offence, scene.planted, random)
      const offenceName = nameOf(offence, scene.planted, random)
      return {
        id: uuidV7(random, time.reportedAt),
        offenceGroup: scene.group,
        offenceName,
        ...located(scene, town, random),
        ...time,
        placeName: scene.placeName,
      }
    })
    .sort((a, b) => a.reportedAt.getTime() - b.reportedAt.getTime() || (a.id < b.id ? -1 : 1))
}
