import { expect, test } from 'vitest'

import { countsIn, figuresByQuestion, newestPeople, periodsOf } from './panel.ts'

const given = { giver: 'Polisen', handedOverOn: '2026-01-15', reference: null }
const count = (offenceGroup: 'violence' | 'theft' | 'drugs', n: number | null, year = '2025') => ({
  ...{ offenceGroup, n, written: n === null ? '<5' : n === 0 ? '-' : String(n), from: `${year}-01`, to: `${year}-12` },
  ...given,
})

test('counts of a period come with their sum, the most first, words before none', () => {
  const crimes = [count('violence', 0), count('drugs', null), count('theft', 31), count('theft', 12, '2024')]
  expect(periodsOf(crimes)).toEqual([
    { from: '2025-01', to: '2025-12' },
    { from: '2024-01', to: '2024-12' },
  ])
  const { total, groups, most, given: givers } = countsIn(crimes, { from: '2025-01', to: '2025-12' })
  expect(total).toMatchObject({ state: 'partly', low: 31, high: 35 })
  expect(groups.map(({ group }) => group)).toEqual(['theft', 'drugs', 'violence'])
  expect(most).toBe(31)
  expect(givers).toEqual([given])
})

test('people are those of the newest year, by age and gender', () => {
  const row = (year: number, gender: 'woman' | 'man', people: number) => ({
    year,
    ageBand: '16-24' as const,
    gender,
    people,
  })
  const people = newestPeople([row(2024, 'woman', 9), row(2025, 'woman', 40), row(2025, 'man', 41)])
  expect(people).toMatchObject({ year: 2025, total: 81, most: 41 })
  expect(people?.ages.find(({ age }) => age === '16-24')).toEqual({ age: '16-24', women: 40, men: 41 })
  expect(people?.ages).toHaveLength(6)
  expect(newestPeople([])).toBeNull()
})

test('a question is named once, with its answers over time', () => {
  const figure = (question: string, when: string) => ({
    ...{ survey: 'S', question, answer: 'Otrygg', when, share: 30, low: 25, high: 35, answered: 200, written: '30 %' },
  })
  const grouped = figuresByQuestion([figure('A', '2025'), figure('B', '2025'), figure('A', '2023')])
  expect(grouped.map((all) => all.map(({ question, when }) => `${question} ${when}`))).toEqual([
    ['A 2025', 'A 2023'],
    ['B 2025'],
  ])
})
