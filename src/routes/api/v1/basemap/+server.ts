import { getDatabase } from '#lib/database/instance.server.ts'
import { answerWith } from '#lib/map/text-answer.server.ts'
import { keptBasemap } from '#lib/municipalities/basemap.server.ts'
import { readBasemapQuestion } from '#lib/municipalities/basemap-question.ts'
import { problemResponse } from '#lib/platform/problem-response.server.ts'
import type { RequestHandler } from './$types'

/** A municipality's own map, whole or one `part` of it as a GeoJSON collection. */
export const GET: RequestHandler = async ({ url, request }) => {
  try {
    const { municipality, part } = readBasemapQuestion(url.searchParams)
    const kept = await keptBasemap(await getDatabase(), municipality)
    return await answerWith(kept[part], request, 'no-cache')
  } catch (error) {
    return problemResponse(error)
  }
}
