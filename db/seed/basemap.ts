// The drawn map: land, woods, town, water, beaches, parks, squares, houses, railway, tunnels, piers.
import { buffer } from '@turf/turf'
import type { Polygon } from 'geojson'
import type { Coast } from './coast.ts'
import type { House } from './houses.ts'
import { beaches, lakes, piers, rounded, woods } from './landscape.ts'
import type { BasemapKind, DemoBasemapFeature } from './model.ts'
import type { OpenSpace } from './open-spaces.ts'
import {
  add,
  centerOf,
  direction,
  distance,
  densified,
  leftOf,
  swayed,
  toPositions,
  toRing,
  type Line,
  type XY,
} from './plane.ts'
import { randomStream, surveyedAt, uuidV7, type Random } from './random.ts'
import { asMultiPolygon, common, shapeOf, without } from './shapes.ts'
import { crossing, type TownPlan } from './town-plan.ts'

export const tunnels: readonly (readonly [name: string, south: string, north: string, at: string | XY])[] = [
  ['Stationstunneln', 'JS', 'KS', 'RS'],
  ['Lotstunneln', 'JL', 'KL', 'RL'],
  ['Mårtunneln', 'J3', 'K3', 'R3'],
]

type Drawn = Omit<DemoBasemapFeature, 'id'>

const feature = (kind: BasemapKind, name: string | null, geometry: Drawn['geometry']): Drawn => ({
  kind,
  name,
  geometry,
})
const outline = (ring: Line): Polygon => ({ type: 'Polygon', coordinates: [toRing(ring)] })

/** The town south and north of the railway, the church village and the school in the east. */
const townOutlines = [
  'H0 F0 F1 H1 Q1 Q2 Q3 Q4 Q5 Q6 H4 B1 B2 B3 B4 B5 H6 S7 S8 J6 J5 J4 J3 JS J2 J1 JL JW S1 H0',
  'L0 KW KL K1 K2 KS K3 K4 K5 N6 Y4 U5 U4 U3 T3 T2 T1 U1 L3 L2 L0',
  'V3 V4 V1 V2 V3',
]

/** Whether a wood may reach the town, judged by its surrounding box; cutting is slow, so most woods are left alone. */
function meetsTown(edge: Line, plan: TownPlan): boolean {
  const [west, east] = [Math.min(...edge.map(([x]) => x)), Math.max(...edge.map(([x]) => x))]
  const [south, north] = [Math.min(...edge.map(([, y]) => y)), Math.max(...edge.map(([, y]) => y))]
  const isNear = ([x, y]: XY) => x > west - 60 && x < east + 60 && y > south - 60 && y < north + 60
  return plan.districts.some(({ ring }) => ring.some(isNear)) || distance(crossing('Sb'), centerOf(edge)) < 600
}

/** Built-up land, a strip wider than the outermost streets. */
function builtUp(plan: TownPlan, spaces: readonly OpenSpace[]) {
  const outlines = townOutlines.map((corners) => plan.path(corners.split(' ')).slice(0, -1))
  const schools = spaces.filter(({ name }) => name === 'Mårängsskolan').map(({ ring }) => ring)
  const wider = buffer(shapeOf([...outlines, ...schools]), 0.04, { units: 'kilometers', steps: 3 })
  if (wider === undefined) throw new Error('the town has no outline')
  return wider
}

function trackLines(plan: TownPlan): Line[] {
  const track = plan.mainLines.find(({ kind }) => kind === 'railway')
  if (track === undefined) throw new Error('no railway')
  return [track.line, siding(track.line)]
}

/** A second track at the station: beside the first, joining it at both ends. */
function siding(track: Line): Line {
  const [west, east] = [crossing('R2')[0] + 110, crossing('R3')[0] - 60]
  const beside = densified(track, 40).filter(([x]) => x > west && x < east)
  return beside.map((point, index) => {
    const axis = direction(beside[Math.max(0, index - 1)] as XY, beside[Math.min(beside.length - 1, index + 1)] as XY)
    const gap = 9 * Math.min(1, index / 3, (beside.length - 1 - index) / 3)
    return add(point, leftOf(axis), gap)
  })
}

function tunnelLines(): Drawn[] {
  return tunnels.map(([name, south, north, at]) => {
    const middle = typeof at === 'string' ? crossing(at) : at
    const axis = direction(crossing(south), crossing(north))
    const line: Line = [add(middle, axis, -24), add(middle, axis, 24)]
    return feature('tunnel', name, { type: 'LineString', coordinates: toPositions(line) })
  })
}

/** Houses by name, the unnamed ones by squares of 400 m, so that they are few features. */
function houseFeatures(houses: readonly House[]): Drawn[] {
  const named = houses.flatMap(({ name, ring }) => (name === null ? [] : [feature('building', name, outline(ring))]))
  const bySquare = new Map<string, Line[]>()
  for (const { name, ring } of houses) {
    if (name !== null) continue
    const [x, y] = centerOf(ring)
    const key = `${Math.floor(x / 400)},${Math.floor(y / 400)}`
    bySquare.set(key, [...(bySquare.get(key) ?? []), ring])
  }
  const blocks = [...bySquare.values()].map((rings) =>
    feature('building', null, { type: 'MultiPolygon', coordinates: rings.map((ring) => [toRing(ring)]) }),
  )
  return [...blocks, ...named]
}

function greenery(plan: TownPlan, coast: Coast, spaces: readonly OpenSpace[]): Drawn[] {
  const land = shapeOf([coast.mainland])
  const town = builtUp(plan, spaces)
  const forests = woods.flatMap(([name, corners]) => {
    const edge = rounded(corners, 1)
    const onLand = edge.every(coast.isLand) ? shapeOf([edge]) : common(shapeOf([edge]), land)
    const open = onLand === null || !meetsTown(edge, plan) ? onLand : without(onLand, town)
    return open === null ? [] : [feature('forest', name, asMultiPolygon(open))]
  })
  const drawn = spaces.flatMap(({ kind, name, ring }) => (kind === 'yard' ? [] : [feature(kind, name, outline(ring))]))
  const order: readonly BasemapKind[] = ['park', 'square', 'water']
  return [
    ...forests,
    feature('built_up', null, asMultiPolygon(town)),
    ...drawn.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)),
  ]
}

export function drawBasemap(
  plan: TownPlan,
  coast: Coast,
  spaces: readonly OpenSpace[],
  houses: readonly House[],
): DemoBasemapFeature[] {
  const random: Random = randomStream('basemap')
  const land = shapeOf([coast.mainland])
  const drawn: Drawn[] = [
    feature('land', 'Fyrskär', outline(coast.mainland)),
    ...coast.islets.map((ring) => feature('land', null, outline(ring))),
    ...greenery(plan, coast, spaces),
    ...lakes.map(([name, corners]) => feature('water', name, outline(rounded(corners, 0)))),
    ...beaches(coast).map(({ name, ring }) => feature('beach', name, asMultiPolygon(common(shapeOf([ring]), land)))),
    ...piers.map(([name, corners]) => feature('pier', name, outline((corners as Line).map(swayed)))),
    ...houseFeatures(houses),
    ...trackLines(plan).map((line, index) =>
      feature('railway', index === 0 ? 'Fyrskärsbanan' : null, { type: 'LineString', coordinates: toPositions(line) }),
    ),
    ...tunnelLines(),
  ]
  return drawn.map((item) => ({ id: uuidV7(random, surveyedAt), ...item }))
}
