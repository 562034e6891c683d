import { error } from '@sveltejs/kit'

import { getConfig } from '#lib/database/instance.server.ts'
import { chooseBasemap } from '#lib/map/basemap.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { asProblem } from '#lib/platform/problem.ts'
import { readOpening } from '#lib/workspace/opening.ts'
import { RequestFailure } from '#lib/workspace/requests.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent, url, fetch }) => {
  const { municipality } = await parent()
  const basemap = chooseBasemap(getConfig(), `/api/v1/basemap?municipality=${municipality.code}`)
  try {
    return { basemap, ...(await readOpening(fetch, municipality, url.searchParams, systemClock.now())) }
  } catch (failure) {
    const problem = (failure instanceof RequestFailure && failure.problem) || asProblem(failure).toProblem()
    error(problem.status, { message: problem.title.en, problem })
  }
}
