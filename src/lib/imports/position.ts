import type { LngLat } from '#lib/points/point.ts'

import { findCoordinateFault, guessReferenceSystem, isSwedishAxisOrder, parseNumber, wgs84 } from './coordinate.ts'
import type { Coordinates, Projection } from './coordinate.ts'
import type { PositionField } from './field.ts'
import type { Mapping } from './mapping.ts'
import type { FieldFault, RowText } from './row.ts'

/** How a file writes where things are: which field is the easting, which the northing, and in what system. */
export interface PositionLayout {
  east: PositionField
  north: PositionField
  projection: Projection
  guessed: boolean
  /** The columns' headings say the opposite of their numbers, and the numbers were believed. */
  corrected: boolean
}

/** Which pair of fields the mapped columns are, or null for a file without positions. */
function positionPair(
  mapping: Pick<Mapping, 'columns'>,
): { east: PositionField; north: PositionField; ordered: boolean } | null {
  const has = (field: PositionField) => mapping.columns.some((column) => column.field === field)
  if (has('longitude') && has('latitude')) return { east: 'longitude', north: 'latitude', ordered: true }
  if (has('east') && has('north')) return { east: 'east', north: 'north', ordered: true }
  return has('x') && has('y') ? { east: 'x', north: 'y', ordered: false } : null
}

/** The coordinates of the first rows that have both. */
export function sampleOf({ east, north }: PositionLayout, firstRows: readonly RowText[]): Coordinates[] {
  return firstRows.flatMap((texts) => {
    const [first, second] = [parseNumber(texts[east] ?? ''), parseNumber(texts[north] ?? '')]
    return first === null || second === null ? [] : [{ east: first, north: second }]
  })
}

/** The layout by the mapping and by the numbers of the first rows; `projection` is what was stated, if anything. */
export function guessPositionLayout(
  mapping: Pick<Mapping, 'columns'>,
  firstRows: readonly RowText[],
  projection: Projection | null,
): PositionLayout | null {
  const pair = positionPair(mapping)
  if (pair === null) return null
  const layout = { ...pair, projection: projection ?? wgs84, guessed: projection === null, corrected: false }
  const sample = sampleOf(layout, firstRows)
  const isTurned = !pair.ordered && isSwedishAxisOrder(sample.map(({ east, north }) => ({ x: east, y: north })))
  const ordered = isTurned ? turned(layout) : layout
  return { ...ordered, projection: projection ?? guessReferenceSystem(sample) }
}

/** The same columns the other way round. */
export function turned(layout: PositionLayout): PositionLayout {
  return { ...layout, east: layout.north, north: layout.east }
}

export type PositionReading = { lngLat: LngLat | null; fault: null } | { lngLat: null; fault: FieldFault }

/** Where a row is; no coordinates at all is a row without position, one of two is a fault. */
export function readPosition(
  row: Readonly<Record<PositionField, number | null>>,
  layout: PositionLayout | null,
): PositionReading {
  if (layout === null) return { lngLat: null, fault: null }
  const east = row[layout.east]
  const north = row[layout.north]
  if (east === null && north === null) return { lngLat: null, fault: null }
  if (east === null || north === null) {
    const field = east === null ? layout.east : layout.north
    return { lngLat: null, fault: { field, reason: 'halfPosition' } }
  }
  const reason = findCoordinateFault({ east, north }, layout.projection)
  if (reason !== null) return { lngLat: null, fault: { field: layout.north, reason } }
  const lngLat = layout.projection.toLngLat({ east, north })
  if (isOnEarth(lngLat)) return { lngLat, fault: null }
  return { lngLat: null, fault: { field: layout.north, reason: 'outOfRange' } }
}

export function isOnEarth([lng, lat]: LngLat): boolean {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90
}
