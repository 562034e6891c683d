import { requireReader } from '#lib/accounts/require-reader.ts'
import { checkNow, readLogPage } from '#lib/audit/log-page.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const reader = requireReader(locals)
  return { log: await readForPage(async () => readLogPage(await getDatabase(), reader, url.searchParams)) }
}

export const actions: Actions = {
  check: async ({ locals }) => {
    try {
      await checkNow(await getDatabase(), requireReader(locals))
      return { checked: true }
    } catch (error) {
      return refuseForm(error)
    }
  },
}
