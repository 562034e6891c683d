import { getDatabase } from '#lib/database/instance.server.ts'
import { requireImport } from '#lib/imports/import-history.server.ts'
import { readLoggedMapping } from '#lib/imports/logged-mapping.ts'
import { undoImport } from '#lib/imports/undo.server.ts'
import { requireMunicipality } from '#lib/municipalities/lookup.server.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const { municipality } = await parent()
  const found = await readForPage(async () => requireImport(await getDatabase(), municipality.code, params.import))
  const { mapping, ...entry } = found.entry
  return { entry, mapping: readLoggedMapping(mapping, entry.kind) }
}

export const actions: Actions = {
  undo: async ({ params }) => {
    const database = await getDatabase()
    try {
      const { code: municipalityCode } = await requireMunicipality(database, params.municipality)
      const { side, entry } = await requireImport(database, municipalityCode, params.import)
      return await undoImport(database, { side, municipalityCode, id: entry.id })
    } catch (error) {
      return refuseForm(error)
    }
  },
}
