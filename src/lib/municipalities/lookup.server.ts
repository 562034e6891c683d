import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { Municipality } from './municipality.ts'
import { findMunicipality } from './queries.server.ts'

/**
 * The municipality an address names, by slug or by code: for what answers without a page's layout, such as forms and files.
 *
 * @throws ProblemError unknown-municipality
 */
export async function requireMunicipality(database: Database, slugOrCode: string): Promise<Municipality> {
  const context = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
  const municipality = await database.withContext(context, (db) => findMunicipality(db, slugOrCode))
  if (municipality === null) throw new ProblemError('unknown-municipality')
  return municipality
}
