/** Whether the counts are what the points give, and making them so again. */
import type { Database, Side } from '#lib/database/database.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { countFold, lockCounts } from './fold-queries.server.ts'
import { foldingContext } from './tables.server.ts'
import { replaceCounts, selectDifferences, type Difference } from './verify-queries.server.ts'

export interface CountsOfMunicipality {
  municipalityCode: string
  side: Side
}

export interface Verification extends CountsOfMunicipality {
  /** How many counts differ; `differences` holds the first hundred. */
  total: number
  differences: Difference[]
}

const shownDifferences = 100
/** Reading all of a city's points takes its time. */
const statementTimeoutMilliseconds = 600_000

/** Rebuilds the counts from the points and compares, changing nothing; the system may be in use meanwhile. */
export async function verifyCounts(database: Database, subject: CountsOfMunicipality): Promise<Verification> {
  const { side, municipalityCode } = subject
  const context = { ...foldingContext(side, [municipalityCode], 'read'), statementTimeoutMilliseconds }
  const found = await database.withContext(context, (db) =>
    selectDifferences(db, side, municipalityCode, shownDifferences),
  )
  return { side, municipalityCode, ...found }
}

/** Makes a municipality's counts anew from its points, in one transaction, while the system is in use. */
export async function rebuildCounts(
  database: Database,
  { side, municipalityCode, clock }: CountsOfMunicipality & { clock: Clock },
): Promise<void> {
  const context = { ...foldingContext(side, [municipalityCode], 'write'), statementTimeoutMilliseconds }
  await database.withContext(context, async (db) => {
    await lockCounts(db, side, municipalityCode)
    await replaceCounts(db, side, municipalityCode)
    await countFold(db, side, municipalityCode, clock.now())
  })
}
