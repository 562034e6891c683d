import { requireReader } from '#lib/accounts/require-reader.ts'
import { answerAreas } from '#lib/areas/answers.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** One value an area of a kind: reported crimes handed over, a survey's answer, or people. */
export const GET: RequestHandler = async ({ request, locals }) => {
  try {
    return await answerAreas(await getDatabase(), requireReader(locals), request)
  } catch (error) {
    return problemResponse(error)
  }
}
