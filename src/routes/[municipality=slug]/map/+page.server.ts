import { getConfig } from '#lib/database/instance.server.ts'
import { chooseBasemap } from '#lib/map/basemap.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { failPage, readForPage } from '#lib/platform/page-error.ts'
import { readOpening } from '#lib/workspace/opening.ts'
import { RequestFailure } from '#lib/workspace/requests.ts'
import type { PageServerLoad } from './$types'

export const load: PageServerLoad = async ({ parent, url, fetch }) => {
  const { municipality } = await parent()
  const basemap = chooseBasemap(getConfig(), `/api/v1/basemap?municipality=${municipality.code}`)
  const opening = await readForPage(() =>
    readOpening(fetch, municipality, url.searchParams, systemClock.now()).catch((failure: unknown) => {
      if (failure instanceof RequestFailure && failure.problem) failPage(failure.problem)
      throw failure
    }),
  )
  return { basemap, ...opening }
}
