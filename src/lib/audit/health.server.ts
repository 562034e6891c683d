import type { Database, Side } from '#lib/database/database.ts'
import { asProblem, ProblemError } from '#lib/platform/problem.ts'
import type { AuditAudience } from './audit.ts'
import { listTenants, summariseSeals } from './seal-queries.server.ts'
import { sealingContext } from './tables.server.ts'

/**
 * How far the log is behind its seals, on both sides, and whether it was whole when it was last gone through. What has been
 * tampered with is told here, and the product serves all the same.
 */
export async function checkAudit(database: Database): Promise<{ ok: boolean; [seen: string]: unknown }> {
  try {
    const [own, police] = await Promise.all([
      summarise(database, 'municipality', ['shared', 'municipality']),
      summarise(database, 'police', ['police']).catch(noPolice),
    ])
    const lastSeal = Math.max(own.sealedAt?.getTime() ?? 0, police.sealedAt?.getTime() ?? 0)
    const faults = own.faults + police.faults
    return {
      ok: true,
      unsealed: own.unsealed + police.unsealed,
      lastSeal: lastSeal === 0 ? null : new Date(lastSeal).toISOString(),
      whole: faults === 0,
    }
  } catch (error) {
    return { ok: false, problem: asProblem(error).code }
  }
}

async function summarise(database: Database, side: Side, audiences: readonly AuditAudience[]) {
  const codes = await database.withContext(sealingContext(side, [], 'read'), listTenants)
  return database.withContext(sealingContext(side, codes, 'read'), (db) => summariseSeals(db, audiences))
}

/** An installation without the police's side has no chains on it. */
function noPolice(error: unknown) {
  if (error instanceof ProblemError && error.code === 'police-side-not-connected') {
    return { unsealed: 0, sealedAt: null, faults: 0 }
  }
  throw error
}
