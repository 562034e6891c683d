import { answerCell, askedBy } from '#lib/cells/answers.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** What one cell's count is made of. */
export const GET: RequestHandler = async ({ request, params }) => {
  try {
    return await answerCell(await getDatabase(), params.cell, askedBy(request))
  } catch (error) {
    return problemResponse(error)
  }
}
