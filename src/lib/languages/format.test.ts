import { expect, test } from 'vitest'

import { formatDay, formatList, formatMoment, formatMonth, formatNumber, roundedArea } from './format.ts'

test('numbers have a space for thousands in Swedish and a comma in English', () => {
  expect(formatNumber(20412, 'sv')).toBe('20\u00a0412')
  expect(formatNumber(20412, 'en')).toBe('20,412')
  expect(formatNumber(0.1, 'sv')).toBe('0,1')
})

test('days and months are written out', () => {
  expect(formatDay('2026-11-22', 'sv')).toBe('22 november 2026')
  expect(formatDay('2026-11-22', 'en')).toBe('22 November 2026')
  expect(formatMonth('2025-09', 'sv')).toBe('september 2025')
  expect(formatMonth('2025-09', 'en', false)).toBe('September')
})

test('lists end with a word, not a comma', () => {
  expect(formatList(['hot', 'rån', 'våld'], 'sv')).toBe('hot, rån och våld')
  expect(formatList(['a', 'b', 'c'], 'en')).toBe('a, b and c')
})

test('areas change unit before they become hard to read', () => {
  expect(roundedArea(0.105332513)).toEqual({ unit: 'km2', value: 0.1 })
  expect(roundedArea(5.161293)).toEqual({ unit: 'km2', value: 5.2 })
  expect(roundedArea(0.015047502)).toEqual({ unit: 'm2', value: 15000 })
})

test('a moment is told in Swedish time, winter and summer, with a point in Swedish', () => {
  expect(formatMoment(new Date('2026-11-22T17:05:00Z'), 'sv')).toBe('22 november 2026, 18.05')
  expect(formatMoment(new Date('2026-06-30T22:05:00Z'), 'en')).toBe('1 July 2026, 00:05')
})
