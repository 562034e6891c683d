import type { CrimeDetail, Party, Reader } from '#lib/accounts/access.ts'

/** People who read a municipality's data, for tests of what each is answered. */

export function readerFor(party: Party, municipalityCode: string, crimes: CrimeDetail = 'areas'): Reader {
  const person = { id: `person-${party}`, name: `Prov ${party}`, email: `${party}@prov.example` }
  return { municipalityCode, party, person, crimes, purpose: crimes === 'exact' ? 'prov' : null }
}

/** A planner of the municipality. */
export const planner = (municipalityCode: string): Reader => readerFor('municipality', municipalityCode)

/** A planner of the police, who has said what single crimes are needed for unless the test says otherwise. */
export const officer = (municipalityCode: string, crimes: CrimeDetail = 'exact'): Reader =>
  readerFor('police', municipalityCode, crimes)
