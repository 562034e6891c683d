import type { Database } from '#lib/database/database.ts'
import { listMunicipalities } from '#lib/municipalities/queries.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { Homes } from './home.ts'

/** @throws ProblemError unknown-municipality when the stated one, or any at all, is missing */
export async function readHomes(database: Database, statedCode: string | null): Promise<Homes> {
  const context = { role: 'import_worker', municipalityCodes: [], access: 'read' } as const
  const homes = new Homes(await database.withContext(context, (db) => listMunicipalities(db)))
  if (homes.all.length > 0 && (statedCode === null || homes.find(statedCode) !== null)) return homes
  throw new ProblemError('unknown-municipality', [
    {
      ...(statedCode === null ? {} : { value: statedCode }),
      reason: {
        sv: 'kommunens gräns behöver läsas in först',
        en: "the municipality's boundary has to be imported first",
        command: { sv: 'npm run import -- boundaries FIL', en: 'npm run import -- boundaries FILE' },
      },
    },
  ])
}
