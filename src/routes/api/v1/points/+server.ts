import { json } from '@sveltejs/kit'

import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import { listPoints, parsePointsQuery } from '#lib/workspace/listed-points.server.ts'
import type { RequestHandler } from './$types'

/** The points of a cell or a box, newest first. */
export const GET: RequestHandler = async ({ url, request, locals }) => {
  try {
    const query = parsePointsQuery(url.searchParams)
    const listed = await listPoints(await getDatabase(), requireReader(locals), query, request.signal)
    return json(listed, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return problemResponse(error)
  }
}
