/** What the colours and patterns of a map of areas mean: only those that it shows. Pure. */
import { m } from '#lib/languages/compiled/messages.js'
import { formatNumber, type Locale } from '#lib/languages/format.ts'
import type { AreaPattern } from '#lib/map/area-paint.ts'

import type { AreasAnswer } from './answer.ts'
import { areaClasses, drawnValues } from './classes.ts'
import { looksOf, stepOf } from './look.ts'
import type { AreaQuestion } from './question.ts'
import { fewestAnswers, fewestCounted, fewestPeople } from './value.ts'
import { givenText, numberText, writtenText } from './words.ts'

export interface AreaLegendParts {
  /** Of each class, the lowest first. */
  classes: string[]
  /** `step` is the class the pattern lies over; −1 where it stands alone. */
  patterns: { pattern: AreaPattern; step: number; label: string }[]
  notes: string[]
}

export function areaLegend(question: AreaQuestion, answer: AreasAnswer, locale: Locale): AreaLegendParts {
  const { breaks, looks } = looksOf(answer.areas, question)
  const number = (value: number) => numberText(value, question, locale)
  const classes = areaClasses(breaks, drawnValues(answer.areas), stepOf(question)).map(({ from, to }) =>
    from >= to ? number(from) : m.area_between({ low: bare(number(from)), high: number(to) }, { locale }),
  )
  const found = answer.areas.flatMap((value, index) => {
    const look = looks[index]
    if (look === undefined || look.pattern === 'none') return []
    const written = value.state === 'written' ? (value.written ?? '') : ''
    return [{ ...look, label: patternLabel(look.pattern, written, question, locale) }]
  })
  const patterns = [...new Map(found.map((one) => [one.label, one])).values()].sort(
    (a, b) => order.indexOf(a.pattern) - order.indexOf(b.pattern) || a.label.localeCompare(b.label),
  )
  return { classes, patterns, notes: notesOf(question, answer, locale) }
}

const order: readonly AreaPattern[] = ['uncertain', 'dashed', 'small', 'few', 'missing']

/** '12 %' as the lower end of a range needs no unit. */
const bare = (text: string) => text.replace(/\s?%$/, '')

function patternLabel(pattern: AreaPattern, written: string, question: AreaQuestion, locale: Locale): string {
  if (pattern === 'missing') return m.legend_missing({}, { locale })
  if (pattern === 'few') return m.legend_few({}, { locale })
  if (pattern !== 'uncertain') return m.legend_handed({ written: writtenText(written, locale) }, { locale })
  if (question.measure === 'survey') return m.legend_few_answers({ count: fewestAnswers }, { locale })
  return m.legend_uncertain({}, { locale })
}

function notesOf(question: AreaQuestion, answer: AreasAnswer, locale: Locale): string[] {
  const few = answer.areas.some(({ state }) => state === 'few')
  const [people, crimes] = [formatNumber(fewestPeople, locale), formatNumber(fewestCounted, locale)]
  const isRate = question.measure === 'crimes' && question.form === 'rate'
  return [
    givenText(answer.given, locale),
    few && isRate ? m.legend_few_note({ people, crimes }, { locale }) : '',
    few && !isRate ? m.legend_few_people_note({ people }, { locale }) : '',
    isRate ? m.legend_rate_note({}, { locale }) : '',
  ].filter((note) => note !== '')
}
