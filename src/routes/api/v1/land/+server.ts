import { landGeoJson } from '#lib/map/land.server.ts'
import { answerWith, keptText, type KeptText } from '#lib/map/text-answer.server.ts'
import type { RequestHandler } from './$types'

let kept: KeptText | undefined

/** Land round the Nordic countries, for the built-in basemap: the same for everyone, changed only by an upgrade. */
export const GET: RequestHandler = ({ request }) => {
  kept ??= keptText(landGeoJson())
  return answerWith(kept, request, 'public, max-age=86400')
}
