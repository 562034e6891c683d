import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { readHistory } from '#lib/imports/import-history.server.ts'
import { readForPage } from '#lib/platform/page-error.ts'
import { listOpenUploads } from '#lib/uploads/finding.server.ts'
import { readUploadOffer } from '#lib/uploads/offer.server.ts'
import type { PageServerLoad } from './$types'

/** The log, and above it the way in: what may be sent here, and the files that wait for somebody. */
export const load: PageServerLoad = async ({ url, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const reader = requireReader(locals)
  return await readForPage(async () => {
    const database = await getDatabase()
    const offer = readUploadOffer(database, reader)
    const uploads = await listOpenUploads(database, reader)
    return { offer, uploads, history: await readHistory(database, reader, url.searchParams) }
  })
}
