import sql from 'sql-template-tag'

import type { Side, Transaction } from '#lib/database/database.ts'
import type { AuditEntry, Reading } from './audit.ts'
import { readingTables } from './tables.server.ts'

/** The entry and, in the same statement, that it waits for its seal. */
export async function insertAuditEntry(db: Transaction, entry: AuditEntry): Promise<void> {
  await db.execute(sql`
    with entry as (
      insert into audit_entry (
        municipality_code, id, occurred_at, actor, actor_id, act, subject_kind, subject_id, audience, detail
      ) values (
        ${entry.municipalityCode}, ${entry.id}, ${entry.occurredAt}, ${entry.actor}, ${entry.actorId}, ${entry.act},
        ${entry.subjectKind}, ${entry.subjectId}, ${entry.audience}, ${JSON.stringify(entry.detail)}::jsonb
      )
    )
    insert into audit_unsealed (municipality_code, log, audience, entry_id)
    values (${entry.municipalityCode}, 'acts', ${entry.audience}, ${entry.id})
  `)
}

/** Where the party's readings are kept, and that it waits for its seal. */
export async function insertReading(db: Transaction, side: Side, reading: Reading): Promise<void> {
  await db.execute(sql`
    with entry as (
      insert into ${readingTables[side]} (
        municipality_code, id, occurred_at, person_id, person, what, purpose, filter, rows
      ) values (
        ${reading.municipalityCode}, ${reading.id}, ${reading.occurredAt}, ${reading.personId}, ${reading.person},
        ${reading.what}, ${reading.purpose}, ${JSON.stringify(reading.filter)}::jsonb, ${reading.rows}
      )
    )
    insert into audit_unsealed (municipality_code, log, audience, entry_id)
    values (${reading.municipalityCode}, 'readings', ${side}, ${reading.id})
  `)
}

/** The party's salt, if it has one. */
export async function findSalt(db: Transaction, municipalityCode: string, side: Side): Promise<Uint8Array | null> {
  const [row] = await db.query<{ salt: Uint8Array }>(sql`
    select salt from audit_salt where municipality_code = ${municipalityCode} and audience = ${side}
  `)
  return row?.salt ?? null
}

/** Keeps the first one given. */
export async function insertSalt(
  db: Transaction,
  municipalityCode: string,
  side: Side,
  salt: Uint8Array,
): Promise<void> {
  await db.execute(sql`
    insert into audit_salt (municipality_code, audience, salt) values (${municipalityCode}, ${side}, ${salt})
    on conflict do nothing
  `)
}
