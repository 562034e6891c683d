import type { Party } from '#lib/accounts/access.ts'
import { m } from '#lib/languages/compiled/messages.js'

/** A party as it is spoken of within a sentence. */
export function partyName(party: Party): string {
  return party === 'police' ? m.party_police() : m.party_municipality()
}
