// Hand-drawn foot and cycle paths: through the tunnels, through parks, along the shore, to school, in the woods.
import { mix, smoothed, swayed, type XY } from './plane.ts'
import type { Street } from './street.ts'
import { crossing, type TownPlan } from './town-plan.ts'

const paths: readonly (readonly [string, readonly (string | XY)[]])[] = [
  ['Stationstunnelns gångväg', ['JS', 'KS']],
  ['Lotstunnelns gångväg', ['JL', 'KL']],
  ['Mårtunnelns gångväg', ['J3', 'K3']],
  ['Skolstigen', ['N6', [2120, 805], [2240, 900], [2340, 940], [2430, 930]]],
  ['Hagastigen', ['Y4', [2160, 1110], [2250, 1010], [2340, 940]]],
  [
    'Strandpromenaden',
    [
      'H1',
      [-560, -1400],
      [-440, -1480],
      [-300, -1390],
      [-180, -1330],
      [0, -1310],
      [280, -1325],
      [460, -1400],
      [560, -1560],
      [690, -1700],
      [850, -1780],
      'B1',
    ],
  ],
  ['Fiskehamnsstigen', ['F1', [-700, -1900], [-610, -1800], [-530, -1650], [-440, -1480]]],
  ['Badstigen', ['B4', [2620, -2080], [2660, -2230], [2660, -2400], [2620, -2560], [2450, -2700], 'Gb']],
  [
    'Elljusspåret',
    ['T1', [-760, 2050], [-1000, 2300], [-1350, 2350], [-1600, 2100], [-1500, 1800], [-1150, 1720], [-800, 1800], 'T1'],
  ],
  ['Skogsstigen', ['L3', [-1250, 1620], [-1150, 1720]]],
  ['Banvallen', ['S8', [2830, -300], [3000, -170], [3500, -230], 'Fb']],
  ['Kvarnstigen', ['J6', [2800, 130], [2640, 420], [2480, 600], 'Ea']],
  ['Kustleden', ['Nb', [700, 2950], [350, 2800], [30, 2420], [-330, 2400], [-700, 2420], [-1000, 2300]]],
  ['Fyrstigen', ['Gc', [2850, -3380]]],
  ['Kyrkstigen', ['V1', [-2440, -720], [-2280, -640], [-2150, -560], 'Va']],
]

/** district, points in its (s, t) coordinates */
const parkPaths: readonly (readonly [string, string, readonly (readonly [number, number])[]])[] = [
  [
    'Svandammsstigen',
    'west2',
    [
      [0, 0.46],
      [0.14, 0.45],
      [0.28, 0.42],
      [0.36, 0.46],
      [0.4, 0.57],
      [0.52, 0.61],
      [0.66, 0.56],
      [0.8, 0.51],
      [1, 0.5],
    ],
  ],
  [
    'Parkallén',
    'west2',
    [
      [0.5, 0],
      [0.5, 0.16],
      [0.52, 0.34],
      [0.66, 0.4],
      [0.69, 0.5],
      [0.62, 0.64],
      [0.56, 0.8],
      [0.55, 1],
    ],
  ],
  [
    'Trädgårdsstigen',
    'east3',
    [
      [0.334, 0.21],
      [0.42, 0.33],
      [0.5, 0.4],
      [0.58, 0.47],
      [0.667, 0.59],
    ],
  ],
  [
    'Norrängsstigen',
    'sports',
    [
      [0, 0.3],
      [0.3, 0.22],
      [0.6, 0.34],
      [1, 0.26],
    ],
  ],
  [
    'Idrottsstigen',
    'sports',
    [
      [0, 0.49],
      [0.5, 0.5],
      [1, 0.49],
    ],
  ],
  [
    'Seglarstigen',
    'west1',
    [
      [0, 0.46],
      [0.3, 0.46],
      [0.45, 0.5],
      [0.62, 0.55],
      [1, 0.52],
    ],
  ],
]

export function footPaths(plan: TownPlan): Street[] {
  const drawn = paths.map(([name, points]): Street => {
    const line = points.map((point) => (typeof point === 'string' ? crossing(point) : swayed(point)))
    return {
      name,
      kind: 'path',
      lines: [
        line.length === 2 ? [line[0] as XY, mix(line[0] as XY, line[1] as XY, 0.5), line[1] as XY] : smoothed(line, 5),
      ],
    }
  })
  const inParks = parkPaths.map(([name, key, points]): Street => {
    const district = plan.districts.find((candidate) => candidate.plan.key === key)
    if (district === undefined) throw new Error(`no district ${key}`)
    return {
      name,
      kind: 'path',
      lines: [
        smoothed(
          points.map(([s, t]) => district.at(s, t)),
          5,
        ),
      ],
    }
  })
  return [...drawn, ...inParks]
}
