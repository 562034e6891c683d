import { randomBytes } from 'node:crypto'

import { v7 as uuidv7 } from 'uuid'
import type { Database, Side, Transaction } from '#lib/database/database.ts'
import type { JobRequest } from '#lib/jobs/job.ts'
import { listMunicipalityCodes } from '#lib/municipalities/queries.server.ts'
import type { Clock } from '#lib/platform/clock.ts'
import type { Audience } from './category.ts'
import {
  countFold,
  deleteCountRows,
  foldDeltas,
  insertDelta,
  insertDeltas,
  lockCounts,
  selectUnfolded,
} from './fold-queries.server.ts'
import { resolutionOf, finestResolution } from './h3.ts'
import { earliestMonth, latestMonth } from './period.ts'
import { takeMemory } from './roll-up-tables.server.ts'
import { sumDeltas, withoutCell, type Delta } from './roll-up.ts'
import { foldingContext } from './tables.server.ts'

/** What adding (n > 0), removing (n < 0) or changing a point does to the counts; `w` is people, signed alike. */
export interface CountChange {
  /** At resolution 15; null for a point that is drawn nowhere but counted all the same. */
  cell: bigint | null
  month: number
  audience: Audience
  slot: number
  n: number
  w: number
}

export interface CountChanges {
  municipalityCode: string
  side: Side
  changes: readonly CountChange[]
}

/**
 * Counts what has just been written, in the same transaction: the map is right from that moment on, and a fold tidies
 * up afterwards. It asks for no fold, so that writers never wait for each other: `findFoldWork` sees what there is.
 *
 * @throws RangeError for a cell that is not at resolution 15 or a month outside 1925–2099
 */
export function recordChanges(db: Transaction, changes: CountChanges): Promise<void> {
  return prepareChanges(changes)(db)
}

/** The same in two steps: what can be done before the points are written, and what is done then. */
export function prepareChanges({ municipalityCode, side, changes }: CountChanges): (db: Transaction) => Promise<void> {
  const sums = sumDeltas(changes.map(toDelta))
  if (sums.length === 0) return async () => undefined
  // All their chance at once: one by one it takes longer than writing them.
  const random = randomBytes(sums.length * randomBytesPerId)
  const deltas = sums.map((delta, index) => {
    const own = random.subarray(index * randomBytesPerId, (index + 1) * randomBytesPerId)
    return { ...delta, id: uuidv7({ random: own }) }
  })
  const [first] = deltas
  if (deltas.length === 1 && first !== undefined) return (db) => insertDelta(db, side, municipalityCode, first)
  return (db) => insertDeltas(db, side, municipalityCode, deltas)
}

const randomBytesPerId = 16

function toDelta({ cell, ...change }: CountChange): Delta {
  if (cell !== null && resolutionOf(cell) !== finestResolution) throw new RangeError(`not at resolution 15: ${cell}`)
  if (!(change.month >= earliestMonth && change.month <= latestMonth)) {
    throw new RangeError(`not a month of 1925–2099: ${change.month}`)
  }
  return { ...change, cell: cell ?? withoutCell }
}

export interface FoldRequest {
  municipalityCode: string
  side: Side
  clock: Clock
  /** Deltas a transaction; what a kill throws away at most is one such batch's work. */
  batchSize?: number
  /** Stops between two batches, with an AbortError. */
  signal?: AbortSignal
}

/**
 * Large batches write each row of counts once instead of many times: 100,000 scattered deltas in one took 6 s of the
 * processor, in five 9 s. The embedded engine does nothing else meanwhile, so there they are small.
 */
const defaultBatchSize = { postgres: 100_000, embedded: 2_000 } as const

/** Folds a municipality's deltas into its roll-up, batch by batch. @returns how many deltas were folded */
export async function foldMunicipality(database: Database, request: FoldRequest): Promise<number> {
  const batchSize = request.batchSize ?? defaultBatchSize[database.engine]
  const context = foldingContext(request.side, [request.municipalityCode], 'write')
  let folded = 0
  for (;;) {
    request.signal?.throwIfAborted()
    const claimed = await database.withContext(context, (db) => foldBatch(db, request, batchSize))
    folded += claimed
    if (claimed < batchSize) return folded
  }
}

/** Every municipality with deltas that are not folded yet, as the jobs that fold them. */
export async function findFoldWork(database: Database, side: Side): Promise<JobRequest[]> {
  const codes = await database.withContext(foldingContext(side, [], 'read'), (db) => listMunicipalityCodes(db))
  const context = foldingContext(side, codes, 'read')
  const unfolded = await database.withContext(context, (db) => selectUnfolded(db, side, codes))
  // The side is part of the key: work waits once a key, and each side has its own fold.
  return unfolded.map((municipalityCode) => ({
    kind: 'fold',
    workKey: `${side}/${municipalityCode}`,
    side,
    payload: { municipalityCode },
  }))
}

async function foldBatch(db: Transaction, request: FoldRequest, batchSize: number): Promise<number> {
  const { municipalityCode, side, clock } = request
  await lockCounts(db, side, municipalityCode)
  await takeMemory(db)
  const { claimed, emptied } = await foldDeltas(db, side, municipalityCode, batchSize)
  if (claimed === 0) return 0
  if (emptied.length > 0) await deleteCountRows(db, side, municipalityCode, emptied)
  await countFold(db, side, municipalityCode, clock.now())
  return claimed
}
