import { redirect } from '@sveltejs/kit'

import { localizeHref } from '#lib/languages/compiled/runtime.js'
import type { PageServerLoad } from './$types'

/** Until a municipality has more pages than its map, the map is its first page. */
export const load: PageServerLoad = async ({ parent, url }) => {
  const { municipality } = await parent()
  redirect(307, localizeHref(`/${municipality.slug}/map`) + url.search)
}
