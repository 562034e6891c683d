import { getDatabase } from '#lib/database/instance.server.ts'
import { requireMunicipality } from '#lib/municipalities/lookup.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import { answerRefusals } from '#lib/uploads/refusal-file.server.ts'
import type { RequestHandler } from './$types'

/** Every row that a dry run refused, as a file for spreadsheets. */
export const GET: RequestHandler = async ({ params }) => {
  try {
    const database = await getDatabase()
    const { code } = await requireMunicipality(database, params.municipality)
    return await answerRefusals(database, code, params.upload)
  } catch (error) {
    return problemResponse(error)
  }
}
