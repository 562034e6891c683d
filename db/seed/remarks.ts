// About 600 remarks: planted concentrations of what is felt unsafe, an even background, and safe places.
import { dayAfter, daysBetween, stockholmTime } from './calendar.ts'
import type { DemoArea, DemoRemark } from './model.ts'
import { quietMeters, type Plan } from './patterns.ts'
import type { Place } from './places.ts'
import { distance, toLngLat, type XY } from './plane.ts'
import { randomStream, uuidV4, type Random } from './random.ts'
import type { Saying } from './sayings.ts'
import { placeSayings } from './sayings-places.ts'
import { parkSayings, schoolSayings } from './sayings-school.ts'
import { stationSayings, tunnelSayings } from './sayings-station.ts'
import { calmStreetSayings, closings, plainSuggestions, unsafeStreetSayings } from './sayings-streets.ts'
import { areaSayings, municipalitySayings, placelessSayings } from './sayings-wide.ts'
import { dealt, townSpots } from './spots.ts'
import type { Town } from './town.ts'

const counts = { unsafeStreets: 104, calmStreets: 60, places: 112, areas: 48, municipality: 24, none: 18 } as const

const plantedSayings: Readonly<Partial<Record<Plan['key'], readonly Saying[]>>> = {
  station: stationSayings,
  tunnel: tunnelSayings,
  school: schoolSayings,
  park: parkSayings,
}

/** Deals sayings so that each is used once before any is used twice. */
function dealer(all: readonly Saying[], random: Random): () => Saying {
  let pile: Saying[] = []
  return () => {
    if (pile.length === 0) pile = random.shuffled(all)
    return pile.pop() as Saying
  }
}

/** Most answers come with the dialogue in March to May 2026. */
function receivedAt(random: Random): Date {
  const [first, last] = random.chance(0.62) ? ['2026-03-09', '2026-05-24'] : ['2025-09-01', '2026-09-29']
  const day = dayAfter(first as string, random.integer(0, daysBetween(first as string, last as string)))
  return stockholmTime(day, 7 * 60 + random.integer(0, 15 * 60))
}

interface Draft {
  saying: Saying
  at?: XY
  areaCode?: string
  scope: DemoRemark['scope']
  fill?: Readonly<Record<string, string>>
}

function filled(text: string, fill: Readonly<Record<string, string>>): string {
  const words = text.replaceAll(/\{(\p{L}+)\}/gu, (_, slot: string) => fill[slot] ?? slot)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function plantedDrafts(patterns: readonly Plan[], random: Random): Draft[] {
  return patterns.flatMap(({ key, remarks, draw }) => {
    const pool = plantedSayings[key]
    if (pool === undefined) return []
    const deal = dealer(pool, random)
    return Array.from({ length: remarks }, (): Draft => ({ scope: 'point', saying: deal(), at: draw(random) }))
  })
}

function streetDrafts(town: Town, patterns: readonly Plan[], random: Random): Draft[] {
  const retail = patterns.find(({ key }) => key === 'retail')
  const squares = townSpots(town)
    .map((spots) => spots.filter(({ kind }) => kind !== 'path'))
    .filter((spots) => spots.length > 0)
  const quiet = squares
    .map((spots) =>
      spots.filter(({ at }) => retail === undefined || distance(at, retail.center) > quietMeters.fearAtRetail),
    )
    .filter((spots) => spots.length > 0)
  const drafts = (from: typeof squares, count: number, pool: readonly Saying[]) => {
    const deal = dealer(pool, random)
    return dealt(from, count, random).map(({ at, street }): Draft => ({
      scope: 'point',
      saying: deal(),
      at,
      fill: { gata: street },
    }))
  }
  return [
    ...drafts(quiet, counts.unsafeStreets, unsafeStreetSayings),
    ...drafts(squares, counts.calmStreets, calmStreetSayings),
  ]
}

function placeDrafts(places: readonly Place[], random: Random): Draft[] {
  const pool = Object.entries(placeSayings).flatMap(([kind, all]) => all.map((saying) => ({ kind, saying })))
  const deals = random.shuffled([...pool, ...pool]).slice(0, counts.places)
  return deals.map(({ kind, saying }): Draft => {
    const place = random.pick(places.filter((candidate) => candidate.kind === kind))
    const [x, y] = place.at
    const at: XY = [x + random.between(-22, 22), y + random.between(-22, 22)]
    return { scope: 'point', saying, at, fill: { plats: place.name } }
  })
}

function wideDrafts(areas: readonly DemoArea[], random: Random): Draft[] {
  const many = (count: number, pool: readonly Saying[], make: (saying: Saying) => Draft) => {
    const deal = dealer(pool, random)
    return Array.from({ length: count }, () => make(deal()))
  }
  return [
    ...many(counts.areas, areaSayings, (saying) => {
      const area = random.pick(areas)
      return { scope: 'area', saying, areaCode: area.code, fill: { område: area.name } }
    }),
    ...many(counts.municipality, municipalitySayings, (saying) => ({ scope: 'municipality', saying })),
    ...many(counts.none, placelessSayings, (saying) => ({ scope: 'none', saying })),
  ]
}

function precision(scope: DemoRemark['scope'], random: Random): number {
  if (scope !== 'point') return 50
  return random.chance(0.02) ? random.pick([300, 400, 500, 800]) : random.pick([10, 15, 20, 25, 50])
}

function suggested({ theme, feeling }: Saying, random: Random): string | null {
  const plain = plainSuggestions[theme]
  return feeling === 'unsafe' && plain !== undefined && random.chance(0.3) ? random.pick(plain) : null
}

function remark({ saying, at, areaCode, scope, fill }: Draft, used: Set<string>, random: Random): DemoRemark {
  const { words: template, suggestion, ...felt } = saying
  const plain = filled(template, fill ?? {})
  let words = random.chance(0.05) ? `${plain} ${random.pick(closings)}` : plain
  for (let attempt = 0; used.has(words) && attempt < closings.length; attempt++)
    words = `${plain} ${random.pick(closings)}`
  used.add(words)
  return {
    id: uuidV4(random),
    scope,
    lngLat: at === undefined ? null : toLngLat(at),
    precisionMeters: precision(scope, random),
    areaCode: areaCode ?? null,
    ...felt,
    furtherThemes: felt.theme === 'lighting' && felt.feltLight === 'dark' && random.chance(0.25) ? ['deserted'] : [],
    words,
    suggestion: suggestion ?? suggested(saying, random),
    people: random.chance(0.9) ? 1 : random.pick([2, 2, 2, 3, 4, 6]),
    receivedAt: receivedAt(random),
  }
}

export function collectRemarks(
  town: Town,
  places: readonly Place[],
  areas: readonly DemoArea[],
  patterns: readonly Plan[],
): DemoRemark[] {
  const random = randomStream('remarks')
  const used = new Set<string>()
  return [
    ...plantedDrafts(patterns, random),
    ...streetDrafts(town, patterns, random),
    ...placeDrafts(places, random),
    ...wideDrafts(areas, random),
  ]
    .map((draft) => remark(draft, used, random))
    .sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1))
}
