import { json } from '@sveltejs/kit'

import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import { readProgress } from '#lib/uploads/progress.server.ts'
import type { RequestHandler } from './$types'

/** How far the work on a file has come; this process's own memory answers before the database does. */
export const GET: RequestHandler = async ({ params }) => {
  try {
    const progress = await readProgress(await getDatabase(), params.municipality, params.upload)
    return json(progress, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return problemResponse(error)
  }
}
