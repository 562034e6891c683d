import { cellAt } from '#lib/cells/h3.ts'
import { recordChanges } from '#lib/cells/commands.server.ts'
import type { Side, Transaction } from '#lib/database/database.ts'
import { measureOutside } from '#lib/municipalities/queries.server.ts'
import { maximumCellPrecisionMeters, type Added, type LngLat, type PointRecord } from './point.ts'

/** A record with its place settled: which cell it counts in, and how far outside the municipality it lies. */
export interface Placed<Record extends PointRecord> {
  record: Record
  /** Null without a position, outside the boundary, or when the position is coarser than a cell may be. */
  cell: bigint | null
  /** Null without a position and inside the boundary. */
  outsideMeters: number | null
}

/** What a stored point counts as. */
export interface Counted {
  id: string
  cell: bigint | null
  month: number
  slot: number
  people: number
  audience: PointRecord['audience']
}

/** Settles the place of each record against the municipality's boundary. */
export async function placeRecords<Record extends PointRecord>(
  db: Transaction,
  municipalityCode: string,
  records: readonly Record[],
): Promise<Placed<Record>[]> {
  const meters = await metersOutside(db, municipalityCode, records)
  return records.map((record) => {
    const outsideMeters = record.lngLat === null ? 0 : (meters.get(positionKey(record.lngLat)) ?? 0)
    return { record, cell: cellOf(record, outsideMeters), outsideMeters: outsideMeters > 0 ? outsideMeters : null }
  })
}

/** Counts the rows that were new, as signed deltas in the same transaction as the rows. */
export async function countAdded(
  db: Transaction,
  municipalityCode: string,
  side: Side,
  counted: readonly Counted[],
  addedIds: ReadonlySet<string>,
): Promise<void> {
  const changes = counted
    .filter(({ id }) => addedIds.has(id))
    .map(({ cell, month, audience, slot, people }) => ({ cell, month, audience, slot, n: 1, w: people }))
  if (changes.length > 0) await recordChanges(db, { municipalityCode, side, changes })
}

export function summariseAdded(placed: readonly Placed<PointRecord>[], addedIds: ReadonlySet<string>): Added {
  const added = placed.filter(({ record }) => addedIds.has(record.id))
  return {
    added: added.length,
    alreadyPresent: placed.length - added.length,
    withoutPosition: added.filter(({ record }) => record.lngLat === null).length,
    outside: added.filter(({ outsideMeters }) => outsideMeters !== null).length,
  }
}

function cellOf({ lngLat, precisionMeters }: PointRecord, outsideMeters: number): bigint | null {
  if (lngLat === null || outsideMeters > 0 || precisionMeters > maximumCellPrecisionMeters) return null
  return cellAt(lngLat)
}

/** Files repeat positions (658 for 20,412 crimes in one real file): each is measured once. */
async function metersOutside(
  db: Transaction,
  municipalityCode: string,
  records: readonly PointRecord[],
): Promise<Map<string, number>> {
  const positions = new Map<string, LngLat>()
  for (const { lngLat } of records) if (lngLat !== null) positions.set(positionKey(lngLat), lngLat)
  if (positions.size === 0) return new Map()
  const meters = await measureOutside(db, municipalityCode, [...positions.values()])
  return new Map([...positions.keys()].map((key, index) => [key, meters[index] ?? 0]))
}

function positionKey([lng, lat]: LngLat): string {
  return `${lng},${lat}`
}
