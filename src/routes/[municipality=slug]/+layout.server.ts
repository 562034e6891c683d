import { redirect } from '@sveltejs/kit'

import { permissionsOf } from '#lib/accounts/permissions.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { deLocalizeHref, localizeHref } from '#lib/languages/compiled/runtime.js'
import { listOwnMunicipalities } from '#lib/municipalities/lookup.server.ts'
import { failPage, readForPage } from '#lib/platform/page-error.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { LayoutServerLoad } from './$types'

/** Everything of a municipality stands under its slug; its code leads there. Whom the policy refuses sees none of it. */
export const load: LayoutServerLoad = async ({ params, url, locals }) => {
  const { signedIn, access, municipality, refused } = locals
  if (refused !== null) failPage(refused)
  if (signedIn === null || access === null || municipality === null) {
    failPage(new ProblemError('unknown-municipality').toProblem())
  }
  if (municipality.slug !== params.municipality) {
    const rest = deLocalizeHref(url.pathname).split('/').slice(2)
    // Not for ever: a municipality may get another slug.
    redirect(307, localizeHref(['', municipality.slug, ...rest].join('/')) + url.search)
  }
  const municipalities = await readForPage(async () => listOwnMunicipalities(await getDatabase(), signedIn))
  const { party, roles } = access
  return { municipality, municipalities, access: { party, roles, permissions: permissionsOf(access) } }
}
