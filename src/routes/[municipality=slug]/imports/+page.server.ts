import { getDatabase } from '#lib/database/instance.server.ts'
import { readHistory } from '#lib/imports/import-history.server.ts'
import { readForPage } from '#lib/platform/page-error.ts'
import { listOpenUploads } from '#lib/uploads/finding.server.ts'
import { readUploadOffer } from '#lib/uploads/offer.server.ts'
import type { PageServerLoad } from './$types'

/** The log, and above it the way in: what may be sent here, and the files that wait for somebody. */
export const load: PageServerLoad = async ({ parent, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const { code } = (await parent()).municipality
  return await readForPage(async () => {
    const database = await getDatabase()
    const offer = await readUploadOffer(database)
    const uploads = await listOpenUploads(database, code)
    return { offer, uploads, history: await readHistory(database, code, url.searchParams) }
  })
}
