import { describe, expect, it } from 'vitest'

import { compareMonths, isoWeek } from './brief.ts'

describe('the week of a day', () => {
  it.each([
    ['2026-11-22T12:00:00Z', 2026, 47],
    ['2026-11-22T23:30:00Z', 2026, 48],
    ['2021-01-03T12:00:00Z', 2020, 53],
    ['2024-12-30T12:00:00Z', 2025, 1],
    ['2027-01-01T12:00:00Z', 2026, 53],
  ])('%s is in %i, week %i', (moment, year, week) => {
    expect(isoWeek(new Date(moment))).toEqual({ year, week })
  })
})

it('puts the most frequent category first, and leaves out what no month had', () => {
  const rows = compareMonths([
    new Map([
      ['lighting', 2],
      ['litter', 7],
    ]),
    new Map([['drugs', 3]]),
    new Map([
      ['lighting', 4],
      ['other', 0],
    ]),
  ])
  expect(rows).toEqual([
    { category: 'litter', counts: [7, 0, 0] },
    { category: 'lighting', counts: [2, 0, 4] },
    { category: 'drugs', counts: [0, 3, 0] },
  ])
})
