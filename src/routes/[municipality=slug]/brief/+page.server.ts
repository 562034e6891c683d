import { requireReader } from '#lib/accounts/require-reader.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { getLocale } from '#lib/languages/compiled/runtime.js'
import { systemClock } from '#lib/platform/clock.ts'
import { readForPage } from '#lib/platform/page-error.ts'
import { askedOnStart } from '#lib/start/asked.ts'
import { readBrief } from '#lib/start/brief.server.ts'
import { startSources } from '../../../start-sources.server.ts'
import type { PageServerLoad } from './$types'

/** One page to print for the weekly meeting. */
export const load: PageServerLoad = async ({ params, locals }) => {
  const asked = askedOnStart(requireReader(locals), locals.access, params.municipality, systemClock.now(), getLocale())
  const brief = await readForPage(async () => readBrief(await getDatabase(), startSources, asked))
  const { party, person } = asked.reader
  return { brief, party, person: person.name, now: asked.now }
}
