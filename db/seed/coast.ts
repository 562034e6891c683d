// The island's coast line, its islets, and the kommun's boundary out in the water.
import { add, direction, distance, inside, leftOf, mix, smoothed, swayed, type Line, type XY } from './plane.ts'
import { randomStream, type Random } from './random.ts'

/** x, y and how ragged the shore is (0 = quay or sand, 1 = rocks), counter-clockwise from the ferry headland */
const shore: readonly (readonly [number, number, number])[] = [
  [4350, 150, 0.6],
  [4050, 750, 1],
  [4200, 1250, 1],
  [3700, 1600, 0.8],
  [3350, 1480, 0.6],
  [3080, 1900, 1],
  [3320, 2400, 1],
  [2800, 2780, 1],
  [2300, 2580, 0.7],
  [1900, 2900, 1],
  [1350, 3270, 1],
  [720, 3300, 1],
  [330, 3060, 0.7],
  [80, 2740, 0.3],
  [-300, 2690, 0.3],
  [-660, 2900, 0.8],
  [-1200, 3180, 1],
  [-1850, 3130, 1],
  [-2380, 2760, 1],
  [-2950, 3020, 1],
  [-3500, 3380, 1],
  [-4020, 3330, 1],
  [-3950, 2900, 1],
  [-3400, 2520, 0.6],
  [-3480, 2000, 1],
  [-3900, 1700, 1],
  [-4330, 1200, 1],
  [-4420, 600, 1],
  [-4080, 230, 0.8],
  [-3600, 290, 0.2],
  [-3430, -50, 0.2],
  [-3780, -420, 0.8],
  [-4130, -900, 1],
  [-3930, -1500, 1],
  [-3450, -1930, 1],
  [-2900, -1980, 0.6],
  [-2580, -2400, 0.8],
  [-2900, -2640, 1],
  [-2560, -2880, 1],
  [-1950, -2930, 1],
  [-1380, -2640, 1],
  [-1120, -2350, 0.6],
  [-760, -2080, 0.3],
  [-470, -1880, 0],
  [-330, -1520, 0],
  [-200, -1400, 0],
  [0, -1375, 0],
  [280, -1385, 0],
  [450, -1480, 0],
  [580, -1770, 0.3],
  [900, -1980, 0.5],
  [1200, -2370, 0.8],
  [1700, -2620, 1],
  [2200, -2920, 1],
  [2600, -3430, 1],
  [2980, -3470, 1],
  [2960, -3050, 0.8],
  [2720, -2620, 0.1],
  [2860, -2250, 0],
  [3120, -2010, 0.1],
  [3330, -1850, 0.8],
  [3230, -1500, 1],
  [3520, -1100, 1],
  [4020, -900, 1],
  [4270, -400, 0.8],
]

/** x, y, radius */
const islets: readonly (readonly [number, number, number])[] = [
  [4900, 900, 130],
  [4750, 1350, 70],
  [-5050, 950, 240],
  [-4800, 350, 80],
  [-3500, -3050, 260],
  [-3950, -2700, 90],
  [900, 4000, 140],
  [1250, 4150, 60],
  [-2600, 3650, 90],
  [3500, -3700, 150],
  [3250, -4000, 60],
  [150, -2750, 110],
  [-60, -3050, 55],
  [4700, -1500, 90],
  [3700, 2800, 75],
]

export function displaced(
  ring: readonly (readonly [number, number, number])[],
  random: Random,
): [number, number, number][] {
  return ring.flatMap((from, index) => {
    const to = ring[(index + 1) % ring.length] as readonly [number, number, number]
    const start: XY = [from[0], from[1]]
    const end: XY = [to[0], to[1]]
    const rough = (from[2] + to[2]) / 2
    const shift = random.between(-1, 1) * rough * 0.19 * distance(start, end)
    const [x, y] = add(mix(start, end, random.between(0.42, 0.58)), leftOf(direction(start, end)), shift)
    return [[...from], [x, y, rough]] as [number, number, number][]
  })
}

function mainland(): XY[] {
  const random = randomStream('coast')
  const ragged = displaced(displaced(displaced(shore, random), random), random)
  return smoothed(
    ragged.map(([x, y]): XY => swayed([x, y])),
    2,
    true,
  )
}

function islet([x, y, radius]: readonly [number, number, number], index: number): XY[] {
  const random = randomStream(`islet ${index}`)
  const stretch = random.between(0.55, 0.9)
  const turn = random.between(0, Math.PI)
  const corners = Array.from({ length: 9 }, (_, corner): XY => {
    const angle = (corner / 9) * 2 * Math.PI
    const reach = radius * random.between(0.7, 1.2)
    const long = Math.cos(angle) * reach
    const short = Math.sin(angle) * reach * stretch
    return [x + long * Math.cos(turn) - short * Math.sin(turn), y + long * Math.sin(turn) + short * Math.cos(turn)]
  })
  return smoothed(corners, 3, true)
}

/** A rounded box about three kilometres outside the shore. */
function waterBoundary(): XY[] {
  return Array.from({ length: 48 }, (_, corner): XY => {
    const angle = (corner / 48) * 2 * Math.PI
    const soft = (value: number) => Math.sign(value) * Math.abs(value) ** 0.55
    return [soft(Math.cos(angle)) * 7300, soft(Math.sin(angle)) * 6300]
  })
}

export interface Coast {
  mainland: Line
  islets: readonly Line[]
  boundary: Line
  /** on the main island */
  isLand(point: XY): boolean
}

export function drawCoast(): Coast {
  const ring = mainland()
  return {
    mainland: ring,
    islets: islets.map(islet),
    boundary: waterBoundary(),
    isLand: (point) => inside(point, ring),
  }
}
