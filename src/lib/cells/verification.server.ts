/** Whether the counts are what the points give, and making them so again. */
import type { Database, Side } from '#lib/database/database.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { countFold, lockCounts } from './fold-queries.server.ts'
import { partOfCell, partsOf, type Part } from './part.ts'
import { takeMemory } from './roll-up-tables.server.ts'
import { foldingContext } from './tables.server.ts'
import {
  deleteCounts,
  fillCounts,
  refillWhole,
  selectCellSizes,
  selectDifferences,
  type Difference,
} from './verify-queries.server.ts'

export interface CountsOfMunicipality {
  municipalityCode: string
  side: Side
  /** Only the counts of this cell and of those inside it; of a cell finer than resolution 5, of its parent there. */
  cell?: bigint
}

export interface Verification extends CountsOfMunicipality {
  /** How many counts differ; `differences` holds the first hundred. */
  total: number
  differences: Difference[]
}

const shownDifferences = 100
/** Points verified or rebuilt at a time: a second or two, during which folds of the municipality wait. */
const partSize = 200_000
/** Reading all of a city's points takes its time. */
const statementTimeoutMilliseconds = 600_000

/**
 * Counts the points anew and compares, changing nothing; the system may be in use meanwhile. Each part is compared at
 * one moment.
 */
export async function verifyCounts(database: Database, subject: CountsOfMunicipality): Promise<Verification> {
  const { side, municipalityCode } = subject
  const context = { ...foldingContext(side, [municipalityCode], 'read'), statementTimeoutMilliseconds }
  const verification: Verification = { ...subject, total: 0, differences: [] }
  const parts = await partsToDo(database, subject)
  for (const part of subject.cell === undefined ? [...parts, 'whole' as const] : parts) {
    const { total, differences } = await database.withContext(context, async (db) => {
      await takeMemory(db)
      return selectDifferences(db, { side, municipalityCode, part }, shownDifferences)
    })
    verification.total += total
    verification.differences.push(...differences.slice(0, shownDifferences - verification.differences.length))
  }
  return verification
}

/**
 * Makes a municipality's counts anew from its points, part by part, each in one transaction: the counts shown are right
 * before, between and after, and the system is in use meanwhile.
 */
export async function rebuildCounts(
  database: Database,
  subject: CountsOfMunicipality & { clock: Clock },
): Promise<void> {
  const { side, municipalityCode, clock } = subject
  const context = { ...foldingContext(side, [municipalityCode], 'write'), statementTimeoutMilliseconds }
  for (const part of await partsToDo(database, subject)) {
    await database.withContext(context, async (db) => {
      await lockCounts(db, side, municipalityCode)
      await takeMemory(db)
      await deleteCounts(db, { side, municipalityCode, part })
      await fillCounts(db, { side, municipalityCode, part })
      await refillWhole(db, side, municipalityCode)
      await countFold(db, side, municipalityCode, clock.now())
    })
  }
}

async function partsToDo(database: Database, { side, municipalityCode, cell }: CountsOfMunicipality): Promise<Part[]> {
  if (cell !== undefined) return [partOfCell(cell)]
  const context = { ...foldingContext(side, [municipalityCode], 'read'), statementTimeoutMilliseconds }
  const sizes = await database.withContext(context, (db) => selectCellSizes(db, side, municipalityCode))
  return partsOf(sizes, partSize)
}
