import { getDatabase } from '#lib/database/instance.server.ts'
import { changeCategories } from '#lib/imports/category-change.server.ts'
import { readCategoryPage } from '#lib/imports/category-page.server.ts'
import { requireMunicipality } from '#lib/municipalities/lookup.server.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ parent, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const { code } = (await parent()).municipality
  return { categories: await readForPage(async () => readCategoryPage(await getDatabase(), code, url.searchParams)) }
}

export const actions: Actions = { save: (event) => change(event, 'save'), remove: (event) => change(event, 'remove') }

async function change({ params, request }: RequestEvent, act: 'save' | 'remove') {
  const database = await getDatabase()
  try {
    const { code } = await requireMunicipality(database, params.municipality)
    return await changeCategories(database, code, act, await request.formData())
  } catch (error) {
    return refuseForm(error)
  }
}
