import type { Asker } from '#lib/accounts/reading-context.ts'
import { readingContext, requireOwn } from '#lib/accounts/reading-context.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { findMunicipality } from '#lib/municipalities/queries.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'

/**
 * What is known by area is both parties'; each asks for it in its own context.
 *
 * @throws ProblemError unknown-municipality, also for one that the reader has not been let in to
 */
export async function readAsked<Answer>(
  database: Database,
  reader: Asker,
  municipalityCode: string,
  read: (db: Transaction) => Promise<Answer>,
): Promise<Answer> {
  requireOwn(reader, municipalityCode)
  return database.withContext(readingContext(reader), async (db) => {
    const municipality = await findMunicipality(db, municipalityCode)
    if (municipality === null) throw new ProblemError('unknown-municipality')
    return read(db)
  })
}
