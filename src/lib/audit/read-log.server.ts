import { v7 as uuidv7 } from 'uuid'

import type { Side, Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import type { ReadMatter } from './audit.ts'
import { insertReading } from './queries.server.ts'

/** Who reads, as `Reader` of accounts says it. */
export interface LoggedReader {
  municipalityCode: string
  party: Side
  person: { id: string; name: string }
  purpose: string | null
}

export interface LoggedReading {
  reader: LoggedReader
  what: ReadMatter
  /** What was asked for, as the question said it. */
  filter: Record<string, unknown>
  /** How many single crimes, or remarks, the answer holds. */
  rows: number
}

/**
 * Appends one reading to the party's own read log, in the transaction that reads: it must be one that writes, as
 * `police_request` or `kommun_request`. Nobody gets an answer that is not logged, since the transaction commits first.
 */
export async function logReading(db: Transaction, reading: LoggedReading, clock: Clock = systemClock): Promise<void> {
  const { reader, ...rest } = reading
  const { municipalityCode, party, person, purpose } = reader
  const who = { municipalityCode, personId: person.id, person: person.name, purpose }
  await insertReading(db, party, { ...who, ...rest, id: uuidv7(), occurredAt: clock.now() })
}
