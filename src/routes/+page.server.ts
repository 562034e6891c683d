import { getDatabase } from '#lib/database/instance.server.ts'
import { listMunicipalities } from '#lib/municipalities/queries.server.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async () => {
  const database = await getDatabase()
  const municipalities = await database.withContext(
    { role: 'kommun_request', municipalityCodes: [], access: 'read' },
    listMunicipalities,
  )
  const collator = new Intl.Collator('sv')
  return { municipalities: municipalities.toSorted((a, b) => collator.compare(a.name, b.name)) }
}
