import { redirect } from '@sveltejs/kit'

import { getDatabase } from '#lib/database/instance.server.ts'
import { localizeHref } from '#lib/languages/compiled/runtime.js'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import { listOpenUploads } from '#lib/uploads/finding.server.ts'
import { addressOf, receiveForm } from '#lib/uploads/form.server.ts'
import { readUploadOffer } from '#lib/uploads/offer.server.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const { municipality } = await parent()
  const database = await readForPage(getDatabase)
  const uploads = await readForPage(() => listOpenUploads(database, municipality.code))
  return { uploads, offer: await readForPage(() => readUploadOffer(database)) }
}

/** The form is read as it comes; each file in it becomes an upload. */
export const actions: Actions = {
  default: async ({ params, request }) => {
    const received = await receiveForm(getDatabase, params.municipality, request).catch(refuseForm)
    if ('data' in received) return received
    redirect(303, localizeHref(addressOf(params.municipality, received.uploads)))
  },
}
