import { getConfig } from '#lib/database/instance.server.ts'
import { answerWithFile } from '#lib/map/file-answer.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { RequestHandler } from './$types'

/** The operator's own basemap archive (BASEMAP_PMTILES), read piece by piece by the browser. */
export const GET: RequestHandler = async ({ request }) => {
  const path = getConfig().basemapPmtiles
  if (path === undefined) return problemResponse(new ProblemError('not-found'))
  try {
    return await answerWithFile(path, request)
  } catch (error) {
    return problemResponse(new ProblemError('not-found', [], error))
  }
}
