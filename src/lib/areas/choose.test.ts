import { expect, test } from 'vitest'

import type { ChoicesAnswer } from './answer.ts'
import { completed, kindsWith, lengthOf } from './choose.ts'
import { noChoice } from './question.ts'

const nothing: ChoicesAnswer = { kinds: [], periods: [], populationYears: [], surveys: [] }
const choices: ChoicesAnswer = {
  kinds: [
    { kind: 'estate_part', areas: 7 },
    { kind: 'statistical', areas: 12 },
  ],
  periods: [
    { kind: 'statistical', from: '2026-07', to: '2026-09', groups: ['violence'] },
    { kind: 'statistical', from: '2025-01', to: '2025-12', groups: ['violence'] },
    { kind: 'statistical', from: '2024-01', to: '2024-12', groups: ['violence'] },
  ],
  populationYears: [{ kind: 'statistical', year: 2025 }],
  surveys: [
    { kind: 'estate_part', survey: 'S', question: 'Hur?', answer: 'Otrygg', when: '2025' },
    { kind: 'estate_part', survey: 'S', question: 'Hur?', answer: 'Otrygg', when: '2023' },
  ],
}

test('what is left open becomes the newest whole year of the first kind there are figures of', () => {
  expect(completed(noChoice, choices)).toMatchObject({
    measure: 'crimes',
    kind: 'statistical',
    period: { from: '2025-01', to: '2025-12' },
  })
  expect(completed({ ...noChoice, measure: 'population' }, choices)).toMatchObject({
    kind: 'statistical',
    when: '2025',
  })
  expect(completed({ ...noChoice, measure: 'survey' }, choices)).toMatchObject({
    kind: 'estate_part',
    when: '2025',
    question: { survey: 'S', question: 'Hur?', answer: 'Otrygg' },
  })
})

test('a kind that nothing is known of is asked about what the others are known of', () => {
  const estates = { ...noChoice, measure: 'crimes', kind: 'housing_estate' } as const
  expect(completed(estates, choices).period).toEqual({ from: '2025-01', to: '2025-12' })
  expect(completed({ ...estates, measure: 'population' }, choices).when).toBe('2025')
})

test('what was chosen stays, also when there is nothing of it', () => {
  const period = { from: '2019-01', to: '2019-12' }
  expect(completed({ ...noChoice, period, kind: 'housing_estate' }, choices)).toMatchObject({
    period,
    kind: 'housing_estate',
  })
})

test('without figures nothing is asked', () => {
  expect(completed(noChoice, nothing).measure).toBeNull()
  expect(kindsWith(nothing, 'crimes')).toEqual([])
})

test('a period is known by its length', () => {
  expect(lengthOf({ from: '2025-03', to: '2025-03' })).toBe('month')
  expect(lengthOf({ from: '2025-04', to: '2025-06' })).toBe('quarter')
  expect(lengthOf({ from: '2025-01', to: '2025-12' })).toBe('year')
  expect(lengthOf({ from: '2025-02', to: '2025-04' })).toBe('other')
  expect(lengthOf({ from: '2024-07', to: '2025-06' })).toBe('other')
})
