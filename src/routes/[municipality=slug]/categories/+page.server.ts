import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { changeCategories } from '#lib/imports/category-change.server.ts'
import { readCategoryPage } from '#lib/imports/category-page.server.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import type { Actions, PageServerLoad, RequestEvent } from './$types'

export const load: PageServerLoad = async ({ url, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const reader = requireReader(locals)
  return { categories: await readForPage(async () => readCategoryPage(await getDatabase(), reader, url.searchParams)) }
}

export const actions: Actions = { save: (event) => change(event, 'save'), remove: (event) => change(event, 'remove') }

async function change({ locals, request }: RequestEvent, act: 'save' | 'remove') {
  try {
    return await changeCategories(await getDatabase(), requireReader(locals), act, await request.formData())
  } catch (error) {
    return refuseForm(error)
  }
}
