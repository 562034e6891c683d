import { redirect } from '@sveltejs/kit'

import { getDatabase } from '#lib/database/instance.server.ts'
import { deLocalizeHref, localizeHref } from '#lib/languages/compiled/runtime.js'
import { findMunicipality, listMunicipalities } from '#lib/municipalities/queries.server.ts'
import { failPage, readForPage } from '#lib/platform/page-error.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { LayoutServerLoad } from './$types'

/** Everything of a municipality stands under its slug; its code leads there. */
export const load: LayoutServerLoad = async ({ params, url }) => {
  const [municipality, municipalities] = await readForPage(async () =>
    (await getDatabase()).withContext(
      { role: 'kommun_request', municipalityCodes: [], access: 'read' },
      async (db) => [await findMunicipality(db, params.municipality), await listMunicipalities(db)] as const,
    ),
  )
  if (!municipality) failPage(new ProblemError('unknown-municipality').toProblem())
  if (municipality.slug !== params.municipality) {
    const rest = deLocalizeHref(url.pathname).split('/').slice(2)
    // Not for ever: a municipality may get another slug.
    redirect(307, localizeHref(['', municipality.slug, ...rest].join('/')) + url.search)
  }
  const collator = new Intl.Collator('sv')
  const others = municipalities
    .map(({ name, slug, invented }) => ({ name, slug, invented }))
    .sort((a, b) => collator.compare(a.name, b.name))
  return { municipality, municipalities: others }
}
