import { answerCounts, askedBy } from '#lib/cells/answers.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** A municipality's counts by source, category and feeling, and by month. */
export const GET: RequestHandler = async ({ request }) => {
  try {
    return await answerCounts(await getDatabase(), askedBy(request))
  } catch (error) {
    return problemResponse(error)
  }
}
