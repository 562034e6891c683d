import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

import { clipRing } from './clip.ts'
import type { Bbox } from './view.ts'

/** The Nordic countries and the Baltic: here the coast is drawn as finely as world-atlas knows it (1 : 10 million). */
const nearBox: Bbox = [3, 53, 33, 72]

/** The rest of the world, coarsely, so that the land does not end in a straight line when one zooms out. */
const farBoxes: readonly Bbox[] = [
  [-180, -90, 3, 90],
  [33, -90, 180, 90],
  [3, -90, 33, 53],
  [3, 72, 33, 90],
]

/** Four decimals of a degree are 11 metres, finer than the source. */
const decimals = 4

let answer: string | undefined

/** All land as GeoJSON text: one collection of polygons. Made on first use and kept. */
export function landGeoJson(): string {
  answer ??= JSON.stringify(landCollection())
  return answer
}

export function landCollection(): FeatureCollection<Polygon, null> {
  const near = polygonsOf('land-10m').flatMap((rings) => clipPolygon(rings, nearBox))
  const coarse = polygonsOf('land-110m')
  const far = farBoxes.flatMap((box) => coarse.flatMap((rings) => clipPolygon(rings, box)))
  return { type: 'FeatureCollection', features: [...near, ...far].map(polygonFeature) }
}

function polygonFeature(coordinates: Position[][]): Feature<Polygon, null> {
  return { type: 'Feature', properties: null, geometry: { type: 'Polygon', coordinates } }
}

function polygonsOf(name: string): Position[][][] {
  const path = createRequire(import.meta.url).resolve(`world-atlas/${name}.json`)
  const topology = JSON.parse(readFileSync(path, 'utf8')) as Topology<{ land: GeometryCollection }>
  return feature(topology, topology.objects.land).features.flatMap(({ geometry }) =>
    polygonsIn(geometry as Polygon | MultiPolygon).flatMap(sidesOf),
  )
}

function polygonsIn(geometry: Polygon | MultiPolygon): Position[][][] {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}

/** A ring that crosses the date line jumps 360° there; this one walks on past 180° instead. */
function unwrapped(ring: readonly Position[]): Position[] {
  let turns = 0
  return ring.map(([x = 0, y = 0], index) => {
    const step = x - (ring[index - 1]?.[0] ?? x)
    if (Math.abs(step) > 180) turns -= Math.sign(step)
    return [x + turns * 360, y]
  })
}

/** Round the pole it never comes back to where it began: Antarctica, which no map here shows. */
const goesRoundPole = (ring: readonly Position[]) => Math.abs((ring[0]?.[0] ?? 0) - (ring.at(-1)?.[0] ?? 0)) > 1

/** A polygon that crosses the date line lies on both sides of the map. */
function sidesOf(rings: readonly Position[][]): Position[][][] {
  const walked = rings.map(unwrapped)
  if (walked.some(goesRoundPole)) return []
  const shifted = (degrees: number) => walked.map((ring) => ring.map(([x = 0, y = 0]) => [x + degrees, y]))
  const xs = walked.flat().map(([x = 0]) => x)
  const [west, east] = xs.reduce(([low, high], x) => [Math.min(low, x), Math.max(high, x)], [0, 0])
  return [walked, ...(east > 180 ? [shifted(-360)] : []), ...(west < -180 ? [shifted(360)] : [])]
}

function clipPolygon(rings: readonly Position[][], box: Bbox): Position[][][] {
  const [outer, ...holes] = rings.map((ring) => rounded(clipRing(ring, box)))
  if (outer === undefined || outer.length === 0) return []
  return [[outer, ...holes.filter((hole) => hole.length > 0)]]
}

function rounded(ring: readonly Position[]): Position[] {
  const factor = 10 ** decimals
  const points = ring.map((point) => point.map((value) => Math.round(value * factor) / factor))
  const distinct = points.filter(
    ([x, y], index) => index === 0 || x !== points[index - 1]?.[0] || y !== points[index - 1]?.[1],
  )
  return distinct.length < 4 ? [] : distinct
}
