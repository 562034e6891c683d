import { redirect } from '@sveltejs/kit'

import { stepUpMinutes } from '#lib/accounts/access.ts'
import { stepUpByForm } from '#lib/accounts/forms.server.ts'
import { readOwnAccount } from '#lib/accounts/own-account.server.ts'
import { ownAddress } from '#lib/accounts/own-address.ts'
import { needsPurpose } from '#lib/accounts/purpose.ts'
import { requireSignedIn } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ locals }) => {
  const signedIn = requireSignedIn(locals)
  const { hasTwoSteps } = await readForPage(async () => readOwnAccount(await getDatabase(), signedIn))
  return { hasTwoSteps, needsPurpose: needsPurpose(signedIn), minutes: stepUpMinutes }
}

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const refused = await getDatabase()
      .then((database) => stepUpByForm(database, request, requireSignedIn(locals)))
      .catch(refuseForm)
    if (refused) return refused
    redirect(303, ownAddress(url.searchParams.get('to')))
  },
}
