import { redirect } from '@sveltejs/kit'

import { getConfig, getDatabase } from '#lib/database/instance.server.ts'
import { localizeHref } from '#lib/languages/compiled/runtime.js'
import { chooseBasemap } from '#lib/map/basemap.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import { openUpload } from '#lib/uploads/commands.server.ts'
import { actOnUpload, type UploadAct } from '#lib/uploads/form.server.ts'
import type { Action, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const { municipality } = await parent()
  const basemap = chooseBasemap(getConfig(), `/api/v1/basemap?municipality=${municipality.code}`)
  const upload = await readForPage(async () => openUpload(await getDatabase(), municipality.code, params.upload))
  return { upload, basemap }
}

const act = (name: UploadAct) =>
  (async ({ params, request }) => {
    const refused = await actOnUpload(getDatabase, params, name, request).catch(refuseForm)
    if (refused) return refused
    redirect(303, localizeHref(`/${params.municipality}/uploads/${params.upload}`))
  }) satisfies Action

const [correct, attempt, saved] = [act('correct'), act('try'), act('saved')]
export const actions = { correct, try: attempt, saved, import: act('import'), discard: act('discard') }
