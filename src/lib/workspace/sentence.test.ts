import { expect, test } from 'vitest'

import { parseMonth } from '#lib/cells/period.ts'
import { periodOf, sentenceOf } from './sentence.ts'

const open = { sources: null, categories: null, feelings: null, fromMonth: null, toMonth: null }
const year = { fromMonth: parseMonth('2025-09'), toMonth: parseMonth('2026-09') }
const some = { count: 214, withoutPosition: 12 }

test('says source, theme, feeling, period and number', () => {
  const filter = { ...open, ...year, sources: ['remark'], categories: ['lighting'], feelings: ['unsafe'] } as const
  expect(sentenceOf(filter, some, 'sv')).toBe(
    'Synpunkter om belysning där någon känner sig otrygg, september 2025–september 2026: 214 st, varav 12 utan plats.',
  )
  expect(sentenceOf(filter, some, 'en')).toBe(
    'Remarks about lighting where someone feels unsafe, September 2025–September 2026: 214, of which 12 without a place.',
  )
})

test('everything is one list of sources', () => {
  const all = { count: 5720, withoutPosition: 0 }
  expect(sentenceOf(open, all, 'sv')).toBe('Synpunkter, iakttagelser och anmälda brott, hela perioden: 5\u00a0720 st.')
  expect(sentenceOf(open, all, 'en')).toBe('Remarks, observations and reported crimes, all time: 5,720.')
})

test('a source that has none of the chosen categories is not mentioned', () => {
  expect(sentenceOf({ ...open, categories: ['lighting', 'litter'] }, some, 'sv')).toMatch(
    /^Synpunkter och iakttagelser om belysning och nedskräpning, hela/,
  )
  expect(sentenceOf({ ...open, categories: ['violence'] }, some, 'sv')).toMatch(/^Anmälda brott som gäller våld, /)
  expect(sentenceOf({ ...open, categories: ['lighting', 'violence'] }, some, 'sv')).toMatch(
    /^Synpunkter och iakttagelser om belysning, och anmälda brott som gäller våld, /,
  )
})

test('a feeling belongs to what people said, never to crimes', () => {
  expect(sentenceOf({ ...open, feelings: ['unsafe'] }, some, 'sv')).toMatch(
    /^Synpunkter och iakttagelser där någon känner sig otrygg, och anmälda brott, /,
  )
  expect(sentenceOf({ ...open, sources: ['crime'], feelings: ['unsafe'] }, some, 'sv')).toMatch(/^Anmälda brott, /)
  expect(sentenceOf({ ...open, sources: ['remark'], feelings: ['safe', 'unsure'] }, some, 'en')).toMatch(
    /^Remarks where someone feels safe or answered unsure, /,
  )
})

test('many categories are counted instead of named', () => {
  const categories = ['lighting', 'visibility', 'deserted', 'litter'] as const
  expect(sentenceOf({ ...open, sources: ['observation'], categories }, some, 'sv')).toMatch(
    /^Iakttagelser om 4 teman, /,
  )
})

test('nothing found, and nothing that could be found', () => {
  const none = { count: 0, withoutPosition: 0 }
  expect(sentenceOf({ ...open, sources: ['remark'] }, none, 'sv')).toBe('Synpunkter, hela perioden: inga.')
  const contradiction = { ...open, sources: ['crime'], categories: ['lighting'] } as const
  expect(sentenceOf(contradiction, none, 'sv')).toBe('Urvalet utesluter allt: inga.')
})

test('periods are written as short as they can be', () => {
  const period = (from: string | null, to: string | null) =>
    periodOf({ fromMonth: from && parseMonth(from), toMonth: to && parseMonth(to) } as never, 'sv')
  expect(period('2026-01', '2026-03')).toBe('januari–mars 2026')
  expect(period('2026-03', '2026-03')).toBe('mars 2026')
  expect(period('2025-09', null)).toBe('från och med september 2025')
  expect(period(null, '2026-09')).toBe('till och med september 2026')
})
