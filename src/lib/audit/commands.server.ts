import { v7 as uuidv7 } from 'uuid'

import type { Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { currentActor } from './actor.server.ts'
import type { AuditEntry } from './audit.ts'
import { insertAuditEntry } from './queries.server.ts'

export type Act = Omit<AuditEntry, 'id' | 'occurredAt' | 'actor' | 'actorId'>

/** Appends one act to the log, in the act's own transaction, so that neither exists without the other. */
export async function appendAudit(db: Transaction, act: Act, clock: Clock = systemClock): Promise<void> {
  const { personId: actorId, name: actor } = currentActor()
  await insertAuditEntry(db, { ...act, id: uuidv7(), occurredAt: clock.now(), actor, actorId })
}
