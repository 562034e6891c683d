import { expect, test } from 'vitest'

import { choiceOf, countsByCategory, countsByFeeling, countsBySource, totalOf, type FacetRow } from './facets.ts'

const rows: FacetRow[] = [
  ['remark', 'lighting', 'unsafe', 10, 2],
  ['remark', 'lighting', 'safe', 4, 0],
  ['remark', 'theft', 'unsafe', 3, 0],
  ['observation', 'lighting', 'unsafe', 5, 0],
  ['crime', 'theft', null, 100, 20],
  ['crime', 'violence', null, 50, 0],
]
const everything = { sources: null, categories: null, feelings: null }

test('the numbers beside the sources sum to the number in the sentence', () => {
  const sum = countsBySource(rows, everything).reduce((total, { count }) => total + count, 0)
  expect(sum).toBe(totalOf(rows).count)
  expect(totalOf(rows)).toEqual({ count: 194, withoutPosition: 22 })
})

test('a choice of feelings narrows what people said and leaves crimes', () => {
  const unsafe = { ...everything, feelings: ['unsafe'] as const }
  expect(countsBySource(rows, unsafe)).toEqual([
    { source: 'remark', count: 15 },
    { source: 'observation', count: 5 },
    { source: 'crime', count: 170 },
  ])
})

test('a category counts in every chosen source that has it, in the list of its kind', () => {
  const count = (kind: 'theme' | 'offence') =>
    countsByCategory(rows, everything, kind).find(({ category }) => category === 'theft')?.count
  expect(count('theme')).toBe(3)
  expect(count('offence')).toBe(120)
  expect(totalOf(rows, { ...everything, categories: ['theft'] }).count).toBe(123)
})

test('the numbers beside a list do not depend on what is chosen in that list', () => {
  const chosen = { ...everything, feelings: ['safe'] as const }
  expect(countsByFeeling(rows, chosen)).toEqual(countsByFeeling(rows, everything))
})

test('all chosen is no choice, and the order is the list’s own', () => {
  expect(choiceOf(['b', 'a'], ['a', 'b', 'c'])).toEqual(['a', 'b'])
  expect(choiceOf(['a', 'b', 'c'], ['a', 'b', 'c'])).toBeNull()
  expect(choiceOf([], ['a', 'b', 'c'])).toBeNull()
})
