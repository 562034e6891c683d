import { v7 as uuidv7 } from 'uuid'

import type { Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { givenUpForSeconds, secondsFrom, type JobRequest } from './job.ts'
import { insertFoundJob, insertJob } from './queries.server.ts'

/** Asks for background work in the transaction that needs it; asking again while it waits changes nothing. */
export async function requestJob(db: Transaction, request: JobRequest, clock: Clock = systemClock): Promise<void> {
  await insertJob(db, { ...request, id: uuidv7(), attempts: 0 }, clock.now())
}

/** Asks for work that the runner has found to be there. */
export async function requestFoundJob(db: Transaction, request: JobRequest, clock: Clock): Promise<void> {
  const now = clock.now()
  await insertFoundJob(db, { ...request, id: uuidv7(), attempts: 0 }, now, secondsFrom(now, -givenUpForSeconds))
}
