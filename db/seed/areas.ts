// Twelve statistical areas that tile the land, two housing estates and their named parts.
import type { MultiPolygon } from 'geojson'
import type { Coast } from './coast.ts'
import type { DemoArea } from './model.ts'
import { inside, type Line, type XY } from './plane.ts'
import { populationOf } from './population.ts'
import { randomStream, surveyedAt, uuidV7 } from './random.ts'
import { asMultiPolygon, common, shapeOf } from './shapes.ts'
import type { District, TownPlan } from './town-plan.ts'

/** code, name, corners (named crossings; where a street joins two of them the border follows it) */
const statistical: readonly (readonly [string, string, string])[] = [
  ['9901S01', 'Centrum', 'R1 R2 RS R3 J3 S5 H4 C1 C2 C3 H1 S2 J1 R1'],
  ['9901S02', 'Väster', 'Rc RW RL R1 J1 S2 H1 H0 W2 SW Rc'],
  ['9901S03', 'Fiskarhamnen', 'W2 H0 H1 C3 C2 C4 W4 W3 W2'],
  ['9901S04', 'Kyrkbyn', 'SW W2 W3 W4 W5 W6 W8 Rc SW'],
  ['9901S05', 'Lotsberget', 'Rc L2 L3 U1 N1 K1 R1 RL RW Rc'],
  ['9901S06', 'Norrstaden', 'R1 K1 N1 U1 U2 U3 N4 K3 R3 RS R2 R1'],
  ['9901S07', 'Björkhagen', 'U1 T1 T2 T3 Y1 U4 U3 U2 U1'],
  ['9901S08', 'Mårängen', 'R3 R4 R5 K5 N6 Y4 U5 U4 U3 N4 K3 R3'],
  ['9901S09', 'Norra landet', 'L2 Rc W8 W6 X1 X2 E1 R0 Ra Rb R6 R5 K5 N6 Y4 U5 U4 Y1 T3 T2 T1 U1 L3 L2'],
  ['9901S10', 'Österängen', 'R3 R4 R5 J5 S7 H6 H5 H4 S5 J3 R3'],
  ['9901S11', 'Verkstan', 'R5 R6 Rb Ra R0 E1 E2 B5 H6 S7 J5 R5'],
  ['9901S12', 'Sandhagen', 'H4 H5 H6 B5 E2 X3 C4 C2 C1 H4'],
]

/** code, name, code of the estate, district, west and east end within it */
const estateParts: readonly (readonly [string, string, string, string, number, number])[] = [
  ['9901B01-1', 'Smörblomman', '9901B01', 'meadow1', 0, 0.5],
  ['9901B01-2', 'Prästkragen', '9901B01', 'meadow1', 0.5, 1],
  ['9901B01-3', 'Blåklockan', '9901B01', 'meadow2', 0, 0.5],
  ['9901B01-4', 'Rödklövern', '9901B01', 'meadow2', 0.5, 1],
  ['9901B02-1', 'Kompassen', '9901B02', 'pilot1', 0, 1],
  ['9901B02-2', 'Sextanten', '9901B02', 'pilot2', 0, 1],
  ['9901B02-3', 'Loggen', '9901B02', 'pilot3', 0, 1],
]

/** code, name, corners */
const estates: readonly (readonly [string, string, string])[] = [
  ['9901B01', 'Mårängens bostadsområde', 'K4 K5 N6 Y4 U5 U4 N5 K4'],
  ['9901B02', 'Lotsbergets bostadsområde', 'L0 KW KL K1 N1 U1 L3 L2 L0'],
]

function slice({ at }: District, west: number, east: number): XY[] {
  const shares = Array.from({ length: 12 }, (_, part) => part / 12)
  const s = (share: number) => west + (east - west) * share
  return [
    ...shares.map((share) => at(s(share), 0)),
    ...shares.map((share) => at(east, share)),
    ...shares.map((share) => at(s(1 - share), 1)),
    ...shares.map((share) => at(west, 1 - share)),
  ]
}

/** An area's land; areas away from the shore are not cut, which is slow. */
function landWithin(ring: Line, coast: Coast): MultiPolygon {
  const shore = [...coast.mainland, ...coast.islets.flat()]
  const inland = ring.every(coast.isLand) && !shore.some((point) => inside(point, ring))
  if (inland) return asMultiPolygon(shapeOf([ring]))
  return asMultiPolygon(common(shapeOf([ring]), shapeOf([coast.mainland, ...coast.islets])))
}

export function drawAreas(plan: TownPlan, coast: Coast): DemoArea[] {
  const random = randomStream('areas')
  const area = (
    code: string,
    kind: DemoArea['kind'],
    name: string,
    parentCode: string | null,
    geometry: MultiPolygon,
  ) => ({
    id: uuidV7(random, surveyedAt),
    code,
    kind,
    name,
    parentCode,
    geometry,
    population: kind === 'statistical' ? populationOf(code) : [],
  })
  const partRing = new Map<string, Line>(
    estateParts.map(([code, , , key, west, east]) => {
      const district = plan.districts.find((candidate) => candidate.plan.key === key)
      if (district === undefined) throw new Error(`no district ${key}`)
      return [code, slice(district, west, east)]
    }),
  )
  const outlineOf = (corners: string) => plan.path(corners.split(' ')).slice(0, -1)
  return [
    ...statistical.map(([code, name, corners]) =>
      area(code, 'statistical', name, null, landWithin(outlineOf(corners), coast)),
    ),
    ...estates.map(([code, name, corners]) =>
      area(code, 'housing_estate', name, null, asMultiPolygon(shapeOf([outlineOf(corners)]))),
    ),
    ...estateParts.map(([code, name, estate]) =>
      area(code, 'estate_part', name, estate, asMultiPolygon(shapeOf([partRing.get(code) as Line]))),
    ),
  ]
}
