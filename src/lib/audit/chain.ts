import type { Side } from '#lib/database/database.ts'
import type { AuditAudience } from './audit.ts'

/** What was done, and what was read. */
export type AuditLog = 'acts' | 'readings'

/** One chain of seals. */
export interface ChainKey {
  municipalityCode: string
  log: AuditLog
  audience: AuditAudience
}

export interface Seal {
  /** From 1, without gaps. */
  number: number
  /** In the order in which they are sealed. */
  entryIds: readonly string[]
  /** SHA-256 of each of them, 32 bytes an entry. */
  entryHashes: Uint8Array
  entriesHash: Uint8Array
  /** Of the seal before it; null for the first. */
  previousHash: Uint8Array | null
  hash: Uint8Array
  sealedAt: Date
}

/** The last seal of a chain on one day. */
export interface Head extends ChainKey {
  day: string
  number: number
  /** Hexadecimal. */
  hash: string
}

/** The chains that a side keeps: the shared one is the municipality's to seal. */
export function chainsOf(side: Side, municipalityCode: string): ChainKey[] {
  const own = [
    { municipalityCode, log: 'acts', audience: side },
    { municipalityCode, log: 'readings', audience: side },
  ] as const
  return side === 'police' ? [...own] : [{ municipalityCode, log: 'acts', audience: 'shared' }, ...own]
}

/**
 * What is wrong with a chain. An entry is changed, missing, sealed twice, or inserted past the product; a seal is missing, or
 * changed, or does not follow the one before it; a head that was saved is not what the chain has at its number.
 */
export interface Fault extends ChainKey {
  kind:
    | 'entry-changed'
    | 'entry-missing'
    | 'entry-twice'
    | 'entry-inserted'
    | 'seal-missing'
    | 'seal-changed'
    | 'seal-out-of-order'
    | 'head-missing'
    | 'head-changed'
  /** Of the seal, where there is one. */
  number: number | null
  entryId: string | null
}
