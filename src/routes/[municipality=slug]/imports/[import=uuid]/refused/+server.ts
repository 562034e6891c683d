import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { answerRefusals } from '#lib/imports/refused-rows.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** The refused rows of an import as a file for spreadsheets. */
export const GET: RequestHandler = async ({ params, locals }) => {
  try {
    return await answerRefusals(await getDatabase(), requireReader(locals), params.import)
  } catch (error) {
    return problemResponse(error)
  }
}
