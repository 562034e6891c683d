import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type { ChainKey, Fault, Head } from './chain.ts'
import { tableOf, whereAudience } from './tables.server.ts'

/** Entries that stand in more than one seal, or more than once in one. */
export async function selectSealedTwice(
  db: Transaction,
  { municipalityCode, log, audience }: ChainKey,
): Promise<{ entryId: string; number: number }[]> {
  return db.query(sql`
    select entry_id as "entryId", max(number) as number
    from audit_seal cross join lateral unnest(entry_ids) as sealed (entry_id)
    where municipality_code = ${municipalityCode} and log = ${log} and audience = ${audience}
    group by entry_id having count(*) > 1
    order by 2, 1
  `)
}

/**
 * Entries that are neither sealed nor wait for it: put there past the product. And those that wait but are gone. Seen at one
 * moment, so what is being sealed meanwhile is one or the other.
 */
export async function selectStray(
  db: Transaction,
  chain: ChainKey,
): Promise<{ entryId: string; kind: Extract<Fault['kind'], 'entry-inserted' | 'entry-missing'> }[]> {
  const { municipalityCode, log, audience } = chain
  return db.query(sql`
    with sealed as materialized (
      select unnest(entry_ids) as id from audit_seal
      where municipality_code = ${municipalityCode} and log = ${log} and audience = ${audience}
    ), waiting as materialized (
      select entry_id as id from audit_unsealed
      where municipality_code = ${municipalityCode} and log = ${log} and audience = ${audience}
    ), entries as materialized (
      select entry.id from ${tableOf(chain)} as entry
      where entry.municipality_code = ${municipalityCode} and ${whereAudience(chain)}
    )
    select id as "entryId", 'entry-inserted' as kind from entries
    where not exists (select from sealed where sealed.id = entries.id)
      and not exists (select from waiting where waiting.id = entries.id)
    union all
    select id, 'entry-missing' from waiting where not exists (select from entries where entries.id = waiting.id)
    order by 2, 1
  `)
}

export async function countWaiting(db: Transaction, { municipalityCode, log, audience }: ChainKey): Promise<number> {
  const [row] = await db.query<{ n: number }>(sql`
    select count(*)::int as n from audit_unsealed
    where municipality_code = ${municipalityCode} and log = ${log} and audience = ${audience}
  `)
  return row?.n ?? 0
}

export async function findSealHash(
  db: Transaction,
  { municipalityCode, log, audience, number }: ChainKey & { number: number },
): Promise<string | null> {
  const [row] = await db.query<{ hash: string }>(sql`
    select encode(hash, 'hex') as hash from audit_seal
    where municipality_code = ${municipalityCode} and log = ${log} and audience = ${audience} and number = ${number}
  `)
  return row?.hash ?? null
}

/** Newest first. */
export async function selectHeads(db: Transaction, municipalityCode: string): Promise<Head[]> {
  return db.query<Head>(sql`
    select municipality_code as "municipalityCode", log, audience, day, number, encode(hash, 'hex') as hash
    from audit_head where municipality_code = ${municipalityCode}
    order by day desc, log, audience
  `)
}

/** A day has one head a chain: the first that is kept. A chain with nothing new has none that day. */
export async function insertHead(
  db: Transaction,
  { municipalityCode, log, audience }: ChainKey,
  now: Date,
): Promise<void> {
  await db.execute(sql`
    insert into audit_head (municipality_code, log, audience, day, number, hash, exported_at)
    select
      municipality_code, log, audience, (${now}::timestamptz at time zone 'Europe/Stockholm')::date, number, hash,
      ${now}::timestamptz
    from audit_seal
    where municipality_code = ${municipalityCode} and log = ${log} and audience = ${audience}
      and number > coalesce((
        select max(head.number) from audit_head as head
        where head.municipality_code = ${municipalityCode} and head.log = ${log} and head.audience = ${audience}
      ), 0)
    order by number desc limit 1
    on conflict (municipality_code, log, audience, day) do nothing
  `)
}

/** How a chain was found when it was last gone through. */
export interface ChainCheck extends ChainKey {
  checkedAt: Date
  /** Of the last seal that was gone through; 0 when there was none. */
  number: number
  lastSealedAt: Date | null
  faults: number
}

export async function upsertCheck(db: Transaction, check: ChainCheck): Promise<void> {
  const { municipalityCode, log, audience, checkedAt, number, lastSealedAt, faults } = check
  await db.execute(sql`
    insert into audit_check (municipality_code, log, audience, checked_at, number, last_sealed_at, faults)
    values (${municipalityCode}, ${log}, ${audience}, ${checkedAt}, ${number}, ${lastSealedAt}, ${faults})
    on conflict (municipality_code, log, audience) do update set
      checked_at = excluded.checked_at, number = excluded.number, last_sealed_at = excluded.last_sealed_at,
      faults = excluded.faults
  `)
}

export async function selectChecks(db: Transaction, municipalityCode: string): Promise<ChainCheck[]> {
  return db.query<ChainCheck>(sql`
    select municipality_code as "municipalityCode", log, audience, checked_at as "checkedAt", number,
      last_sealed_at as "lastSealedAt", faults
    from audit_check where municipality_code = ${municipalityCode}
    order by log, audience
  `)
}

/** Those of the municipalities with a chain that has not been gone through on the day of `now`. */
export async function selectUnchecked(
  db: Transaction,
  municipalityCodes: readonly string[],
  chains: readonly Omit<ChainKey, 'municipalityCode'>[],
  now: Date,
): Promise<string[]> {
  const found = new Set<string>()
  for (const { log, audience } of chains) {
    const rows = await db.query<{ code: string }>(sql`
      select code from unnest(${municipalityCodes}::text[]) as given (code)
      where exists (
        select from audit_seal as seal
        where seal.municipality_code = code and seal.log = ${log} and seal.audience = ${audience} and seal.number = 1
      ) and not exists (
        select from audit_check as done
        where done.municipality_code = code and done.log = ${log} and done.audience = ${audience}
          and (done.checked_at at time zone 'Europe/Stockholm')::date
            >= (${now}::timestamptz at time zone 'Europe/Stockholm')::date
      )
    `)
    rows.forEach(({ code }) => found.add(code))
  }
  return [...found].toSorted()
}
