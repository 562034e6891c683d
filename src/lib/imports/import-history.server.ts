import type { Database, Side } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { listImports, readImport } from './import-log.server.ts'
import { mergeHistories, pageOfHistory, type HistoryEntry, type HistoryPage } from './import-history.ts'
import type { ImportDetail } from './logged-import.ts'

const sides = ['municipality', 'police'] as const satisfies readonly Side[]

/** The log of both sides as one, a page of it; without the police's where that side is not connected. */
export async function readHistory(
  database: Database,
  municipalityCode: string,
  parameters: URLSearchParams,
): Promise<HistoryPage> {
  const histories: HistoryEntry[][] = []
  for (const side of sides) {
    const listed = await unlessAbsent(() => listImports(database, side, municipalityCode))
    histories.push((listed ?? []).map(({ mapping: _, ...entry }) => entry))
  }
  return pageOfHistory(mergeHistories(...histories), parameters)
}

export interface FoundImport {
  side: Side
  entry: ImportDetail
}

/**
 * One import of the municipality, whichever side took it in.
 *
 * @throws ProblemError not-found, also for one of another municipality
 */
export async function requireImport(database: Database, municipalityCode: string, id: string): Promise<FoundImport> {
  for (const side of sides) {
    const entry = await unlessAbsent(() => readImport(database, side, municipalityCode, id))
    if (entry) return { side, entry }
  }
  throw new ProblemError('not-found')
}

async function unlessAbsent<Result>(ask: () => Promise<Result>): Promise<Result | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'police-side-not-connected') return null
    throw error
  }
}
