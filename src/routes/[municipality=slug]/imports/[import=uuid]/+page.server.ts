import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { requireImport } from '#lib/imports/import-history.server.ts'
import { readLoggedMapping } from '#lib/imports/logged-mapping.ts'
import { undoImport } from '#lib/imports/undo.server.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import type { Actions, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const reader = requireReader(locals)
  const found = await readForPage(async () => requireImport(await getDatabase(), reader, params.import))
  const { mapping, ...entry } = found
  return { entry, mapping: readLoggedMapping(mapping, entry.kind) }
}

export const actions: Actions = {
  undo: async ({ params, locals }) => {
    const database = await getDatabase()
    try {
      const { party: side, municipalityCode } = requireReader(locals)
      return await undoImport(database, { side, municipalityCode, id: params.import })
    } catch (error) {
      return refuseForm(error)
    }
  },
}
