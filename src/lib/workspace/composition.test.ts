import { expect, test } from 'vitest'

import { composition } from './composition.ts'

test('a cell is made of its sources, each of its categories, most first', () => {
  const parts = composition([
    ['remark', 'litter', 'unsafe', 1],
    ['remark', 'lighting', 'unsafe', 4],
    ['remark', 'lighting', 'safe', 2],
    ['crime', 'theft', null, 30],
    ['observation', 'lighting', 'safe', 0],
  ])
  expect(parts.map(({ source, count }) => [source, count])).toEqual([
    ['remark', 7],
    ['crime', 30],
  ])
  expect(parts[0]?.categories).toEqual([
    { category: 'lighting', count: 6 },
    { category: 'litter', count: 1 },
  ])
  expect(parts[0]?.feelings).toEqual([
    { feeling: 'safe', count: 2 },
    { feeling: 'unsafe', count: 5 },
  ])
  expect(parts[1]?.feelings).toEqual([])
  expect(parts.map(({ most }) => most)).toEqual([6, 30])
})
