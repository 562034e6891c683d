import { answerAreas } from '#lib/areas/answers.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** One value an area of a kind: reported crimes handed over, a survey's answer, or people. */
export const GET: RequestHandler = async ({ request }) => {
  try {
    return await answerAreas(await getDatabase(), request)
  } catch (error) {
    return problemResponse(error)
  }
}
