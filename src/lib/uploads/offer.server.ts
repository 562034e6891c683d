import type { Database } from '#lib/database/database.ts'
import { lookForPolice } from '#lib/database/health.server.ts'

import type { UploadOffer } from './offer.ts'

export async function readUploadOffer(database: Database): Promise<UploadOffer> {
  const { connected } = await lookForPolice(database)
  if (!connected) return { crimes: 'absent' }
  return { crimes: database.engine === 'embedded' ? 'trial' : 'taken' }
}
