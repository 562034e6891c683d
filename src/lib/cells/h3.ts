/**
 * H3 cells as 64-bit integers. The only importer of h3-js: everyone else speaks of cells through this file.
 *
 * A stored cell is at resolution 15, and "in this cell" means its chain of parents, never what h3-js answers when it is
 * asked for the coarse cell directly: that differs for 6 % of points, because children stick out of their parents.
 * Bits of an index: 1 zero, 4 mode, 3 reserved, 4 resolution (52–55), 7 base cell, 15 digits of 3 bits (7 = unused).
 */
import {
  cellToBoundary,
  cellToLatLng,
  getHexagonAreaAvg,
  getHexagonEdgeLengthAvg,
  getRes0Cells,
  gridDisk,
  isPentagon,
  isValidCell,
  latLngToCell,
  UNITS,
} from 'h3-js'

/** The resolution of every stored cell: about a square metre. */
export const finestResolution = 15

const resolutionShift = 52n
const resolutionMask = 15n << resolutionShift

/** Both ends inclusive, as numbers of the database's `bigint`. */
export interface CellRange {
  low: bigint
  high: bigint
}

/** The cell of a position (WGS 84, longitude first), at resolution 15 unless another is asked for. */
export function cellAt(lngLat: readonly [lng: number, lat: number]): bigint {
  return hexToCell(latLngToCell(lngLat[1], lngLat[0], finestResolution))
}

/** The ancestor of `cell` at a coarser or equal resolution, by its parent chain; queries.server.ts does the same in SQL. */
export function parentCell(cell: bigint, resolution: number): bigint {
  const own = resolutionOf(cell)
  if (resolution > own) throw new RangeError(`a cell of resolution ${own} has no parent at resolution ${resolution}`)
  return withResolution(cell, resolution) | unusedDigits(resolution)
}

/** The numeric range of all descendants of `cell` at `resolution`; nothing else of that resolution lies in it. */
export function cellRange(cell: bigint, resolution: number = finestResolution): CellRange {
  const own = resolutionOf(cell)
  if (resolution < own) throw new RangeError(`a cell of resolution ${own} has no descendants at ${resolution}`)
  const unused = unusedDigits(resolution)
  const digits = unusedDigits(own) ^ unused
  const low = withResolution(cell & ~unusedDigits(own), resolution) | unused
  // The largest digit is 6 (110): every second-and-third bit of the free digits.
  return { low, high: low | (digits & allSixes) }
}

const allSixes = BigInt(`0b${'110'.repeat(15)}`)

/** The cell that follows in numeric order at the same resolution, as if no pentagon lacked a child. */
export function nextCell(cell: bigint): bigint {
  const resolution = resolutionOf(cell)
  let step = 1n << BigInt(3 * (finestResolution - resolution))
  let next = cell + step
  // A digit that became 7 carries into the one before it; past the first digit it runs into the base cell, as it should.
  for (let digit = resolution; digit > 0; digit--) {
    if (((next / step) & 7n) !== 7n) break
    next += step
    step <<= 3n
  }
  return next
}

export function resolutionOf(cell: bigint): number {
  return Number((cell & resolutionMask) >> resolutionShift)
}

/** '891f…', as H3 writes it: no leading zero, no prefix. */
export function cellToHex(cell: bigint): string {
  return cell.toString(16)
}

export function hexToCell(hex: string): bigint {
  return BigInt(`0x${hex}`)
}

/** Whether a text is a cell written as H3 writes it, in lower case. */
export function isCellHex(text: string): boolean {
  return /^[0-9a-f]{15}$/.test(text) && isValidCell(text)
}

/** The outline as a closed GeoJSON ring: longitude first, first corner repeated last. */
export function cellBoundary(cell: bigint): [lng: number, lat: number][] {
  return cellToBoundary(cellToHex(cell), true) as [number, number][]
}

export function cellCenter(cell: bigint): [lng: number, lat: number] {
  const [lat, lng] = cellToLatLng(cellToHex(cell))
  return [lng, lat]
}

/** The cells that share an edge with this one: six, or five round a pentagon. */
export function neighbouringCells(cell: bigint): bigint[] {
  return gridDisk(cellToHex(cell), 1)
    .map(hexToCell)
    .filter((neighbour) => neighbour !== cell)
}

/** All 122 cells of resolution 0, in numeric order. */
export function baseCells(): bigint[] {
  return getRes0Cells()
    .map(hexToCell)
    .sort((a, b) => (a < b ? -1 : 1))
}

/** The children of a cell one resolution finer, in numeric order: seven, or six of a pentagon. */
export function childCells(cell: bigint): bigint[] {
  const resolution = resolutionOf(cell) + 1
  const step = 1n << BigInt(3 * (finestResolution - resolution))
  const { low } = cellRange(cell, resolution)
  const digits = isPentagon(cellToHex(cell)) ? [0n, 2n, 3n, 4n, 5n, 6n] : [0n, 1n, 2n, 3n, 4n, 5n, 6n]
  return digits.map((digit) => low + digit * step)
}

/** Average area of a hexagon in square kilometres, and length of its edge in metres, over the whole globe. */
export function averageAreaKm2(resolution: number): number {
  return getHexagonAreaAvg(resolution, UNITS.km2)
}

export function averageEdgeMeters(resolution: number): number {
  return getHexagonEdgeLengthAvg(resolution, UNITS.m)
}

function withResolution(cell: bigint, resolution: number): bigint {
  return (cell & ~resolutionMask) | (BigInt(resolution) << resolutionShift)
}

/** The bits of the digits finer than `resolution`, all set: H3 fills what it does not use with sevens. */
function unusedDigits(resolution: number): bigint {
  return (1n << BigInt(3 * (finestResolution - resolution))) - 1n
}
