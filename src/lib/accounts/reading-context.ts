import type { Context } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { Reader } from './access.ts'

/** Whom a question is put to the database for: each party is answered by its own role, whoever of it asks. */
export type Asker = Pick<Reader, 'municipalityCode' | 'party'>

/** How a reader's question is put: the role is the party's own, and enters the reader's municipality alone. */
export function readingContext({ party, municipalityCode }: Asker): Context {
  const role = party === 'police' ? 'police_request' : 'kommun_request'
  return { role, municipalityCodes: [municipalityCode], access: 'read' }
}

/** What a reader's own act is written with: the act and its entry in a log, never points or counts. */
export function actingContext(asker: Asker): Context {
  return { ...readingContext(asker), access: 'write' }
}

/**
 * An address names a municipality, and the reader has been let in to one: they are the same, or nothing is there.
 *
 * @throws ProblemError unknown-municipality
 */
export function requireOwn(reader: Asker, municipalityCode: string): void {
  if (municipalityCode !== reader.municipalityCode) throw new ProblemError('unknown-municipality')
}

/** Whether crimes are counted for someone by cell too: on the police's side, and never for the municipality. */
export function seesCrimes({ party, crimes }: Pick<Reader, 'party' | 'crimes'>): boolean {
  return party === 'police' && crimes !== 'areas'
}

/** Whether someone may read single crimes now. */
export function seesExactCrimes({ party, crimes, purpose }: Pick<Reader, 'party' | 'crimes' | 'purpose'>): boolean {
  return party === 'police' && crimes === 'exact' && purpose !== null
}
