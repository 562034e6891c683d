import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type { AuditEntry } from './audit.ts'

export async function insertAuditEntry(db: Transaction, entry: AuditEntry): Promise<void> {
  await db.execute(sql`
    insert into audit_entry (
      municipality_code, id, occurred_at, actor, act, subject_kind, subject_id, audience, detail
    ) values (
      ${entry.municipalityCode}, ${entry.id}, ${entry.occurredAt}, ${entry.actor}, ${entry.act},
      ${entry.subjectKind}, ${entry.subjectId}, ${entry.audience}, ${JSON.stringify(entry.detail)}::jsonb
    )
  `)
}
