import type { LngLat } from '#lib/points/point.ts'

import { findCoordinateFault, guessReferenceSystem, isSwedishAxisOrder, parseNumber, toLngLat } from './coordinate.ts'
import type { ReferenceSystem } from './coordinate.ts'
import type { PositionField } from './field.ts'
import type { Mapping } from './mapping.ts'
import type { FieldFault, RowText } from './row.ts'

/** How a file writes where things are: which field is the easting, which the northing, and in what system. */
export interface PositionLayout {
  east: PositionField
  north: PositionField
  system: ReferenceSystem
  guessed: boolean
}

/** Which pair of fields the mapped columns are, or null for a file without positions. */
function positionPair(mapping: Mapping): { east: PositionField; north: PositionField; ordered: boolean } | null {
  const has = (field: PositionField) => mapping.columns.some((column) => column.field === field)
  if (has('longitude') && has('latitude')) return { east: 'longitude', north: 'latitude', ordered: true }
  if (has('east') && has('north')) return { east: 'east', north: 'north', ordered: true }
  return has('x') && has('y') ? { east: 'x', north: 'y', ordered: false } : null
}

/** The layout by the mapping and by the numbers of the first rows; `system` is what a person stated, if anything. */
export function guessPositionLayout(
  mapping: Mapping,
  firstRows: readonly RowText[],
  system: ReferenceSystem | null,
): PositionLayout | null {
  const pair = positionPair(mapping)
  if (pair === null) return null
  const sample = firstRows.flatMap((texts) => {
    const east = parseNumber(texts[pair.east] ?? '')
    const north = parseNumber(texts[pair.north] ?? '')
    return east === null || north === null ? [] : [{ east, north }]
  })
  const turned = !pair.ordered && isSwedishAxisOrder(sample.map(({ east, north }) => ({ x: east, y: north })))
  return {
    east: turned ? pair.north : pair.east,
    north: turned ? pair.east : pair.north,
    system: system ?? guessReferenceSystem(sample),
    guessed: system === null,
  }
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
  const reason = findCoordinateFault({ east, north }, layout.system)
  if (reason !== null) return { lngLat: null, fault: { field: layout.north, reason } }
  return { lngLat: toLngLat({ east, north }, layout.system), fault: null }
}
