import { answerChoices } from '#lib/areas/answers.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** Which kinds of area, periods, questions and years there are to choose among. */
export const GET: RequestHandler = async ({ request }) => {
  try {
    return await answerChoices(await getDatabase(), request)
  } catch (error) {
    return problemResponse(error)
  }
}
