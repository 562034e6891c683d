import { getDatabase } from '#lib/database/instance.server.ts'
import { listMunicipalities } from '#lib/municipalities/queries.server.ts'
import { readForPage } from '#lib/platform/page-error.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async () => {
  const municipalities = await readForPage(async () =>
    (await getDatabase()).withContext(
      { role: 'kommun_request', municipalityCodes: [], access: 'read' },
      listMunicipalities,
    ),
  )
  const collator = new Intl.Collator('sv')
  return { municipalities: municipalities.toSorted((a, b) => collator.compare(a.name, b.name)) }
}
