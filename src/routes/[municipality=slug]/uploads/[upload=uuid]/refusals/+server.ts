import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import { answerRefusals } from '#lib/uploads/refusal-file.server.ts'
import type { RequestHandler } from './$types'

/** Every row that a dry run refused, as a file for spreadsheets. */
export const GET: RequestHandler = async ({ params, locals }) => {
  try {
    return await answerRefusals(await getDatabase(), requireReader(locals), params.upload)
  } catch (error) {
    return problemResponse(error)
  }
}
