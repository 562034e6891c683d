/**
 * From a box on the map to ranges of cells: parents two resolutions up that cover the box, whose descendants are
 * contiguous numbers. A city view is about 40 parents, fewer ranges.
 */
import {
  averageAreaKm2,
  averageEdgeMeters,
  baseCells,
  cellBoundary,
  cellRange,
  childCells,
  nextCell,
  parentCell,
  type CellRange,
} from './h3.ts'
import { levels } from './roll-up.ts'

/** WGS 84 degrees, west < east and south < north. */
export type Box = readonly [west: number, south: number, east: number, north: number]

export interface Cover {
  /** The resolution of `parents`. */
  resolution: number
  /** Ascending. Together they hold every cell that touches the box, and some beside it. */
  parents: readonly bigint[]
}

/** Parents a cover may have before it takes coarser ones instead. */
const maximumParents = 128
const parentsAbove = 2

/** Cells a hexagon map can carry, and a person can read; more are refused. */
export const maximumCells = 60_000
/**
 * Points the embedded engine goes through for one answer: about two seconds, during which it answers nobody else and
 * cannot be interrupted. PostgreSQL works beside others and under a timeout.
 */
export const maximumPointsRead = { embedded: 300_000, postgres: null } as const
/** Past this many possible cells a box is refused unseen, however few points there may be. */
export const maximumPossibleCells = 1_000_000_000

/** Maps ask for boxes on a grid, so the same ones come again and again, from everyone who looks at a place. */
const mostKept = 1000
const kept = new Map<string, Cover>()

export function coverBox(box: Box, resolution: number): Cover {
  const key = [resolution, ...box].join(' ')
  const known = kept.get(key)
  if (known !== undefined) return known
  const cover = findCover(box, resolution)
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, cover)
  return cover
}

function findCover(box: Box, resolution: number): Cover {
  let own = Math.max(0, resolution - parentsAbove)
  while (own > 0 && possibleCells(box, own) > maximumParents) own -= 1
  let parents = baseCells().filter((cell) => touches(cell, box))
  for (let level = 0; level < own; level++) {
    parents = parents.flatMap(childCells).filter((cell) => touches(cell, box))
  }
  return { resolution: own, parents }
}

/** The same cover by parents at `resolution`, when its own are finer. */
export function coarsened(cover: Cover, resolution: number): Cover {
  if (cover.resolution <= resolution) return cover
  return { resolution, parents: [...new Set(cover.parents.map((parent) => parentCell(parent, resolution)))] }
}

/** The descendants of a cover's parents at `resolution`, sorted, neighbours in number merged. */
export function rangesAt({ parents }: Cover, resolution: number): CellRange[] {
  const ranges: CellRange[] = []
  let follower: bigint | null = null
  for (const parent of parents) {
    const range = cellRange(parent, resolution)
    const last = ranges.at(-1)
    if (last !== undefined && parent === follower) last.high = range.high
    else ranges.push(range)
    follower = nextCell(parent)
  }
  return ranges
}

/**
 * Descendants stick out of a cell's outline, at every finer resolution a little more: by at most 11 % of its width.
 */
const overhang = 0.14

/** Whether any descendant of the cell may touch the box: by the rectangle round the cell, so rather too often. */
function touches(cell: bigint, [west, south, east, north]: Box): boolean {
  const ring = cellBoundary(cell)
  const lats = ring.map(([, lat]) => lat)
  const [low, high] = widen(Math.min(...lats), Math.max(...lats))
  // A cell that may hold a pole reaches every longitude, and further than its corners do. (Within a degree of a pole,
  // where no map shows anything, this is still not quite enough.)
  const height = high - low
  if (high + height > 90) return north >= low
  if (low - height < -90) return south <= high
  if (low > north || high < south) return false
  const lngs = unwrap(ring.map(([lng]) => lng))
  const [left, right] = widen(Math.min(...lngs), Math.max(...lngs))
  return [-360, 0, 360].some((turn) => left + turn <= east && right + turn >= west)
}

function widen(low: number, high: number): [low: number, high: number] {
  const margin = (high - low) * overhang
  return [low - margin, high + margin]
}

/** A ring over the antimeridian runs on past 180° instead of jumping. */
function unwrap(lngs: readonly number[]): number[] {
  if (Math.max(...lngs) - Math.min(...lngs) <= 180) return [...lngs]
  return lngs.map((lng) => (lng < 0 ? lng + 360 : lng))
}

const earthRadiusKm = 6371.0072
const radians = Math.PI / 180

/** About how many cells of a resolution touch a box: its area and a rim of half a cell, over the average cell. */
export function possibleCells([west, south, east, north]: Box, resolution: number): number {
  const rim = averageEdgeMeters(resolution) / 1000
  const heightKm = earthRadiusKm * (north - south) * radians
  const areaKm2 = earthRadiusKm ** 2 * (east - west) * radians * (Math.sin(north * radians) - Math.sin(south * radians))
  const widthKm = areaKm2 / heightKm
  return ((widthKm + 2 * rim) * (heightKm + 2 * rim)) / averageAreaKm2(resolution)
}

/** The stored level that answers a resolution: itself or the next finer one, masked; null when points must. */
export function levelFor(resolution: number): number | null {
  return levels.find((level) => level.resolution >= resolution)?.resolution ?? null
}

const coarsestOnMap = 3
/** 50 m across: positions are seldom known better, so a finer hexagon would only look exact. */
const finestOnMap = 11
/** A hexagon of this width on the screen can be seen and hit, and a street still be told from the next. */
const idealWidthPixels = 34

/**
 * The resolution whose hexagons are nearest 34 px wide. One resolution is 1.4 zoom steps, so they are between 21 and
 * 55 px, mostly 25–45. At latitude 59.3 (Stockholm; a step further north each is reached about 0.1 zoom later):
 *
 *     zoom        < 4.3  4.3  5.7  7.1  8.5  9.9  11.3  12.7  ≥ 14.1
 *     resolution    3     4    5    6    7    8     9    10     11
 */
export function resolutionForZoom(zoom: number, latitude: number): number {
  const metersPerPixel = (78_271.517 * Math.cos(latitude * radians)) / 2 ** zoom
  let best = coarsestOnMap
  for (let resolution = coarsestOnMap; resolution <= finestOnMap; resolution++) {
    if (misfit(resolution, metersPerPixel) < misfit(best, metersPerPixel)) best = resolution
  }
  return best
}

/** How far a hexagon is from the ideal width, as a ratio's logarithm. */
function misfit(resolution: number, metersPerPixel: number): number {
  const widthPixels = (Math.sqrt(3) * averageEdgeMeters(resolution)) / metersPerPixel
  return Math.abs(Math.log(widthPixels / idealWidthPixels))
}
