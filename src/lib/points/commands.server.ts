import { cellAt } from '#lib/cells/h3.ts'
import { prepareChanges, recordChanges } from '#lib/cells/commands.server.ts'
import type { Side, Transaction } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { metersOutside } from './outside.server.ts'
import { readIds, type NewIds } from './queries.server.ts'
import { maximumCellPrecisionMeters, type Added, type PointRecord, type PointRow, type RemovedPoint } from './point.ts'

/** A record with its place settled: which cell it counts in, and how far outside the municipality it lies. */
export interface Placed<Record extends PointRecord> {
  record: Record
  /** Null without a position, outside the boundary, or when the position is coarser than a cell may be. */
  cell: bigint | null
  /** Null without a position and inside the boundary. */
  outsideMeters: number | null
}

export interface PointStore<Row extends PointRow> {
  municipalityCode: string
  side: Side
  rows: readonly Row[]
  insert(db: Transaction, municipalityCode: string, rows: readonly Row[]): Promise<NewIds>
  /** Answers those of the rows' ids that are stored with other content. */
  findOther(db: Transaction, municipalityCode: string, rows: readonly Row[]): Promise<string[]>
}

/** Settles the place of each record against the municipality's boundary. */
export async function placeRecords<Record extends PointRecord>(
  db: Transaction,
  municipalityCode: string,
  records: readonly Record[],
): Promise<Placed<Record>[]> {
  const lngLats = records.map(({ lngLat }) => lngLat)
  const meters = await metersOutside(db, municipalityCode, lngLats)
  return records.map((record, index) => {
    const outsideMeters = meters[index] ?? 0
    return { record, cell: cellOf(record, outsideMeters), outsideMeters: outsideMeters > 0 ? outsideMeters : null }
  })
}

/**
 * Stores points and counts those that were new, as signed deltas in the same transaction. An id that is there already
 * is left alone, also when it comes twice in one batch.
 *
 * @throws ProblemError conflict, when an id is there with other content: then nothing of the batch may be kept
 */
export async function storePoints<Row extends PointRow>(
  db: Transaction,
  { municipalityCode, side, rows, insert, findOther }: PointStore<Row>,
): Promise<Added> {
  const firstById = new Map<string, Row>()
  for (const row of rows) {
    const id = row.id.toLowerCase()
    if (!firstById.has(id)) firstById.set(id, row)
  }
  const given = [...firstById.values()]
  // Mostly all of them are new: what that comes to is known before they are written, and the database need not wait for it.
  const countAll = countsOf({ municipalityCode, side }, given)
  const ids = await insert(db, municipalityCode, given)
  const added = ids === 'all' ? given : given.filter(({ id }) => ids.has(id.toLowerCase().replaceAll('-', '')))
  const stored = new Set(added.length === rows.length ? [] : added)
  // The id of an imported row is made of its content as written: the same id says the same already.
  const again = added.length === rows.length ? [] : rows.filter((row) => !stored.has(row) && row.importId === null)
  if (again.length > 0) refuseOther(await findOther(db, municipalityCode, again))
  await (added === given ? countAll : countsOf({ municipalityCode, side }, added))(db)
  return {
    added: added.length,
    alreadyPresent: rows.length - added.length,
    withoutPosition: added.filter(({ lngLat }) => lngLat === null).length,
    outside: added.filter(({ outsideMeters }) => outsideMeters !== null).length,
  }
}

function countsOf(of: { municipalityCode: string; side: Side }, rows: readonly PointRow[]) {
  const changes = rows.map(({ cell, month, audience, slot, people: w }) => ({ cell, month, audience, slot, n: 1, w }))
  return prepareChanges({ ...of, changes })
}

export interface PointRemoval {
  municipalityCode: string
  side: Side
  importId: string
  /** Answers the ids of the import's points, sixteen bytes each. */
  list(db: Transaction, municipalityCode: string, importId: string): Promise<Uint8Array>
  /** Removes points and answers what each counted as. */
  remove(db: Transaction, municipalityCode: string, ids: readonly string[]): Promise<RemovedPoint[]>
}

const batchRemovals = 5000

/**
 * Removes what came with an import and counts it away, as signed deltas in the same transaction. A million points are
 * sixteen megabytes of ids, and a batch of rows at a time.
 *
 * @returns how many were removed
 */
export async function removePoints(
  db: Transaction,
  { municipalityCode, side, importId, list, remove }: PointRemoval,
): Promise<number> {
  const ids = Buffer.from(await list(db, municipalityCode, importId))
  let removed = 0
  for (let start = 0; start < ids.length; start += batchRemovals * bytesPerId) {
    const batch = readIds(ids.subarray(start, start + batchRemovals * bytesPerId))
    const points = await remove(db, municipalityCode, batch)
    removed += points.length
    // Only accepted points are counted, so only they are counted away.
    const changes = points.flatMap(({ isCounted, people, ...point }) =>
      isCounted ? [{ ...point, n: -1, w: -people }] : [],
    )
    if (changes.length > 0) await recordChanges(db, { municipalityCode, side, changes })
  }
  return removed
}

const bytesPerId = 16

const otherContent = { sv: 'finns redan med annat innehåll', en: 'already exists with other content' }

function refuseOther(ids: readonly string[]): void {
  if (ids.length === 0) return
  throw new ProblemError(
    'conflict',
    ids.map((id) => ({ value: id, reason: otherContent })),
  )
}

function cellOf({ lngLat, precisionMeters }: PointRecord, outsideMeters: number): bigint | null {
  if (lngLat === null || outsideMeters > 0 || precisionMeters > maximumCellPrecisionMeters) return null
  return cellAt(lngLat)
}
