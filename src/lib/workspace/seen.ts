import type { CrimeDetail, Party, Reader } from '#lib/accounts/access.ts'
import type { Permission } from '#lib/accounts/permissions.ts'

/** What the person at the map may see and do; the server decides it anew at every question. */
export interface Seen {
  party: Party
  crimes: CrimeDetail
  /** Single crimes are shown once the person has said who they are and what for. */
  mayStepUp: boolean
  mayHandOver: boolean
}

export function seenBy({ party, crimes }: Pick<Reader, 'party' | 'crimes'>, permissions: readonly Permission[]): Seen {
  return {
    party,
    crimes,
    mayStepUp: crimes === 'cells' && permissions.includes('crimes.exact'),
    mayHandOver: permissions.includes('remarks.hand-over'),
  }
}

/** What is left out of the workspace and why, in a line of its own; null when nothing is. */
export type CrimesNote = 'areas-municipality' | 'areas-police' | null

export function crimesNote({ party, crimes }: Pick<Seen, 'party' | 'crimes'>): CrimesNote {
  if (party === 'municipality') return 'areas-municipality'
  return crimes === 'areas' ? 'areas-police' : null
}
