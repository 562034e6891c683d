import { getDatabase } from '#lib/database/instance.server.ts'
import { answerWithExport } from '#lib/exports/answer.server.ts'
import { startExport } from '#lib/exports/commands.server.ts'
import { parseExport } from '#lib/exports/export.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** The points of one source as a file. */
export const GET: RequestHandler = async ({ params, url }) => {
  try {
    const request = parseExport(url.searchParams)
    return answerWithExport(await startExport(await getDatabase(), params.municipality, request))
  } catch (error) {
    return problemResponse(error)
  }
}
