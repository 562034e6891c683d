import { redirect } from '@sveltejs/kit'

import { requireReader } from '#lib/accounts/require-reader.ts'
import { getConfig, getDatabase } from '#lib/database/instance.server.ts'
import { localizeHref } from '#lib/languages/compiled/runtime.js'
import { chooseBasemap } from '#lib/map/basemap.ts'
import { readForPage, refuseForm } from '#lib/platform/page-error.ts'
import { openUpload } from '#lib/uploads/commands.server.ts'
import { actOnUpload, type UploadAct } from '#lib/uploads/form.server.ts'
import type { Action, PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent, params, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' })
  const [{ municipality }, reader] = [await parent(), requireReader(locals)]
  const basemap = chooseBasemap(getConfig(), `/api/v1/basemap?municipality=${municipality.code}`)
  const upload = await readForPage(async () => openUpload(await getDatabase(), reader, params.upload))
  return { upload, basemap }
}

const act = (name: UploadAct) =>
  (async ({ params, locals, request }) => {
    const refused = await actOnUpload(getDatabase, requireReader(locals), params.upload, name, request).catch(
      refuseForm,
    )
    if (refused) return refused
    redirect(303, localizeHref(`/${params.municipality}/uploads/${params.upload}`))
  }) satisfies Action

const [correct, attempt, saved] = [act('correct'), act('try'), act('saved')]
export const actions = { correct, try: attempt, saved, import: act('import'), discard: act('discard') }
