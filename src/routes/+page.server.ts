import { getDatabase } from '#lib/database/instance.server.ts'
import { listOwnMunicipalities } from '#lib/municipalities/lookup.server.ts'
import { readForPage } from '#lib/platform/page-error.ts'
import type { PageServerLoad } from './$types'

/** Whoever is signed in is shown where she has something to do; nobody else is told which municipalities there are. */
export const load: PageServerLoad = async ({ locals }) => {
  const { signedIn } = locals
  if (signedIn === null) return { municipalities: [] }
  return { municipalities: await readForPage(async () => listOwnMunicipalities(await getDatabase(), signedIn)) }
}
