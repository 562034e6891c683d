import { error } from '@sveltejs/kit'

import { filterToSearchParams } from '#lib/cells/filter.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { asProblem } from '#lib/platform/problem.ts'
import { readAddress } from '#lib/workspace/address.ts'
import { boundsOf, type NamedParts } from '#lib/workspace/gazetteer.ts'
import { monthOf, monthsBetween } from '#lib/workspace/period.ts'
import { addresses, ask, RequestFailure, type CountsAnswer } from '#lib/workspace/requests.ts'
import type { PageServerLoad } from './$types'

/** The figures of the page, so that it says what it says also before, or without, its scripts. */
export const load: PageServerLoad = async ({ parent, url, fetch }) => {
  const { municipality } = await parent()
  try {
    const { filter } = readAddress(url.searchParams, municipality.code)
    const { fromMonth, toMonth } = filter
    const everything = { ...filter, sources: null, categories: null, feelings: null }
    const counts = await ask<CountsAnswer>(fetch, addresses.counts(filterToSearchParams(everything)))
    const areas = await ask<NamedParts['areas']>(fetch, addresses.areas(municipality.code))
    const thisMonth = monthOf(systemClock.now())
    const first = counts.months.reduce((earliest, [month]) => (month < earliest ? month : earliest), thisMonth)
    return {
      counts: { ...counts, fromMonth, toMonth },
      months: monthsBetween(first, thisMonth),
      thisMonth,
      home: boundsOf(areas) ?? municipality.bounds,
    }
  } catch (failure) {
    const problem = failure instanceof RequestFailure ? failure.problem : asProblem(failure).toProblem()
    error(problem?.status ?? 500, { message: problem?.title.en ?? 'no answer', ...(problem ? { problem } : {}) })
  }
}
