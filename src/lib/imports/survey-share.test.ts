import { expect, test } from 'vitest'

import { guessShareUnit, parseShare, parseShareInterval, shareOf } from './survey-share.ts'

test.each([
  ['34,5 %', { form: 'percent', number: 34.5 }],
  ['34.5%', { form: 'percent', number: 34.5 }],
  ['34 procent', { form: 'percent', number: 34 }],
  ['0,345', { form: 'bare', number: 0.345 }],
  ['0', { form: 'bare', number: 0 }],
] as const)('%j', (text, share) => {
  expect(parseShare(text)).toEqual(share)
})

test.each(['', '..', '.', '-', '–', '<5', '< 5 %', 'x', '*'])('%j is hidden', (text) => {
  expect(parseShare(text)).toEqual({ form: 'hidden' })
})

test.each(['många', '101 %', '-3', '34,5,6', '%'])('%j is no share', (text) => {
  expect(parseShare(text)).toBeNull()
})

test.each([
  [[34.5, 0, 12], 'percent'],
  [[0.345, 1, 0], 'share'],
  [[0, 1], null],
  [[0.8, 34.5], null],
  [[], null],
] as const)('bare numbers %j are %s', (bare, unit) => {
  expect(guessShareUnit(bare)).toBe(unit)
})

test('a share is between nought and one, however it is written', () => {
  expect(shareOf({ form: 'percent', number: 34.5 }, 'share')).toBe(0.345)
  expect(shareOf({ form: 'bare', number: 34.5 }, 'percent')).toBe(0.345)
  expect(shareOf({ form: 'bare', number: 0.345 }, 'share')).toBe(0.345)
  expect(shareOf({ form: 'bare', number: 2 }, 'share')).toBeNull()
  expect(shareOf({ form: 'hidden' }, 'share')).toBeNull()
})

test('an interval is two ends or a margin', () => {
  expect(parseShareInterval('32,1–36,9 %')).toEqual({
    low: { form: 'percent', number: 32.1 },
    high: { form: 'percent', number: 36.9 },
  })
  expect(parseShareInterval('± 2,5')).toEqual({ margin: { form: 'bare', number: 2.5 } })
  expect(parseShareInterval('stor')).toBeNull()
})
