/** What is shown where a person has left something open: the best there is. Pure. */
import { areaKinds, type AreaKind } from '#lib/municipalities/municipality.ts'

import type { ChoicesAnswer } from './answer.ts'
import { measures, type AreaChoice, type HandedPeriod, type Measure, type SurveyQuestion } from './question.ts'

/** Which kinds of area anything of a measure is known about, in the order kinds are always named. */
export function kindsWith(choices: ChoicesAnswer, measure: Measure): AreaKind[] {
  const rows = { crimes: choices.periods, survey: choices.surveys, population: choices.populationYears }[measure]
  return areaKinds.filter((kind) => rows.some((row) => row.kind === kind))
}

/** The choice with everything filled in that there is something for; what was chosen is never changed. */
export function completed(choice: AreaChoice, choices: ChoicesAnswer): AreaChoice {
  const measure = choice.measure ?? measures.find((one) => kindsWith(choices, one).length > 0) ?? null
  if (measure === null) return choice
  const loaded = areaKinds.find((kind) => choices.kinds.some((row) => row.kind === kind))
  const kind = choice.kind ?? kindsWith(choices, measure)[0] ?? loaded ?? null
  const filled = { ...choice, measure, kind }
  if (measure === 'crimes') return { ...filled, period: choice.period ?? bestPeriod(choices, kind) }
  if (measure === 'population') {
    const newest = choices.populationYears.find((row) => row.kind === kind) ?? choices.populationYears[0]
    return { ...filled, when: choice.when ?? (newest === undefined ? null : String(newest.year)) }
  }
  const ofKind = choices.surveys.filter((row) => row.kind === kind)
  const asked = ofKind.length > 0 ? ofKind : choices.surveys
  const question = choice.question ?? (asked[0] === undefined ? null : questionOnly(asked[0]))
  const newest = asked.find((row) => question !== null && sameQuestion(row, question))
  return { ...filled, question, when: choice.when ?? newest?.when ?? null }
}

export function sameQuestion(one: SurveyQuestion, other: SurveyQuestion): boolean {
  return one.survey === other.survey && one.question === other.question && one.answer === other.answer
}

const questionOnly = ({ survey, question, answer }: SurveyQuestion): SurveyQuestion => ({ survey, question, answer })

/** The newest whole year, for it says most and hides least; else the newest there is. */
function bestPeriod({ periods }: ChoicesAnswer, kind: AreaKind | null): HandedPeriod | null {
  const ofKind = periods.filter((period) => period.kind === kind)
  // Areas that nothing was handed over about are shown as missing, of the period the others are shown of.
  const own = ofKind.length > 0 ? ofKind : periods
  const best = own.find((period) => lengthOf(period) === 'year') ?? own[0]
  return best === undefined ? null : { from: best.from, to: best.to }
}

export type PeriodLength = 'month' | 'quarter' | 'year' | 'other'

export function lengthOf({ from, to }: HandedPeriod): PeriodLength {
  const [first, last] = [Number(from.slice(5)), Number(to.slice(5))]
  if (from === to) return 'month'
  if (from.slice(0, 4) !== to.slice(0, 4)) return 'other'
  if (first === 1 && last === 12) return 'year'
  return first % 3 === 1 && last === first + 2 ? 'quarter' : 'other'
}
