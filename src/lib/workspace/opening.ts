import { filterToSearchParams } from '#lib/cells/filter.ts'
import type { Municipality } from '#lib/municipalities/municipality.ts'
import type { AreasAnswer, ChoicesAnswer } from '#lib/areas/answer.ts'
import { completed } from '#lib/areas/choose.ts'
import { questionOf, type AreaChoice } from '#lib/areas/question.ts'
import { readAddress } from './address.ts'
import { areaAddresses } from './area-requests.ts'
import type { AreasOpening } from './areas.svelte.ts'
import { boundsOf, type NamedParts } from './gazetteer.ts'
import { monthOf, monthsBetween } from './period.ts'
import { addresses, ask, type CountsAnswer, type Fetch } from './requests.ts'
import type { PeriodCounts } from './state.svelte.ts'

/** What a page of the workspace says before, or without, its scripts. */
export interface Opening {
  counts: PeriodCounts
  /** Null where it is not areas that are shown. */
  areas: AreasOpening | null
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
  const address = readAddress(parameters, municipality.code)
  const { filter } = address
  const { fromMonth, toMonth } = filter
  const everything = filterToSearchParams({ ...filter, sources: null, categories: null, feelings: null })
  const [counts, shapes, areas] = await Promise.all([
    ask<CountsAnswer>(fetch, addresses.counts(everything)),
    ask<NamedParts['areas']>(fetch, addresses.areas(municipality.code)),
    address.how === 'areas' ? readAreas(fetch, municipality.code, address.areas.choice) : null,
  ])
  const thisMonth = monthOf(now)
  const first = counts.months.reduce((earliest, [month]) => (month < earliest ? month : earliest), thisMonth)
  return {
    counts: { ...counts, fromMonth, toMonth },
    areas,
    months: monthsBetween(first, thisMonth),
    thisMonth,
    home: boundsOf(shapes) ?? municipality.bounds,
  }
}

async function readAreas(fetch: Fetch, municipalityCode: string, choice: AreaChoice): Promise<AreasOpening> {
  const choices = await ask<ChoicesAnswer>(fetch, areaAddresses.choices(municipalityCode))
  const question = questionOf(municipalityCode, completed(choice, choices))
  if ('needs' in question) return { choices, answered: null }
  const answer = await ask<AreasAnswer>(fetch, areaAddresses.values(question))
  return { choices, answered: { question, answer } }
}
