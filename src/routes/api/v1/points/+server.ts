import { json } from '@sveltejs/kit'

import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import { listPoints, parsePointsQuery } from '#lib/workspace/listed-points.server.ts'
import type { RequestHandler } from './$types'

/** The points of a cell or a box, newest first. */
export const GET: RequestHandler = async ({ url, request }) => {
  try {
    const query = parsePointsQuery(url.searchParams)
    const points = await listPoints(await getDatabase(), query, request.signal)
    return json(points, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return problemResponse(error)
  }
}
