import sql, { type Sql } from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type { AuditAudience } from './audit.ts'
import type { ChainKey, Seal } from './chain.ts'
import { tableOf, whereAudience } from './tables.server.ts'

/** One sealer of a municipality and side at a time; others wait until this transaction ends. */
export async function lockSeals(db: Transaction, { municipalityCode, log, audience }: ChainKey): Promise<void> {
  const key = `audit_seal/${municipalityCode}/${log}/${audience}`
  await db.query(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
}

/** Every municipality, and '0000' for acts that belong to none. */
export async function listTenants(db: Transaction): Promise<string[]> {
  const rows = await db.query<{ code: string }>(sql`
    select code from municipality union select '0000' order by code
  `)
  return rows.map(({ code }) => code)
}

/** Those of the municipalities that have entries to seal. One whose entry is gone is none: it stays, and shows that. */
export async function selectUnsealed(
  db: Transaction,
  municipalityCodes: readonly string[],
  chains: readonly Omit<ChainKey, 'municipalityCode'>[],
): Promise<string[]> {
  const found = new Set<string>()
  for (const chain of chains) {
    const rows = await db.query<{ code: string }>(sql`
      select code from unnest(${municipalityCodes}::text[]) as given (code)
      where exists (
        select from audit_unsealed as waiting
        join ${tableOf(chain)} as entry
          on entry.municipality_code = waiting.municipality_code and entry.id = waiting.entry_id
        where waiting.municipality_code = given.code and waiting.log = ${chain.log}
          and waiting.audience = ${chain.audience} and ${whereAudience(chain)}
      )
    `)
    rows.forEach(({ code }) => found.add(code))
  }
  return [...found].toSorted()
}

/** An entry as it is hashed: every column, times to the microsecond. */
export interface HashedEntry extends Record<string, unknown> {
  id: string
}

const occurredAt = sql`to_char(entry.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

function hashedColumns({ log, audience }: Pick<ChainKey, 'log' | 'audience'>): Sql {
  if (log === 'acts') {
    return sql`
      entry.id, entry.municipality_code as "municipalityCode", ${occurredAt} as "occurredAt", actor,
      actor_id as "actorId", act, subject_kind as "subjectKind", subject_id as "subjectId", entry.audience, detail
    `
  }
  return sql`
    entry.id, entry.municipality_code as "municipalityCode", ${occurredAt} as "occurredAt", person_id as "personId",
    person, what, purpose, filter, rows, ${audience}::text as audience
  `
}

/** The next entries to seal, in the order of their ids. */
export async function selectWaitingEntries(db: Transaction, chain: ChainKey, limit: number): Promise<HashedEntry[]> {
  return db.query<HashedEntry>(sql`
    select ${hashedColumns(chain)}
    from audit_unsealed as waiting
    join ${tableOf(chain)} as entry
      on entry.municipality_code = waiting.municipality_code and entry.id = waiting.entry_id
    where waiting.municipality_code = ${chain.municipalityCode} and waiting.log = ${chain.log}
      and waiting.audience = ${chain.audience} and ${whereAudience(chain)}
    order by waiting.entry_id
    limit ${limit}
  `)
}

export async function selectEntries(db: Transaction, chain: ChainKey, ids: readonly string[]): Promise<HashedEntry[]> {
  return db.query<HashedEntry>(sql`
    select ${hashedColumns(chain)} from ${tableOf(chain)} as entry
    where entry.municipality_code = ${chain.municipalityCode} and entry.id = any(${ids}::uuid[])
      and ${whereAudience(chain)}
  `)
}

/** @returns how many waited */
export async function deleteWaiting(db: Transaction, chain: ChainKey, ids: readonly string[]): Promise<number> {
  return db.execute(sql`
    delete from audit_unsealed
    where municipality_code = ${chain.municipalityCode} and log = ${chain.log} and audience = ${chain.audience}
      and entry_id = any(${ids}::uuid[])
  `)
}

const sealColumns = sql`
  number, entry_ids::text[] as "entryIds", entry_hashes as "entryHashes", entries_hash as "entriesHash",
  previous_hash as "previousHash", hash, sealed_at as "sealedAt"
`

export async function selectLastSeal(
  db: Transaction,
  { municipalityCode, log, audience }: ChainKey,
): Promise<Pick<Seal, 'number' | 'hash' | 'sealedAt'> | null> {
  const [seal] = await db.query<Pick<Seal, 'number' | 'hash' | 'sealedAt'>>(sql`
    select number, hash, sealed_at as "sealedAt" from audit_seal
    where municipality_code = ${municipalityCode} and log = ${log} and audience = ${audience}
    order by number desc limit 1
  `)
  return seal ?? null
}

/** In their order, those after one number. */
export async function selectSeals(
  db: Transaction,
  { municipalityCode, log, audience }: ChainKey,
  after: number,
  limit: number,
): Promise<Seal[]> {
  return db.query<Seal>(sql`
    select ${sealColumns} from audit_seal
    where municipality_code = ${municipalityCode} and log = ${log} and audience = ${audience} and number > ${after}
    order by number limit ${limit}
  `)
}

export async function insertSeal(db: Transaction, chain: ChainKey, seal: Seal): Promise<void> {
  await db.execute(sql`
    insert into audit_seal (
      municipality_code, log, audience, number, entry_ids, entry_hashes, entries_hash, previous_hash, hash, sealed_at
    ) values (
      ${chain.municipalityCode}, ${chain.log}, ${chain.audience}, ${seal.number}, ${seal.entryIds}::uuid[],
      ${seal.entryHashes}, ${seal.entriesHash}, ${seal.previousHash}, ${seal.hash}, ${seal.sealedAt}
    )
  `)
}

/** How sealing stands, of everything the context sees. */
export async function summariseSeals(
  db: Transaction,
  audiences: readonly AuditAudience[],
): Promise<{ unsealed: number; sealedAt: Date | null; faults: number }> {
  const [summary] = await db.query<{ unsealed: number; sealedAt: Date | null; faults: number }>(sql`
    select
      (select count(*) from audit_unsealed where audience = any(${audiences}::text[]))::int as unsealed,
      (select max(sealed_at) from audit_seal where audience = any(${audiences}::text[])) as "sealedAt",
      (select coalesce(sum(faults), 0) from audit_check where audience = any(${audiences}::text[]))::int as faults
  `)
  return summary ?? { unsealed: 0, sealedAt: null, faults: 0 }
}
