// The drawn map: land, woods, town, water, beaches, parks, squares, houses, railway, tunnels, piers.
import { buffer } from '@turf/turf'
import type { Polygon } from 'geojson'
import type { Coast } from './coast.ts'
import type { House } from './houses.ts'
import { beaches, lakes, piers, rounded, woods } from './landscape.ts'
import type { BasemapKind, DemoBasemapFeature } from './model.ts'
import type { OpenSpace } from './open-spaces.ts'
import { add, centerOf, direction, smoothed, toPositions, toRing, type Line, type XY } from './plane.ts'
import { randomStream, surveyedAt, uuidV7, type Random } from './random.ts'
import { asMultiPolygon, common, shapeOf, together, without } from './shapes.ts'
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

/** The outlines of all districts as one shape, a strip wider than the outermost streets. */
export function builtUpShape(plan: TownPlan, coast: Coast) {
  const town = together(plan.districts.map(({ ring }) => shapeOf([ring])))
  const wider = town === null ? undefined : buffer(town, 0.035, { units: 'kilometers', steps: 3 })
  if (wider === undefined) throw new Error('the town has no outline')
  return common(wider, shapeOf([coast.mainland])) ?? wider
}

function trackLines(plan: TownPlan): Line[] {
  const track = plan.mainLines.find(({ kind }) => kind === 'railway')
  if (track === undefined) throw new Error('no railway')
  const siding = smoothed(
    [
      [-120, 137],
      [-40, 128],
      [120, 124],
      [330, 127],
      [460, 136],
      [540, 143],
    ],
    3,
  )
  return [track.line, siding]
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
  const town = builtUpShape(plan, coast)
  const forests = woods.flatMap(([name, corners]) => {
    const onLand = common(shapeOf([rounded(corners)]), land)
    const open = onLand === null ? null : without(onLand, town)
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
    ...lakes.map(([name, corners]) => feature('water', name, outline(rounded(corners)))),
    ...beaches(coast).map(({ name, ring }) => feature('beach', name, asMultiPolygon(common(shapeOf([ring]), land)))),
    ...piers.map(([name, corners]) => feature('pier', name, outline(corners as Line))),
    ...houseFeatures(houses),
    ...trackLines(plan).map((line, index) =>
      feature('railway', index === 0 ? 'Fyrskärsbanan' : null, { type: 'LineString', coordinates: toPositions(line) }),
    ),
    ...tunnelLines(),
  ]
  return drawn.map((item) => ({ id: uuidV7(random, surveyedAt), ...item }))
}
