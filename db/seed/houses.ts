// Houses: along the streets in the manner of each district, slabs and towers in the estates, farms in the country.
import {
  add,
  along,
  direction,
  distance,
  inside,
  leftOf,
  lengthOf,
  rectangle,
  swayed,
  type Line,
  type XY,
} from './plane.ts'
import type { Coast } from './coast.ts'
import { Obstacles } from './ground.ts'
import { districtLandmarks, landmarks, turned } from './landmarks.ts'
import { rounded, woods } from './landscape.ts'
import type { OpenSpace } from './open-spaces.ts'
import { randomStream, type Random } from './random.ts'
import type { Street } from './street.ts'
import type { DistrictStyle } from './town-plan-data.ts'
import type { District, TownPlan } from './town-plan.ts'

export interface House {
  name: string | null
  ring: Line
}

/** Metres: length along the street, depth, distance from the street's middle line, gap to the next house. */
interface Manner {
  length: readonly [number, number]
  depth: readonly [number, number]
  setback: readonly [number, number]
  gap: readonly [number, number]
}

const manners: Readonly<Record<Exclude<DistrictStyle, 'estate' | 'sports'> | 'country', Manner>> = {
  grid: { length: [24, 44], depth: [12, 15], setback: [8.5, 9.5], gap: [0.3, 4] },
  blocks: { length: [30, 54], depth: [11, 13], setback: [11, 14], gap: [10, 20] },
  villas: { length: [12, 19], depth: [9, 12], setback: [12, 18], gap: [24, 44] },
  works: { length: [34, 70], depth: [24, 38], setback: [17, 24], gap: [16, 30] },
  country: { length: [11, 18], depth: [8, 12], setback: [22, 60], gap: [120, 300] },
}

interface Site {
  coast: Coast
  spaces: readonly OpenSpace[]
  plan: TownPlan
  obstacles: Obstacles
  houses: House[]
  woods: readonly Line[]
}

const districtAt = (plan: TownPlan, point: XY) => plan.districts.find(({ ring }) => inside(point, ring))

function isBuildable(site: Site, ring: Line, center: XY): boolean {
  const { coast, spaces, obstacles } = site
  const reach = ring.map((corner) => add(corner, direction(center, corner), 14))
  if (!districtAt(site.plan, center) && !reach.every(coast.isLand)) return false
  if (ring.some((corner) => spaces.some((space) => inside(corner, space.ring)))) return false
  return obstacles.isFree(ring)
}

function build(site: Site, name: string | null, ring: Line): void {
  site.houses.push({ name, ring })
  site.obstacles.addHouse(ring)
}

function placeLandmarks(site: Site): void {
  for (const [name, x, y, length, depth, turn] of landmarks) {
    const center = swayed([x, y])
    const axis = direction(center, swayed(add([x, y], turned(turn), 20)))
    build(site, name, rectangle(center, axis, length, depth))
  }
  for (const [name, key, s, t, length, depth] of districtLandmarks) {
    const district = site.plan.districts.find(({ plan }) => plan.key === key)
    if (district === undefined) throw new Error(`no district ${key}`)
    const axis = direction(district.at(s - 0.02, t), district.at(s + 0.02, t))
    build(site, name, rectangle(district.at(s, t), axis, length, depth))
  }
}

function mannerAt(site: Site, point: XY): Manner | null {
  const district = districtAt(site.plan, point)
  if (district === undefined) return site.woods.some((ring) => inside(point, ring)) ? null : manners.country
  const { style } = district.plan
  return style === 'estate' || style === 'sports' ? null : manners[style]
}

/** Walks along one side of a street and builds where there is room. */
function lineStreet(site: Site, line: Line, side: 1 | -1, random: Random): void {
  const length = lengthOf(line)
  let walked = random.between(4, 16)
  while (walked < length - 4) {
    const here = along(line, walked / length)
    const ahead = along(line, Math.min(1, (walked + 12) / length))
    const axis = direction(here, ahead)
    const outwards = leftOf(axis)
    const manner = mannerAt(site, add(here, outwards, side * 20))
    if (manner === null) {
      walked += 25
      continue
    }
    const width = random.between(...manner.length)
    const depth = random.between(...manner.depth)
    const middle = add(here, axis, width / 2)
    const center = add(middle, outwards, side * (random.between(...manner.setback) + depth / 2))
    const ring = rectangle(center, axis, width, depth)
    const free = isBuildable(site, ring, center)
    if (free) build(site, null, ring)
    walked += free ? width + random.between(...manner.gap) : 7
  }
}

/** Slabs round courtyards, every second one turned; towers on the rocky hill. */
function fillEstate(site: Site, district: District): void {
  const random = randomStream(`estate ${district.plan.key}`)
  const towers = district.plan.key === 'pilot2'
  const [across, up] = [9, 8]
  for (let column = 0; column < across; column++) {
    for (let row = 0; row < up; row++) {
      const [s, t] = [(column + 0.5) / across, (row + 0.5) / up]
      const east = direction(district.at(s - 0.02, t), district.at(s + 0.02, t))
      const turn = (Math.floor(column / 2) + Math.floor(row / 2)) % 2 === 0
      const axis = turn && !towers ? leftOf(east) : east
      const center = add(district.at(s, t), [random.between(-4, 4), random.between(-4, 4)])
      const ring = towers ? rectangle(center, axis, 22, 20) : rectangle(center, axis, random.between(46, 58), 11.5)
      const short = rectangle(center, axis, towers ? 18 : 30, towers ? 18 : 11.5)
      const inDistrict = ring.every((corner) => inside(corner, district.ring))
      if (inDistrict && isBuildable(site, ring, center)) build(site, null, ring)
      else if (isBuildable(site, short, center)) build(site, null, short)
    }
  }
}

const clearances = { main: 8, residential: 6.5, path: 4 } as const

export function drawHouses(
  plan: TownPlan,
  coast: Coast,
  streets: readonly Street[],
  spaces: readonly OpenSpace[],
): House[] {
  const site: Site = {
    coast,
    spaces,
    plan,
    obstacles: new Obstacles(),
    houses: [],
    woods: woods.map(([, edge]) => rounded(edge, 1)),
  }
  for (const { kind, lines } of streets) lines.forEach((line) => site.obstacles.addLine(line, clearances[kind]))
  for (const { kind, line } of plan.mainLines) if (kind === 'railway') site.obstacles.addLine(line, 16)
  placeLandmarks(site)
  plan.districts.filter(({ plan: { style } }) => style === 'estate').forEach((district) => fillEstate(site, district))
  for (const { name, kind, lines } of streets) {
    if (kind === 'path') continue
    const random = randomStream(`houses ${name}`)
    for (const line of lines) {
      lineStreet(site, line, 1, random)
      lineStreet(site, line, -1, random)
    }
  }
  return site.houses.filter(({ ring }) => distance(ring[0] as XY, ring[1] as XY) > 4)
}
