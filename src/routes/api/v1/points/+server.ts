import { json } from '@sveltejs/kit'

import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import { listPoints, parsePointsQuery } from '#lib/workspace/listed-points.server.ts'
import type { RequestHandler } from './$types'

/** The points of a cell or a box, newest first. */
export const GET: RequestHandler = async ({ url }) => {
  try {
    const query = parsePointsQuery(url.searchParams)
    return json(await listPoints(await getDatabase(), query), { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return problemResponse(error)
  }
}
