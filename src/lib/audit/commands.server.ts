import { userInfo } from 'node:os'
import { v7 as uuidv7 } from 'uuid'

import type { Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import type { AuditEntry } from './audit.ts'
import { insertAuditEntry } from './queries.server.ts'

export type Act = Omit<AuditEntry, 'id' | 'occurredAt' | 'actor'>

/** Appends one act to the log, in the act's own transaction, so that neither exists without the other. */
export async function appendAudit(db: Transaction, act: Act, clock: Clock = systemClock): Promise<void> {
  await insertAuditEntry(db, { ...act, id: uuidv7(), occurredAt: clock.now(), actor: operatingSystemUser() })
}

/** A container's user may be a bare number that no list of users names. */
export function operatingSystemUser(read: () => { username: string } = userInfo): string {
  try {
    return read().username
  } catch {
    return `uid:${process.getuid?.() ?? 'unknown'}`
  }
}
