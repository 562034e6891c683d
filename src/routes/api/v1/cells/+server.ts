import { answerCells, askedBy } from '#lib/cells/answers.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** Counts by cell in a box of the map, and the municipality's totals. */
export const GET: RequestHandler = async ({ request }) => {
  try {
    return await answerCells(await getDatabase(), askedBy(request))
  } catch (error) {
    return problemResponse(error)
  }
}
