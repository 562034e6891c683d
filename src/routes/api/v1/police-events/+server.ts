import { answerEvents } from '#lib/areas/events.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** What the police have published about the municipality, newest first by type. */
export const GET: RequestHandler = async ({ request }) => {
  try {
    return await answerEvents(await getDatabase(), request)
  } catch (error) {
    return problemResponse(error)
  }
}
