import { getDatabase } from '#lib/database/instance.server.ts'
import { readHistory } from '#lib/imports/import-history.server.ts'
import { readForPage } from '#lib/platform/page-error.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const { municipality } = await parent()
  const history = await readForPage(async () => readHistory(await getDatabase(), municipality.code, url.searchParams))
  return { history }
}
