import type { Database } from '#lib/database/database.ts'
import { asProblem } from '#lib/platform/problem.ts'
import { summariseJobs } from './queries.server.ts'

/** Work that has waited this long has nobody doing it. */
const stalledAfterSeconds = 300

/** How background work stands. A failed job is shown, but the product serves all the same. */
export async function checkJobs(database: Database, now: Date): Promise<{ ok: boolean; [seen: string]: unknown }> {
  const context = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
  try {
    const summary = await database.withContext(context, (db) => summariseJobs(db, now))
    return { ok: summary.oldestDueSeconds < stalledAfterSeconds, ...summary }
  } catch (error) {
    return { ok: false, problem: asProblem(error).code }
  }
}
