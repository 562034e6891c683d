import { describe, expect, test } from 'vitest'

import { boundsOf, countValue, nearestYear, peopleValue, rateValue, shareValue, totalOf } from './value.ts'

const exact = (n: number) => ({ n, written: String(n) })
const small = { n: null, written: '<5' }
const dash = { n: 0, written: '-' }

test('words for a number leave open what they say', () => {
  expect(boundsOf('<5')).toEqual({ low: 0, high: 4 })
  expect(boundsOf('färre än 10')).toEqual({ low: 0, high: 9 })
  expect(boundsOf('1–4')).toEqual({ low: 1, high: 4 })
  expect(boundsOf('-')).toEqual({ low: 0, high: 0 })
  expect(boundsOf('1 204')).toEqual({ low: 1204, high: 1204 })
  expect(boundsOf('12 + <5 + <5')).toEqual({ low: 12, high: 20 })
  expect(boundsOf('sekretess')).toEqual({ low: 0, high: null })
})

describe('counts', () => {
  test('nothing handed over is missing, never zero', () => {
    expect(countValue([])).toMatchObject({ state: 'missing', value: null })
  })

  test('a small number keeps the words it came in', () => {
    expect(countValue([small])).toMatchObject({ state: 'written', value: null, low: 0, high: 4, written: '<5' })
    expect(countValue([dash])).toMatchObject({ state: 'written', value: 0, written: '-' })
    expect(countValue([exact(0)])).toMatchObject({ state: 'known', value: 0, written: null })
  })

  test('a sum with small numbers says between what it lies', () => {
    expect(countValue([exact(12), small, small, dash])).toMatchObject({ state: 'partly', value: 12, low: 12, high: 20 })
    expect(countValue([exact(12), dash])).toMatchObject({ state: 'known', value: 12 })
    expect(countValue([small, dash])).toMatchObject({ state: 'written', low: 0, high: 4, written: '<5' })
    expect(countValue([exact(12), { n: null, written: 'sekretess' }])).toMatchObject({ state: 'partly', high: null })
  })
})

describe('per 1,000 inhabitants', () => {
  test('is calculated where enough live and enough was counted', () => {
    expect(rateValue(countValue([exact(26)]), 2600)).toMatchObject({ state: 'known', value: 10, people: 2600 })
    expect(rateValue(countValue([exact(26)]), 199)).toMatchObject({ state: 'few', value: null })
    expect(rateValue(countValue([exact(19)]), 2600)).toMatchObject({ state: 'few', value: null })
    expect(rateValue(countValue([small]), 2600)).toMatchObject({ state: 'few' })
  })

  test('is missing where nobody handed over anything or nobody knows how many live there', () => {
    expect(rateValue(countValue([]), 2600).state).toBe('missing')
    expect(rateValue(countValue([exact(26)]), null).state).toBe('missing')
  })

  test('keeps the bounds of a sum with small numbers', () => {
    expect(rateValue(countValue([exact(26), small]), 2000)).toMatchObject({ state: 'partly', low: 13, high: 15 })
  })

  test('uses the population of the nearest year', () => {
    expect(nearestYear([2025, 2022], 2023)).toBe(2022)
    expect(nearestYear([2025, 2023], 2024)).toBe(2023)
    expect(nearestYear([], 2024)).toBeNull()
  })
})

test('a share of few people is not calculated', () => {
  expect(peopleValue(50, 1000)).toMatchObject({ state: 'known', value: 5 })
  expect(peopleValue(5, 130)).toMatchObject({ state: 'few', value: null })
})

test('a survey with few answers is uncertain, and hidden shares keep their words', () => {
  const figure = { share: 34, low: 28, high: 40, answered: 210, written: '34 %' }
  expect(shareValue(figure)).toMatchObject({ state: 'known', value: 34, low: 28, high: 40, people: 210 })
  expect(shareValue({ ...figure, answered: 29 }).state).toBe('partly')
  expect(shareValue({ ...figure, share: null, written: '..' })).toMatchObject({ state: 'written', written: '..' })
})

test('a total adds what is known, and says how many areas it is of', () => {
  const values = [countValue([exact(12), small]), countValue([exact(8)]), countValue([dash]), countValue([])]
  expect(totalOf(values)).toEqual({ low: 20, high: 24, areas: 3, missing: 1 })
  expect(totalOf([countValue([{ n: null, written: 'sekretess' }])]).high).toBeNull()
})
