// Parks, squares, school yards and ponds of the town: drawn in the coordinates of the districts they lie in.
import { centerOf, direction, add, mix, smoothed, swayed, distance, type Line, type XY } from './plane.ts'
import type { District } from './town-plan.ts'

export interface OpenSpace {
  kind: 'park' | 'square' | 'water' | 'yard'
  name: string | null
  ring: Line
}

/** kind, name, district, west–east (s) and south–north (t) extent, shape: 's' smooth corners, 'b' a block set in from its streets */
const spaces: readonly (readonly [
  OpenSpace['kind'],
  string | null,
  string,
  number,
  number,
  number,
  number,
  's' | 'b',
])[] = [
  ['square', 'Stortorget', 'quay2', 0.5, 0.75, 0.834, 1, 'b'],
  ['square', 'Stationstorget', 'centre2', 0.75, 1, 0.8, 1, 'b'],
  ['square', 'Fisktorget', 'quay2', 0.5, 0.75, 0, 0.166, 'b'],
  ['park', 'Kyrkogården', 'quay1', 0.334, 0.667, 0.667, 0.834, 'b'],
  ['park', 'Rådhusparken', 'centre3', 0.2, 0.4, 0.2, 0.4, 'b'],
  ['park', 'Svandammsparken', 'west2', 0.25, 0.8, 0.28, 0.74, 's'],
  ['water', 'Svandammen', 'west2', 0.42, 0.62, 0.42, 0.56, 's'],
  ['park', 'Stadsträdgården', 'east3', 0.334, 0.667, 0.2, 0.6, 'b'],
  ['square', 'Österängstorget', 'east1', 0.334, 0.667, 0.25, 0.5, 'b'],
  ['park', 'Norrängsparken', 'sports', 0.06, 0.94, 0.06, 0.44, 's'],
  ['park', 'Norrängens IP', 'sports', 0.06, 0.94, 0.54, 0.95, 'b'],
  ['park', 'Lindparken', 'north2', 0.25, 0.5, 0.25, 0.5, 'b'],
  ['square', 'Norra torget', 'north3', 0.5, 0.75, 0.5, 0.75, 'b'],
  ['yard', 'Norrskolan', 'north4', 0.5, 0.78, 0.4, 0.6, 'b'],
  ['yard', 'Östra skolan', 'east4', 0.3, 0.58, 0.5, 0.667, 'b'],
  ['yard', 'Sandhagsskolan', 'sand2', 0.4, 0.66, 0.57, 0.715, 'b'],
  ['yard', 'Fyrskärs gymnasium', 'north1', 0.334, 0.667, 0.5, 0.75, 'b'],
  ['yard', 'Fiskarskolan', 'fishing', 0.4, 0.64, 0.6, 0.8, 'b'],
  ['yard', 'Björkhagsskolan', 'birch1', 0.5, 0.8, 0.4, 0.6, 'b'],
  ['park', 'Björkhagsparken', 'birch2', 0.3, 0.62, 0.4, 0.6, 's'],
  ['park', 'Snäckparken', 'sand1', 0.35, 0.7, 0.4, 0.6, 's'],
  ['park', 'Hantverksparken', 'east2', 0.45, 0.75, 0.5, 0.75, 's'],
  ['park', 'Seglarparken', 'west1', 0.3, 0.6, 0.4, 0.6, 's'],
  ['park', 'Ängsparken', 'meadow1', 0.37, 0.63, 0.55, 0.95, 's'],
  ['square', 'Mårängens centrum', 'meadow1', 0.53, 0.68, 0.36, 0.48, 's'],
  ['park', 'Klöverparken', 'meadow2', 0.4, 0.62, 0.3, 0.7, 's'],
  ['square', 'Lotsbergstorget', 'pilot1', 0.55, 0.72, 0.53, 0.68, 's'],
  ['park', 'Kompassparken', 'pilot1', 0.2, 0.45, 0.1, 0.4, 's'],
  ['park', 'Fyrparken', 'pilot2', 0.38, 0.66, 0.3, 0.48, 's'],
  ['park', 'Utsiktsparken', 'pilot3', 0.3, 0.62, 0.55, 0.8, 's'],
  ['yard', 'Lotsbergsskolan', 'pilot2', 0.68, 0.95, 0.55, 0.85, 's'],
  ['yard', 'Handelsplatsen Kvarnen', 'works', 0.36, 0.98, 0.36, 0.98, 'b'],
  ['park', 'Sockenparken', 'church', 0.36, 0.62, 0.3, 0.48, 's'],
]

/** Moves the ring's points towards its middle by a number of metres. */
function insetBy(ring: Line, meters: number): XY[] {
  const middle = centerOf(ring)
  return ring.map((point) => add(point, direction(point, middle), Math.min(meters, distance(point, middle) * 0.4)))
}

function edges(district: District, [s0, s1, t0, t1]: readonly [number, number, number, number], parts: number): XY[] {
  const steps = Array.from({ length: parts }, (_, part) => part / parts)
  return [
    ...steps.map((share) => district.at(s0 + (s1 - s0) * share, t0)),
    ...steps.map((share) => district.at(s1, t0 + (t1 - t0) * share)),
    ...steps.map((share) => district.at(s1 - (s1 - s0) * share, t1)),
    ...steps.map((share) => district.at(s0, t1 - (t1 - t0) * share)),
  ]
}

/** Outside every district: the yard of the school east of the estate, and the harbour. In metres. */
const outside: readonly (readonly [OpenSpace['kind'], string, readonly XY[]])[] = [
  [
    'yard',
    'Mårängsskolan',
    [
      [2400, 830],
      [2560, 810],
      [2700, 940],
      [2660, 1080],
      [2470, 1010],
    ],
  ],
  [
    'park',
    'Strandparken',
    [
      [-585, -1290],
      [-420, -1285],
      [-330, -1310],
      [-350, -1420],
      [-450, -1520],
      [-570, -1430],
    ],
  ],
  [
    'park',
    'Kajparken',
    [
      [520, -1310],
      [700, -1310],
      [760, -1400],
      [740, -1540],
      [650, -1620],
      [560, -1480],
    ],
  ],
  [
    'square',
    'Kajen',
    [
      [-190, -1372],
      [-160, -1328],
      [50, -1318],
      [260, -1325],
      [300, -1372],
      [100, -1364],
    ],
  ],
]

export function drawOpenSpaces(districts: readonly District[]): OpenSpace[] {
  const drawn = spaces.map(([kind, name, key, s0, s1, t0, t1, shape]): OpenSpace => {
    const district = districts.find(({ plan }) => plan.key === key)
    if (district === undefined) throw new Error(`no district ${key}`)
    if (shape === 'b') return { kind, name, ring: insetBy(edges(district, [s0, s1, t0, t1], 3), 13) }
    const [sw, se, ne, nw] = edges(district, [s0, s1, t0, t1], 1) as [XY, XY, XY, XY]
    const rounded = [sw, mix(sw, se, 0.5), se, mix(se, ne, 0.5), ne, mix(ne, nw, 0.5), nw, mix(nw, sw, 0.5)]
    const middle = centerOf(rounded)
    const soft = rounded.map((point, index) => (index % 2 === 0 ? mix(point, middle, 0.2) : point))
    return { kind, name, ring: smoothed(soft, 4, true) }
  })
  const beyond = outside.map(([kind, name, corners]): OpenSpace => {
    const ring = corners.map(swayed)
    return { kind, name, ring: kind === 'park' ? smoothed(ring, 4, true) : ring }
  })
  return [...drawn, ...beyond]
}
