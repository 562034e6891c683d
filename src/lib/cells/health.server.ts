import type { Database, Side } from '#lib/database/database.ts'
import { listMunicipalityCodes } from '#lib/municipalities/queries.server.ts'
import { asProblem, ProblemError } from '#lib/platform/problem.ts'
import { neverFolded, selectFoldState, type FoldState } from './fold-queries.server.ts'
import { foldingContext } from './tables.server.ts'

/**
 * How far counts are behind their fold, on both sides. Nothing shown is wrong meanwhile, only slower, so it never makes
 * the product unready by itself.
 */
export async function checkFold(database: Database): Promise<{ ok: boolean; [seen: string]: unknown }> {
  try {
    const { municipality: own, police } = await readFoldStates(database)
    const lastFold = Math.max(own.foldedAt?.getTime() ?? 0, police.foldedAt?.getTime() ?? 0)
    return {
      ok: true,
      unfolded: own.unfolded + police.unfolded,
      lastFold: lastFold === 0 ? null : new Date(lastFold).toISOString(),
    }
  } catch (error) {
    return { ok: false, problem: asProblem(error).code }
  }
}

/** The same in numbers, side by side. @throws what the database says when it cannot be asked */
export async function readFoldStates(database: Database): Promise<Record<Side, FoldState>> {
  const [municipality, police] = await Promise.all([
    readFoldState(database, 'municipality'),
    readFoldState(database, 'police').catch(noPolice),
  ])
  return { municipality, police }
}

async function readFoldState(database: Database, side: Side): Promise<FoldState> {
  const codes = await database.withContext(foldingContext(side, [], 'read'), (db) => listMunicipalityCodes(db))
  return database.withContext(foldingContext(side, codes, 'read'), (db) => selectFoldState(db, side))
}

/** An installation without the police's side has nothing to fold on it. */
function noPolice(error: unknown): FoldState {
  if (error instanceof ProblemError && error.code === 'police-side-not-connected') return neverFolded
  throw error
}
