import { expect, test } from 'vitest'

import { parseCountedPeriod, parsePeriodOf } from './counted-period.ts'

test.each([
  ['2025-03', '2025-03', '2025-03'],
  ['2025M03', '2025-03', '2025-03'],
  ['mars 2025', '2025-03', '2025-03'],
  ['2025 dec', '2025-12', '2025-12'],
  ['2025 kv 1', '2025-01', '2025-03'],
  ['2025Q4', '2025-10', '2025-12'],
  ['2025K2', '2025-04', '2025-06'],
  ['Kvartal 3 2025', '2025-07', '2025-09'],
  ['2025', '2025-01', '2025-12'],
  ['2025-03-01', '2025-03', '2025-03'],
  [' 2025-01–2025-06 ', '2025-01', '2025-06'],
])('%s is %s to %s', (text, monthFrom, monthTo) => {
  expect(parseCountedPeriod(text)).toEqual({ monthFrom, monthTo })
})

test.each(['', '25', '2025-13', '2025 kv 5', 'mars', 'kv 1', '2025-06–2025-01', '0025', 'hösten 2025'])(
  '"%s" is no period',
  (text) => {
    expect(parseCountedPeriod(text)).toBeNull()
  },
)

test.each([
  ['3', false, '2025-03', '2025-03'],
  ['03', false, '2025-03', '2025-03'],
  ['mars', false, '2025-03', '2025-03'],
  ['2', true, '2025-04', '2025-06'],
  ['kv 2', false, '2025-04', '2025-06'],
  ['Kvartal 2', true, '2025-04', '2025-06'],
  ['', false, '2025-01', '2025-12'],
  ['2024-05', false, '2024-05', '2024-05'],
])('%j of the year 2025, a quarter: %s, is %s to %s', (text, isQuarter, monthFrom, monthTo) => {
  expect(parsePeriodOf('2025', text, isQuarter)).toEqual({ monthFrom, monthTo })
})

test.each([
  ['2025', '13', false],
  ['2025', '5', true],
  ['', 'mars', false],
  ['25', '3', false],
])('%j and %j are no period', (year, text, isQuarter) => {
  expect(parsePeriodOf(year, text, isQuarter)).toBeNull()
})
