import type { Asker } from '#lib/accounts/reading-context.ts'
import type { Database } from '#lib/database/database.ts'

import type { UploadOffer } from './offer.ts'
import { kindsOfParty } from './upload.ts'

/** What the reader's party may send in here. */
export function readUploadOffer({ engine }: Pick<Database, 'engine'>, { party }: Pick<Asker, 'party'>): UploadOffer {
  return { kinds: kindsOfParty[party], crimesForTrial: engine === 'embedded' }
}
