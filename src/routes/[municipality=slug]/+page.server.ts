import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { getLocale } from '#lib/languages/compiled/runtime.js'
import { systemClock } from '#lib/platform/clock.ts'
import { readForPage } from '#lib/platform/page-error.ts'
import { askedOnStart } from '#lib/start/asked.ts'
import { readStartPage } from '#lib/start/page.server.ts'
import { startSources } from '../../start-sources.server.ts'
import type { PageServerLoad } from './$types'

/** What someone who works here meets first. */
export const load: PageServerLoad = async ({ params, locals }) => {
  const asked = askedOnStart(requireReader(locals), locals.access, params.municipality, systemClock.now(), getLocale())
  const start = await readForPage(async () => readStartPage(await getDatabase(), startSources, asked))
  return { start, party: asked.reader.party }
}
