import { createHash, createHmac, randomBytes } from 'node:crypto'

import canonicalize from 'canonicalize'

import type { Side, Transaction } from '#lib/database/database.ts'
import type { ChainKey, Seal } from './chain.ts'
import { findSalt, insertSalt } from './queries.server.ts'

const saltBytes = 32

/** Gives the salted hash that stands in an entry instead of a value. */
export type ValueHash = (value: unknown) => string

/**
 * HMAC-SHA-256 over the value's canonical JSON (RFC 8785), keyed with the salt of the party in the municipality: the same
 * value has the same hash in all of its entries, so whoever knows a value can find it, and nobody can guess it without the
 * salt. The salt is made when it is first asked for.
 */
export async function valueHashOf(db: Transaction, municipalityCode: string, side: Side): Promise<ValueHash> {
  let salt = await findSalt(db, municipalityCode, side)
  if (salt === null) {
    await insertSalt(db, municipalityCode, side, randomBytes(saltBytes))
    salt = await findSalt(db, municipalityCode, side)
  }
  if (salt === null) throw new Error('a salt was written and is not there')
  const key = salt
  return (value) => `hmac-sha256:${createHmac('sha256', key).update(canonical(value)).digest('hex')}`
}

/** SHA-256 over an entry as the log has it, in canonical JSON. */
export function entryHash(content: Readonly<Record<string, unknown>>): Uint8Array {
  return sha256(content)
}

/** SHA-256 over the entries of a seal in their order, each by its id and its hash. */
export function entriesHashOf(entryIds: readonly string[], entryHashes: Uint8Array): Uint8Array {
  return sha256(entryIds.map((id, index) => [id, hex(hashAt(entryHashes, index))]))
}

/** SHA-256 over everything of a seal but the hash itself. */
export function sealHashOf(chain: ChainKey, seal: Omit<Seal, 'hash' | 'entryHashes'>): Uint8Array {
  const { municipalityCode, log, audience } = chain
  const { number, entryIds, entriesHash, previousHash, sealedAt } = seal
  return sha256({
    municipalityCode,
    log,
    audience,
    number,
    entries: entryIds.length,
    entriesHash: hex(entriesHash),
    previousHash: previousHash === null ? null : hex(previousHash),
    sealedAt: sealedAt.toISOString(),
  })
}

const hashBytes = 32

export function hashAt(entryHashes: Uint8Array, index: number): Uint8Array {
  return entryHashes.subarray(index * hashBytes, (index + 1) * hashBytes)
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

export function sameBytes(one: Uint8Array | null, other: Uint8Array | null): boolean {
  return one === null || other === null ? one === other : Buffer.compare(one, other) === 0
}

function sha256(value: unknown): Uint8Array {
  return createHash('sha256').update(canonical(value)).digest()
}

function canonical(value: unknown): string {
  return canonicalize(value) ?? 'null'
}
