import { answerArea } from '#lib/areas/answers.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** Everything about one area. */
export const GET: RequestHandler = async ({ request, params }) => {
  try {
    return await answerArea(await getDatabase(), params.code, request)
  } catch (error) {
    return problemResponse(error)
  }
}
