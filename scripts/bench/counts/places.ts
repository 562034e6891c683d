/**
 * Where the points of the data set are: addresses drawn from fifty cities whose sizes follow a power law, each with a
 * centre that thins outwards and with hot spots, and some along the roads between them. The same on every run.
 */
import { cellAt, parentCell } from '#lib/cells/h3.ts'
import { cities } from './cities.ts'

export interface Place {
  lng: number
  lat: number
  /** At resolution 10; a point of the place gets one of its descendants. */
  cell: bigint
}

export const placeResolution = 10

const ruralShare = 0.06
const hotSpotShare = 0.3
const hotSpotsEach = 40
const hotSpotKm = 0.15
const kmPerDegree = 111.2

/** Mulberry32: a small generator with a seed, so that every run and engine has the same data. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

export function makePlaces(count: number): Place[] {
  const random = seeded(20_261_122)
  const pickCity = zipf(cities.length)
  const pickHotSpot = zipf(hotSpotsEach)
  const hotSpots = cities.map((_, rank) =>
    Array.from({ length: hotSpotsEach }, () => thinning(random, radiusKm(rank) / 2)),
  )
  return Array.from({ length: count }, () => {
    const rank = pickCity(random())
    const [, lng, lat] = cities[rank] ?? ['', 0, 0]
    if (random() < ruralShare) return between(random, [lng, lat])
    if (random() >= hotSpotShare) return placeAt([lng, lat], thinning(random, radiusKm(rank)))
    const [x, y] = hotSpots[rank]?.[pickHotSpot(random())] ?? [0, 0]
    const [dx, dy] = thinning(random, hotSpotKm / 2)
    return placeAt([lng, lat], [x + dx, y + dy])
  })
}

/** How fast a city thins: density falls to a third every so many kilometres. */
function radiusKm(rank: number): number {
  return 0.8 + 2.7 / Math.sqrt(rank + 1)
}

/** East and north of the centre, in km, with a density that falls exponentially. */
function thinning(random: () => number, scaleKm: number): [number, number] {
  const distance = -scaleKm * Math.log((1 - random()) * (1 - random()))
  const angle = 2 * Math.PI * random()
  return [distance * Math.cos(angle), distance * Math.sin(angle)]
}

function between(random: () => number, [lng, lat]: readonly [number, number]): Place {
  const [, otherLng, otherLat] = cities[Math.floor(random() * cities.length)] ?? ['', lng, lat]
  const way = random()
  return placeAt([lng + (otherLng - lng) * way, lat + (otherLat - lat) * way], thinning(random, 6))
}

function placeAt([lng, lat]: readonly [number, number], [east, north]: readonly [number, number]): Place {
  const there = [lng + east / (kmPerDegree * Math.cos((lat * Math.PI) / 180)), lat + north / kmPerDegree] as const
  return { lng: there[0], lat: there[1], cell: parentCell(cellAt(there), placeResolution) }
}

/** Ranks from 0, each 1 / (rank + 1) as likely as the first, by a number of 0–1. */
function zipf(count: number): (uniform: number) => number {
  const sums: number[] = []
  for (let rank = 0; rank < count; rank++) sums.push((sums.at(-1) ?? 0) + 1 / (rank + 1))
  const whole = sums.at(-1) ?? 1
  return (uniform) => {
    const rank = sums.findIndex((sum) => sum >= uniform * whole)
    return rank < 0 ? count - 1 : rank
  }
}
