import type { Reader } from '#lib/accounts/access.ts'

/** Who asks in a measurement: someone who sees everything that is counted there. */
export function benchReader(municipalityCode: string): Reader {
  const person = { id: 'bench', name: 'bench', email: 'bench@localhost' }
  return { municipalityCode, party: 'police', person, crimes: 'exact', purpose: 'bench' }
}
