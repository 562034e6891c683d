/** Whether the log is what was sealed, and keeping what shows it. */
import type { Context, Database, Side } from '#lib/database/database.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { chainsOf, type ChainKey, type Fault, type Head, type Seal } from './chain.ts'
import { entriesHashOf, entryHash, hashAt, sameBytes, sealHashOf } from './hashing.server.ts'
import { listTenants, selectEntries, selectSeals } from './seal-queries.server.ts'
import { sealingContext } from './tables.server.ts'
import {
  countWaiting,
  findSealHash,
  insertHead,
  selectHeads,
  selectSealedTwice,
  selectStray,
  selectUnchecked,
  upsertCheck,
} from './verify-queries.server.ts'

export interface ChainVerification {
  chain: ChainKey
  seals: number
  entries: number
  /** Not sealed yet. */
  waiting: number
  lastSealedAt: Date | null
  /** How many there are; `shown` holds the first hundred. */
  faults: number
  shown: Fault[]
}

const shownFaults = 100
/** Seals read between two chances for others. */
const sealsAtATime = 10
/** Going through years of entries takes its time. */
const statementTimeoutMilliseconds = 600_000

/** A chain being gone through, and the seal that was come to. */
interface Going {
  result: ChainVerification
  previous: Pick<Seal, 'number' | 'hash'> | null
}

/** Goes through the chains of one side of a municipality, changing nothing; the system may be in use meanwhile. */
export async function verifyChains(
  database: Database,
  side: Side,
  municipalityCode: string,
): Promise<ChainVerification[]> {
  const verifications: ChainVerification[] = []
  for (const chain of chainsOf(side, municipalityCode)) verifications.push(await verifyChain(database, side, chain))
  return verifications
}

async function verifyChain(database: Database, side: Side, chain: ChainKey): Promise<ChainVerification> {
  const context: Context = {
    ...sealingContext(side, [chain.municipalityCode], 'read'),
    statementTimeoutMilliseconds,
  }
  const result = { chain, seals: 0, entries: 0, waiting: 0, lastSealedAt: null, faults: 0, shown: [] }
  const going: Going = { result, previous: null }
  while (await verifySeals(database, context, going));
  await database.withContext(context, async (db) => {
    for (const { entryId, number } of await selectSealedTwice(db, chain)) tell(going, 'entry-twice', number, entryId)
    for (const { entryId, kind } of await selectStray(db, chain)) tell(going, kind, null, entryId)
    going.result.waiting = await countWaiting(db, chain)
    const heads = await selectHeads(db, chain.municipalityCode)
    for (const head of heads.filter(({ log, audience }) => log === chain.log && audience === chain.audience)) {
      const fault = headFault(head, await findSealHash(db, head))
      if (fault !== null) tell(going, fault, head.number, null)
    }
  })
  return going.result
}

/** @returns whether there may be more */
async function verifySeals(database: Database, context: Context, going: Going): Promise<boolean> {
  const { result } = going
  const { chain } = result
  const after = going.previous?.number ?? 0
  return database.withContext(context, async (db) => {
    const seals = await selectSeals(db, chain, after, sealsAtATime)
    for (const seal of seals) {
      verifySeal(going, seal)
      const entries = await selectEntries(db, chain, seal.entryIds)
      const hashes = new Map(entries.map((entry) => [entry.id, entryHash(entry)]))
      seal.entryIds.forEach((id, index) => {
        const found = hashes.get(id)
        if (found === undefined) tell(going, 'entry-missing', seal.number, id)
        else if (!sameBytes(found, hashAt(seal.entryHashes, index))) tell(going, 'entry-changed', seal.number, id)
      })
      result.seals += 1
      result.entries += seal.entryIds.length
      result.lastSealedAt = seal.sealedAt
      going.previous = seal
    }
    return seals.length === sealsAtATime
  })
}

function verifySeal(going: Going, seal: Seal): void {
  const { result, previous } = going
  const expected = (previous?.number ?? 0) + 1
  for (let missing = expected; missing < Math.min(seal.number, expected + shownFaults); missing++) {
    tell(going, 'seal-missing', missing, null)
  }
  // After a gap nothing is known of what it should follow.
  if (seal.number === expected && !sameBytes(seal.previousHash, previous?.hash ?? null)) {
    tell(going, 'seal-out-of-order', seal.number, null)
  }
  const holds =
    seal.entryHashes.length === seal.entryIds.length * 32 &&
    sameBytes(entriesHashOf(seal.entryIds, seal.entryHashes), seal.entriesHash) &&
    sameBytes(sealHashOf(result.chain, seal), seal.hash)
  if (!holds) tell(going, 'seal-changed', seal.number, null)
}

function tell({ result }: Going, kind: Fault['kind'], number: number | null, entryId: string | null): void {
  result.faults += 1
  if (result.shown.length < shownFaults) result.shown.push({ ...result.chain, kind, number, entryId })
}

function headFault({ hash }: Head, found: string | null): 'head-missing' | 'head-changed' | null {
  if (found === null) return 'head-missing'
  return found === hash ? null : 'head-changed'
}

/** Compares heads that were saved elsewhere with the chains of one side; those of the other side are left to it. */
export async function compareHeads(database: Database, side: Side, heads: readonly Head[]): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const head of heads.filter(({ audience }) => (audience === 'police') === (side === 'police'))) {
    const context = sealingContext(side, [head.municipalityCode], 'read')
    const kind = headFault(head, await database.withContext(context, (db) => findSealHash(db, head)))
    const { municipalityCode, log, audience, number } = head
    if (kind !== null) faults.push({ municipalityCode, log, audience, kind, number, entryId: null })
  }
  return faults
}

/** Goes through a side's chains, notes how they were found, and keeps the day's heads of those that are whole. */
export async function checkChains(
  database: Database,
  side: Side,
  municipalityCode: string,
  clock: Clock,
): Promise<ChainVerification[]> {
  const verifications = await verifyChains(database, side, municipalityCode)
  const now = clock.now()
  await database.withContext(sealingContext(side, [municipalityCode], 'write'), async (db) => {
    for (const { chain, seals: number, lastSealedAt, faults } of verifications) {
      await upsertCheck(db, { ...chain, checkedAt: now, number, lastSealedAt, faults })
      if (faults === 0) await insertHead(db, chain, now)
    }
  })
  return verifications
}

/** Every municipality, and '0000' for the installation: each may have chains. */
export function listChained(database: Database, side: Side): Promise<string[]> {
  return database.withContext(sealingContext(side, [], 'read'), listTenants)
}

/** Every municipality with a chain that has not been gone through today. */
export async function findUnchecked(database: Database, side: Side, now: Date): Promise<string[]> {
  const codes = await listChained(database, side)
  return database.withContext(sealingContext(side, codes, 'read'), (db) =>
    selectUnchecked(db, codes, chainsOf(side, ''), now),
  )
}
