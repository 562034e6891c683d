import type { Source } from '#lib/cells/category.ts'
import { isPoliceAbsent } from '#lib/cells/counts.server.ts'
import { readingContext } from '#lib/cells/tables.server.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { findMunicipality } from '#lib/municipalities/queries.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { CountRow } from './queries.server.ts'

/** Everyone of a side may read its municipality's areas; the municipality's context answers for them. */
export async function readMunicipality<Answer>(
  database: Database,
  municipalityCode: string,
  read: (db: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return database.withContext(readingContext('municipality', municipalityCode), async (db) => {
    const municipality = await findMunicipality(db, municipalityCode)
    if (municipality === null) throw new ProblemError('unknown-municipality')
    return read(db)
  })
}

/** What one side may see of the hand-overs is not what the other may: each is asked in its own context. */
export async function readPolice<Answer>(
  database: Database,
  municipalityCode: string,
  read: (db: Transaction) => Promise<Answer[]>,
): Promise<{ rows: Answer[]; absent: Source[] }> {
  try {
    return { rows: await database.withContext(readingContext('police', municipalityCode), read), absent: [] }
  } catch (error) {
    if (!isPoliceAbsent(error)) throw error
    return { rows: [], absent: ['crime'] }
  }
}

/** A count both sides may see is one count; of two hand-overs of the same, the later. */
export function mergeCounts(own: readonly CountRow[], police: readonly CountRow[]): CountRow[] {
  const merged = new Map<string, CountRow>()
  for (const row of [...own, ...police]) {
    const key = [row.areaCode, row.offenceGroup, row.from, row.to].join('\n')
    const known = merged.get(key)
    if (known === undefined || (row.handedOverOn ?? '') > (known.handedOverOn ?? '')) merged.set(key, row)
  }
  return [...merged.values()]
}
