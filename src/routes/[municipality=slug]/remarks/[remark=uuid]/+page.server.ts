import { v4 as uuidv4 } from 'uuid'

import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import { handOver, readRemark } from '#lib/remarks/handover-commands.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const reader = requireReader(locals)
  const remark = await readForPage(async () => readRemark(await getDatabase(), reader, params.remark))
  return { remark, handoverId: uuidv4() }
}

export const actions: Actions = {
  handOver: async ({ params, locals, request }) => {
    try {
      const form = await request.formData()
      const statement = { remarkId: params.remark, id: form.get('id'), reason: form.get('reason') }
      await handOver(await getDatabase(), requireReader(locals), statement)
    } catch (error) {
      return refuseForm(error)
    }
  },
}
