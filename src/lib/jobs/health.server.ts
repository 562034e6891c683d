import type { Database, Role, Side } from '#lib/database/database.ts'
import { asProblem, ProblemError } from '#lib/platform/problem.ts'
import { noJobs, type JobSummary } from './job.ts'
import { summariseJobs } from './queries.server.ts'

/** Work that has waited this long has nobody doing it. */
const stalledAfterSeconds = 300

/** How background work stands, on both sides. A failed job is shown, but the product serves all the same. */
export async function checkJobs(database: Database, now: Date): Promise<{ ok: boolean; [seen: string]: unknown }> {
  try {
    const { municipality: own, police } = await summariseSides(database, now)
    const summary = {
      waiting: own.waiting + police.waiting,
      running: own.running + police.running,
      failed: own.failed + police.failed,
      oldestDueSeconds: Math.max(own.oldestDueSeconds, police.oldestDueSeconds),
    }
    return { ok: summary.oldestDueSeconds < stalledAfterSeconds, ...summary }
  } catch (error) {
    return { ok: false, problem: asProblem(error).code }
  }
}

/** The same side by side. @throws what the database says when it cannot be asked */
export async function summariseSides(database: Database, now: Date): Promise<Record<Side, JobSummary>> {
  const [municipality, police] = await Promise.all([
    summariseSide(database, 'kommun_request', now),
    summariseSide(database, 'police_request', now).catch(noPolice),
  ])
  return { municipality, police }
}

function summariseSide(database: Database, role: Role, now: Date): Promise<JobSummary> {
  return database.withContext({ role, municipalityCodes: [], access: 'read' }, (db) => summariseJobs(db, now))
}

/** An installation without the police's side has no work on it. */
function noPolice(error: unknown): JobSummary {
  if (error instanceof ProblemError && error.code === 'police-side-not-connected') return noJobs
  throw error
}
