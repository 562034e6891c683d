import { expect, test } from 'vitest'

import { addMonths, chartMonths, monthOf, monthsBetween, presetOf, presetPeriod } from './period.ts'

test('months run over the turn of the year', () => {
  expect(addMonths('2026-01', -1)).toBe('2025-12')
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(monthsBetween('2026-02', '2025-11')).toEqual([])
})

test('a month is the one in Stockholm', () => {
  expect(monthOf(new Date('2026-10-31T23:30:00Z'))).toBe('2026-11')
})

test('presets know themselves', () => {
  expect(presetPeriod('year', '2026-09')).toEqual({ from: '2025-10', to: '2026-09' })
  expect(presetOf({ from: '2026-01', to: '2026-09' }, '2026-09')).toBe('this-year')
  expect(presetOf({ from: null, to: null }, '2026-09')).toBe('all')
  expect(presetOf({ from: '2024-01', to: null }, '2026-09')).toBeNull()
})

test('a chart draws the empty months too, and at most two years of them', () => {
  const months = chartMonths([['2026-09', 3]], { from: null, to: null }, '2026-10')
  expect(months).toHaveLength(24)
  expect(months.at(-2)).toEqual({ month: '2026-09', count: 3 })
  expect(months.at(-1)).toEqual({ month: '2026-10', count: 0 })
  expect(chartMonths([], { from: '2026-01', to: '2026-03' }, '2026-10').map(({ month }) => month)).toEqual([
    '2026-01',
    '2026-02',
    '2026-03',
  ])
})
