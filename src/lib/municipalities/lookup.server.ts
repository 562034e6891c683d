import type { SignedIn } from '#lib/accounts/access.ts'
import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import type { Municipality } from './municipality.ts'
import { findMunicipality, listMunicipalities } from './queries.server.ts'

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

/** Where a person has something to do, in the alphabet's order. */
export async function listOwnMunicipalities(
  database: Database,
  { memberships }: Pick<SignedIn, 'memberships'>,
): Promise<Municipality[]> {
  const context = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
  const all = await database.withContext(context, listMunicipalities)
  const own = new Set(memberships.map(({ municipalityCode }) => municipalityCode))
  const collator = new Intl.Collator('sv')
  return all.filter(({ code }) => own.has(code)).sort((a, b) => collator.compare(a.name, b.name))
}
