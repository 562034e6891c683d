import { expect, test } from 'vitest'

import { areaLegend } from './legend.ts'
import type { AreaQuestion } from './question.ts'
import { countValue, missing, rateValue, shareValue, totalOf } from './value.ts'

const exact = (n: number) => ({ n, written: String(n) })
const small = { n: null, written: '<5' }
const crimes = {
  municipalityCode: '9901',
  measure: 'crimes',
  kind: 'statistical',
  form: 'count',
  groups: null,
  period: { from: '2025-01', to: '2025-12' },
} as const satisfies AreaQuestion
const legendOf = (values: ReturnType<typeof countValue>[], question: AreaQuestion = crimes) => {
  const given = [{ giver: 'Polisen', handedOverOn: '2026-01-15', reference: 'A1/2026' }]
  const areas = values.map((value, index) => ({ code: String(index), name: '', ...value }))
  return areaLegend(question, { areas, total: totalOf(values), whole: null, given, populationYear: null }, 'sv')
}

test('it has the classes, the words as handed over, and what is missing, and tells who gave the numbers', () => {
  const legend = legendOf([
    countValue([exact(40)]),
    countValue([exact(9)]),
    countValue([small]),
    countValue([{ n: 0, written: '-' }]),
    missing(),
  ])
  expect(legend.classes).toEqual(['9–39', '40'])
  expect(legend.patterns).toEqual([
    { pattern: 'dashed', step: -1, label: 'utlämnat som ”-”' },
    { pattern: 'small', step: -1, label: 'utlämnat som ”<5”' },
    { pattern: 'missing', step: -1, label: 'saknas' },
  ])
  expect(legend.notes).toEqual(['Utlämnat av Polisen 15 januari 2026, dnr A1/2026.'])
})

test('it speaks only of what the map shows', () => {
  expect(legendOf([countValue([exact(40)]), countValue([exact(9)])]).patterns).toEqual([])
})

test('of rates it says from how few nothing is calculated', () => {
  const rate = { ...crimes, form: 'rate' } as const
  const legend = legendOf([rateValue(countValue([exact(40)]), 2000), rateValue(countValue([exact(9)]), 2000)], rate)
  expect(legend.patterns.map(({ label }) => label)).toEqual(['för få'])
  expect(legend.notes).toContain('Räknas bara där minst 200 bor och minst 20 brott är anmälda.')
})

test('of a survey the classes are per cent, and few answers are said', () => {
  const survey = { survey: 'S', question: 'Hur?', answer: '' }
  const asked = {
    municipalityCode: '9901',
    measure: 'survey',
    kind: 'statistical',
    question: survey,
    when: '2025',
  } as const
  const share = (value: number, answered: number) =>
    shareValue({ share: value, low: value - 5, high: value + 5, answered, written: '' })
  const legend = legendOf([share(20, 300), share(31, 20), share(44, 200)], asked)
  expect(legend.classes.map((label) => label.replace(/\s/g, ' '))).toEqual(['20–30 %', '31–43 %', '44 %'])
  expect(legend.patterns.map(({ label }) => label)).toEqual(['färre än 30 svar'])
})
