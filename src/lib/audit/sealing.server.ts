import type { Database, Side, Transaction } from '#lib/database/database.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { chainsOf, type ChainKey } from './chain.ts'
import { entriesHashOf, entryHash, sealHashOf } from './hashing.server.ts'
import {
  deleteWaiting,
  insertSeal,
  listTenants,
  lockSeals,
  selectLastSeal,
  selectUnsealed,
  selectWaitingEntries,
} from './seal-queries.server.ts'
import { sealingContext } from './tables.server.ts'

export interface SealRequest {
  municipalityCode: string
  side: Side
  clock: Clock
  /** Entries a seal. */
  batchSize?: number
  /** Stops between two seals, with an AbortError. */
  signal?: AbortSignal
}

const defaultBatchSize = 500

/**
 * Chains the entries that wait, seal by seal, each in a transaction of its own; those who write entries never wait for it. An
 * entry is sealed once it is committed, so a chain is in the order of sealing, and a late commit is only sealed later.
 *
 * @returns how many entries were sealed
 */
export async function sealMunicipality(database: Database, request: SealRequest): Promise<number> {
  const { municipalityCode, side, batchSize = defaultBatchSize } = request
  const context = sealingContext(side, [municipalityCode], 'write')
  let sealed = 0
  for (const chain of chainsOf(side, municipalityCode)) {
    for (let batch = batchSize; batch === batchSize; sealed += batch) {
      request.signal?.throwIfAborted()
      batch = await database.withContext(context, (db) => sealBatch(db, chain, request, batchSize))
    }
  }
  return sealed
}

async function sealBatch(db: Transaction, chain: ChainKey, { clock }: SealRequest, limit: number): Promise<number> {
  await lockSeals(db, chain)
  const entries = await selectWaitingEntries(db, chain, limit)
  if (entries.length === 0) return 0
  const last = await selectLastSeal(db, chain)
  const entryIds = entries.map(({ id }) => id)
  const entryHashes = Buffer.concat(entries.map(entryHash))
  const seal = {
    number: (last?.number ?? 0) + 1,
    entryIds,
    entriesHash: entriesHashOf(entryIds, entryHashes),
    previousHash: last?.hash ?? null,
    sealedAt: clock.now(),
  }
  await insertSeal(db, chain, { ...seal, entryHashes, hash: sealHashOf(chain, seal) })
  if ((await deleteWaiting(db, chain, entryIds)) !== entryIds.length) throw new Error('an entry was sealed meanwhile')
  return entryIds.length
}

/** Every municipality with entries that are not sealed yet. */
export async function findUnsealed(database: Database, side: Side): Promise<string[]> {
  const codes = await database.withContext(sealingContext(side, [], 'read'), listTenants)
  return database.withContext(sealingContext(side, codes, 'read'), (db) =>
    selectUnsealed(db, codes, chainsOf(side, '')),
  )
}
