import { requireReader } from '#lib/accounts/require-reader.ts'
import { startLogFile } from '#lib/audit/log-file.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { getLocale } from '#lib/languages/compiled/runtime.js'
import { fileResponse } from '#lib/platform/file-response.server.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** What was looked for in the log, as CSV. */
export const GET: RequestHandler = async ({ locals, url }) => {
  try {
    const bytes = await startLogFile(await getDatabase(), requireReader(locals), url.searchParams, getLocale())
    return fileResponse({ fileName: 'granskningslogg.csv', contentType: 'text/csv; charset=utf-8', bytes })
  } catch (error) {
    return problemResponse(error)
  }
}
