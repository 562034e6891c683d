/** Everything about one area → what its panel shows. Pure. */
import type { OffenceGroup } from '#lib/cells/category.ts'
import { ageBands, type AgeBand, type PopulationCount } from '#lib/municipalities/municipality.ts'

import type { AreaCount, HandOver, SurveyFigure } from './answer.ts'
import { sameQuestion } from './choose.ts'
import type { HandedPeriod } from './question.ts'
import { countValue, type AreaValue } from './value.ts'

/** The periods that were handed over about an area, in the order of its counts. */
export function periodsOf(crimes: readonly AreaCount[]): HandedPeriod[] {
  const each = new Map(crimes.map(({ from, to }) => [`${from},${to}`, { from, to }]))
  return [...each.values()]
}

export interface PeriodCounts {
  total: AreaValue
  /** The most first, then those known only in words. */
  groups: { group: OffenceGroup; value: AreaValue }[]
  given: HandOver[]
  /** The largest number: what bars are measured by. */
  most: number
}

export function countsIn(crimes: readonly AreaCount[], period: HandedPeriod): PeriodCounts {
  const own = crimes.filter(({ from, to }) => from === period.from && to === period.to)
  const groups = own
    .map((count) => ({ group: count.offenceGroup, value: countValue([count]) }))
    .sort((a, b) => (b.value.value ?? 0.5) - (a.value.value ?? 0.5))
  const given = new Map(
    own.map(({ giver, handedOverOn, reference }) => [
      [giver, handedOverOn, reference].join('\n'),
      { giver, handedOverOn, reference },
    ]),
  )
  return {
    total: countValue(own),
    groups,
    given: [...given.values()],
    most: Math.max(1, ...groups.map(({ value }) => value.value ?? 0)),
  }
}

export interface PeopleOfAge {
  age: AgeBand
  women: number
  men: number
}

/** The newest year's people by age and gender; null where none is known. */
export function newestPeople(
  population: readonly PopulationCount[],
): { year: number; total: number; most: number; ages: PeopleOfAge[] } | null {
  const year = population.reduce<number | null>((newest, row) => Math.max(newest ?? row.year, row.year), null)
  if (year === null) return null
  const own = population.filter((row) => row.year === year)
  const sum = (age: AgeBand, gender: 'woman' | 'man') =>
    own.reduce((all, row) => (row.ageBand === age && row.gender === gender ? all + row.people : all), 0)
  const ages = ageBands.map((age) => ({ age, women: sum(age, 'woman'), men: sum(age, 'man') }))
  const total = own.reduce((all, { people }) => all + people, 0)
  return { year, total, most: Math.max(1, ...ages.flatMap(({ women, men }) => [women, men])), ages }
}

/** Each question once, with its answers over time, the newest first. */
export function figuresByQuestion(surveys: readonly SurveyFigure[]): SurveyFigure[][] {
  const grouped: SurveyFigure[][] = []
  for (const figure of surveys) {
    const known = grouped.find(([first]) => first !== undefined && sameQuestion(first, figure))
    if (known) known.push(figure)
    else grouped.push([figure])
  }
  return grouped
}
