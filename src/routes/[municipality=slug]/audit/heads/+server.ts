import { requireReader } from '#lib/accounts/require-reader.ts'
import { takeHeads } from '#lib/audit/log-page.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** The chain heads that were kept day by day, to be saved elsewhere. */
export const GET: RequestHandler = async ({ locals }) => {
  try {
    const reader = requireReader(locals)
    const headers = {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="kedjehuvuden-${reader.municipalityCode}.json"`,
      'cache-control': 'no-store',
    }
    return new Response(await takeHeads(await getDatabase(), reader), { headers })
  } catch (error) {
    return problemResponse(error)
  }
}
