import { describe, expect, test } from 'vitest'

import type { AreasAnswer } from './answer.ts'
import type { AreaQuestion } from './question.ts'
import { countValue, missing, rateValue, shareValue, totalOf } from './value.ts'
import { areaSentence, givenText, handedPeriodName, valueText } from './words.ts'

const exact = (n: number) => ({ n, written: String(n) })
const small = { n: null, written: '<5' }
const plain = (text: string) => text.replace(/\s/g, ' ')

const crimes: AreaQuestion & { measure: 'crimes' } = {
  municipalityCode: '9901',
  measure: 'crimes',
  kind: 'statistical',
  form: 'count',
  groups: ['violence'],
  period: { from: '2025-01', to: '2025-12' },
}
const values = [countValue([exact(1200)]), countValue([small]), missing()]
const answerOf = (given: Partial<AreasAnswer> = {}): AreasAnswer => ({
  areas: values.map((value, index) => ({ code: `A${index}`, name: `A${index}`, ...value })),
  total: totalOf(values),
  whole: null,
  given: [],
  populationYear: null,
  ...given,
})

describe('the sentence', () => {
  test('says what, when, where and how many, and what is missing', () => {
    expect(plain(areaSentence(crimes, answerOf(), 'sv'))).toBe(
      'Anmälda brott som gäller våld, 2025, i 2 statistiska områden: mellan 1 200 och 1 204 st. Uppgift saknas för 1 statistiskt område.',
    )
    expect(plain(areaSentence(crimes, answerOf(), 'en'))).toBe(
      'Reported crimes concerning violence, 2025, in 2 statistical areas: between 1,200 and 1,204. No figure for 1 statistical area.',
    )
  })

  test('of a rate says which population it is based on', () => {
    const sentence = areaSentence({ ...crimes, form: 'rate', groups: null }, answerOf({ populationYear: 2024 }), 'sv')
    expect(plain(sentence)).toContain('Anmälda brott per 1 000 invånare, 2025, i 2 statistiska områden.')
    expect(plain(sentence)).toContain('Räknat på befolkningen 2024.')
  })

  test('of a survey tells the whole municipality with its interval in words', () => {
    const whole = shareValue({ share: 31.2, low: 29.4, high: 33, answered: 1240, written: '31,2 %' })
    const question = { survey: 'Trygghetsundersökning', question: 'Hur trygg är du ute sent?', answer: 'Otrygg' }
    const asked = { municipalityCode: '9901', measure: 'survey', kind: 'statistical', question, when: '2025' } as const
    expect(plain(areaSentence(asked, answerOf({ total: null, whole }), 'sv'))).toBe(
      'Andel som svarat ”otrygg” på ”Hur trygg är du ute sent?”, 2025, i 2 statistiska områden. Hela kommunen: 31 % (mellan 29 och 33 %), 1 240 svar. Uppgift saknas för 1 statistiskt område.',
    )
  })
})

test('the sentence says that nothing is known, never that it is zero', () => {
  const nothing = answerOf({ areas: [{ code: 'A', name: 'A', ...missing() }], total: totalOf([missing()]) })
  expect(plain(areaSentence(crimes, nothing, 'sv'))).toBe(
    'Anmälda brott som gäller våld, 2025: ingen uppgift för 1 statistiskt område.',
  )
})

test('periods are named as they were handed over', () => {
  expect(handedPeriodName({ from: '2025-01', to: '2025-12' }, 'sv')).toBe('2025')
  expect(handedPeriodName({ from: '2025-04', to: '2025-06' }, 'sv')).toBe('kvartal 2 2025')
  expect(handedPeriodName({ from: '2025-03', to: '2025-03' }, 'sv')).toBe('mars 2025')
  expect(handedPeriodName({ from: '2024-11', to: '2025-02' }, 'sv')).toBe('november 2024–februari 2025')
})

test('a value is a number, the words it came in, or the reason why there is none', () => {
  const text = (value: ReturnType<typeof countValue>, question: AreaQuestion = crimes) =>
    plain(valueText(value, question, 'sv'))
  expect(text(countValue([exact(1204)]))).toBe('1 204')
  expect(text(countValue([exact(12), small]))).toBe('12–16')
  expect(text(countValue([small]))).toBe('”<5”')
  expect(text(countValue([{ n: 0, written: '-' }]))).toBe('”-”')
  expect(text(missing())).toBe('saknas')
  const rate = { ...crimes, form: 'rate' } as const
  expect(text(rateValue(countValue([exact(25)]), 1900), rate)).toBe('13,2')
  expect(text(rateValue(countValue([exact(3)]), 1900), rate)).toBe('för få')
})

test('numbers say who gave them, when and under which number', () => {
  const given = { giver: 'Polisen', handedOverOn: '2026-01-15', reference: 'A123.456/2026' }
  expect(plain(givenText([given], 'sv'))).toBe('Utlämnat av Polisen 15 januari 2026, dnr A123.456/2026.')
  expect(givenText([{ giver: 'Polisen', handedOverOn: null, reference: null }], 'en')).toBe('Handed over by Polisen.')
  const many = ['a', 'b', 'c', 'd'].map((giver) => ({ giver, handedOverOn: null, reference: null }))
  expect(givenText(many, 'sv')).toBe('Utlämnat av a, b och 2 utlämnanden till.')
})
