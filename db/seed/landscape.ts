// Woods, lakes, beaches and piers of the island. Metres; outlines are rounded off when drawn.
import { add, direction, distance, leftOf, smoothed, swayed, type Line, type XY } from './plane.ts'
import { displaced, type Coast } from './coast.ts'
import { randomStream } from './random.ts'

type Outline = readonly (readonly [number, number])[]

const outlineFrom = (text: string): Outline =>
  text.split(', ').map((corner): readonly [number, number] => {
    const [x, y] = corner.split(' ')
    return [Number(x), Number(y)]
  })

/** name, corners */
const woodOutlines: readonly (readonly [string, string])[] = [
  ['Lilla Brottsskogen', '-2450 1350, -2150 1500, -2350 1850, -2600 1750'],
  ['Hamnhagen', '-2450 -800, -1950 -700, -1700 -1000, -1800 -1350, -2300 -1500, -2450 -1150'],
  ['Norra hällarna', '2850 1750, 3150 1950, 3180 2350, 2850 2560, 2640 2250'],
  ['Nordskogen', '600 2950, 900 2870, 1300 2980, 1250 3180, 800 3220'],
  ['Uddskogen', '-2500 -2450, -2350 -2400, -2300 -2680, -2550 -2750'],
  ['Backskogen', '-3350 -1050, -3050 -1080, -2750 -1300, -2850 -1750, -3300 -1700'],
  [
    'Norrskogen',
    '-1900 1650, -1300 1620, -700 1950, -450 2250, -700 2700, -1250 3050, -1900 2950, -2250 2500, -2150 2000',
  ],
  [
    'Fyrskärsskogen',
    '250 2100, 850 1980, 1500 1500, 2050 1450, 2500 1700, 2400 2350, 1850 2650, 1200 2750, 750 2600, 300 2500',
  ],
  ['Hagaskogen', '2080 640, 2300 560, 2420 700, 2380 860, 2330 1060, 2120 1200, 2060 1000'],
  ['Hallonskogen', '2130 -640, 2680 -660, 2600 -1170, 2120 -1150'],
  ['Östra hällmarken', '2850 250, 3500 180, 3950 450, 4000 1000, 3500 1250, 3000 1100, 2750 700'],
  ['Sandskogen', '2650 -1350, 3150 -1250, 3250 -1600, 2950 -1850, 2640 -1780'],
  ['Udden', '1650 -2350, 2100 -2350, 2380 -2780, 2750 -3180, 2600 -3280, 2250 -2850, 1800 -2550'],
  ['Västra skogen', '-2750 950, -2650 200, -2250 -50, -1950 250, -2150 650, -2500 900'],
  ['Kvarnskogen', '-3250 500, -3800 350, -4250 650, -4150 1150, -3600 1500, -3200 1100'],
  ['Prästskogen', '-3400 -1450, -3800 -1200, -3900 -700, -3500 -450, -3300 -850'],
  ['Södra skogen', '-2350 -1650, -1700 -2000, -1250 -2200, -1250 -2700, -1650 -3100, -2050 -2700, -2450 -2300'],
  ['Brottsskogen', '-3000 1950, -3350 1900, -3750 1850, -3350 2300, -3200 2600, -3600 3000, -3050 2950, -2850 2450'],
  ['Färjeskogen', '3250 -520, 3800 -420, 3900 -750, 3500 -1000, 3100 -900, 2950 -650'],
]

export const woods = woodOutlines.map(([name, corners]) => [name, outlineFrom(corners)] as const)

export const lakes: readonly (readonly [string, Outline])[] = [
  [
    'Kalkbrottssjön',
    [
      [-2310, 2200],
      [-2120, 2150],
      [-2000, 2300],
      [-2100, 2460],
      [-2290, 2400],
    ],
  ],
  [
    'Långsjön',
    [
      [1350, 2050],
      [1500, 1930],
      [1700, 2000],
      [1780, 2200],
      [1620, 2330],
      [1450, 2260],
    ],
  ],
  [
    'Kvarndammen',
    [
      [-3650, 750],
      [-3500, 700],
      [-3420, 800],
      [-3520, 900],
      [-3650, 870],
    ],
  ],
]

/** Names of beaches and the point along the shore in the middle of them, with their length in metres. */
const beachSites: readonly (readonly [string, XY, number])[] = [
  ['Sandvikens badstrand', [2790, -2330], 560],
  ['Norrvikens strand', [-120, 2720], 320],
  ['Västvikens strand', [-3500, 120], 380],
  ['Barnviken', [720, -1870], 150],
]

/** Quays and jetties as outlines. */
export const piers: readonly (readonly [string, Outline])[] = [
  [
    'Södra piren',
    [
      [452, -1492],
      [462, -1486],
      [330, -1640],
      [318, -1632],
    ],
  ],
  [
    'Långbryggan',
    [
      [-20, -1370],
      [-10, -1370],
      [-6, -1500],
      [-16, -1500],
    ],
  ],
  [
    'Gästbryggan',
    [
      [-215, -1412],
      [-206, -1418],
      [-150, -1520],
      [-160, -1526],
    ],
  ],
  [
    'Fiskebryggan',
    [
      [-560, -1962],
      [-552, -1968],
      [-490, -2070],
      [-500, -2075],
    ],
  ],
  [
    'Norra vågbrytaren',
    [
      [-468, -1868],
      [-456, -1875],
      [-300, -1930],
      [-306, -1945],
    ],
  ],
  [
    'Badbryggan',
    [
      [2745, -2470],
      [2747, -2462],
      [2850, -2480],
      [2848, -2488],
    ],
  ],
  [
    'Färjeläget',
    [
      [4130, -235],
      [4160, -215],
      [4330, -330],
      [4308, -352],
    ],
  ],
]

/** A soft outline, or a ragged one as of the edge of a wood. */
export function rounded(outline: Outline, raggedness: number): XY[] {
  const random = randomStream(`edge ${outline[0]?.join()}`)
  const corners = outline.map(([x, y]) => [x, y, raggedness] as const)
  const ragged = raggedness === 0 ? corners : displaced(displaced(corners, random), random)
  return smoothed(
    ragged.map(([x, y]): XY => swayed([x as number, y as number])),
    raggedness === 0 ? 5 : 2,
    true,
  )
}

/** A sand strip that follows the shore: 28 m wide in the middle, thin at both ends. */
export function beaches(coast: Coast): { name: string; ring: Line }[] {
  return beachSites.map(([name, drawnAt, length]) => {
    const middle = swayed(drawnAt)
    const nearest = coast.mainland.reduce((best, point, index) => {
      const held = coast.mainland[best] as XY
      return distance(point, middle) < distance(held, middle) ? index : best
    }, 0)
    const strip: XY[] = [coast.mainland[nearest] as XY]
    const count = coast.mainland.length
    for (let step = 1; strip.length < 60 && distance(strip[0] as XY, strip[strip.length - 1] as XY) < length; step++) {
      if (step % 2 === 1) strip.push(coast.mainland[(nearest + (step + 1) / 2) % count] as XY)
      else strip.unshift(coast.mainland[(nearest - step / 2 + count) % count] as XY)
    }
    const inland = strip.map((point, index) => {
      const before = strip[Math.max(0, index - 1)] as XY
      const after = strip[Math.min(strip.length - 1, index + 1)] as XY
      const width = 5 + 30 * Math.sin((Math.PI * index) / (strip.length - 1)) ** 0.7
      return add(point, leftOf(direction(before, after)), width)
    })
    return { name, ring: [...strip, ...inland.reverse()] }
  })
}
