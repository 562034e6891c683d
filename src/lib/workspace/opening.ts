import { filterToSearchParams } from '#lib/cells/filter.ts'
import type { Municipality } from '#lib/municipalities/municipality.ts'
import { readAddress } from './address.ts'
import { boundsOf, type NamedParts } from './gazetteer.ts'
import { monthOf, monthsBetween } from './period.ts'
import { addresses, ask, type CountsAnswer, type Fetch } from './requests.ts'
import type { PeriodCounts } from './state.svelte.ts'

/** What a page of the workspace says before, or without, its scripts. */
export interface Opening {
  counts: PeriodCounts
  /** Every month there is anything of, up to this one: 'YYYY-MM', ascending. */
  months: string[]
  thisMonth: string
  /** Where people live, as far as areas tell it, else the whole municipality: what the map shows first. */
  home: Municipality['bounds']
}

/** @throws ProblemError invalid-parameter, RequestFailure */
export async function readOpening(
  fetch: Fetch,
  municipality: Municipality,
  parameters: URLSearchParams,
  now: Date,
): Promise<Opening> {
  const { filter } = readAddress(parameters, municipality.code)
  const { fromMonth, toMonth } = filter
  const everything = filterToSearchParams({ ...filter, sources: null, categories: null, feelings: null })
  const [counts, areas] = await Promise.all([
    ask<CountsAnswer>(fetch, addresses.counts(everything)),
    ask<NamedParts['areas']>(fetch, addresses.areas(municipality.code)),
  ])
  const thisMonth = monthOf(now)
  const first = counts.months.reduce((earliest, [month]) => (month < earliest ? month : earliest), thisMonth)
  return {
    counts: { ...counts, fromMonth, toMonth },
    months: monthsBetween(first, thisMonth),
    thisMonth,
    home: boundsOf(areas) ?? municipality.bounds,
  }
}
