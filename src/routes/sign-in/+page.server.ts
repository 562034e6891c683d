import { redirect } from '@sveltejs/kit'

import { readSignInPage, signInByForm } from '#lib/accounts/forms.server.ts'
import { ownAddress } from '#lib/accounts/own-address.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ request, url }) => {
  const page = await readForPage(async () => readSignInPage(await getDatabase(), request))
  if (page.isSignedIn) redirect(303, ownAddress(url.searchParams.get('to')))
  return page
}

export const actions: Actions = {
  default: async ({ request, cookies, url, getClientAddress }) => {
    const step = await getDatabase()
      .then((database) => signInByForm(database, request, getClientAddress()))
      .catch(refuseForm)
    if (!('next' in step)) return step
    for (const { name, value, options } of step.cookies) cookies.set(name, value, options)
    redirect(303, step.next === 'code' ? `${url.pathname}${url.search}` : ownAddress(url.searchParams.get('to')))
  },
}
