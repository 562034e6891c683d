import { v7 as uuidv7 } from 'uuid'

import type { Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import type { JobRequest } from './job.ts'
import { insertJob } from './queries.server.ts'

/** Asks for background work in the transaction that needs it; asking again while it waits changes nothing. */
export async function requestJob(db: Transaction, request: JobRequest, clock: Clock = systemClock): Promise<void> {
  await insertJob(db, { ...request, id: uuidv7(), attempts: 0 }, clock.now())
}
