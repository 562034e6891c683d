import { redirect } from '@sveltejs/kit'

import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { localizeHref } from '#lib/languages/compiled/runtime.js'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import { listOpenUploads } from '#lib/uploads/finding.server.ts'
import { addressOf, receiveForm } from '#lib/uploads/form.server.ts'
import { readUploadOffer } from '#lib/uploads/offer.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const reader = requireReader(locals)
  const database = await readForPage(getDatabase)
  const uploads = await readForPage(() => listOpenUploads(database, reader))
  return { uploads, offer: readUploadOffer(database, reader) }
}

/** The form is read as it comes; each file in it becomes an upload. */
export const actions: Actions = {
  default: async ({ params, locals, request }) => {
    const received = await receiveForm(getDatabase, requireReader(locals), request).catch(refuseForm)
    if ('data' in received) return received
    redirect(303, localizeHref(addressOf(params.municipality, received.uploads)))
  },
}
