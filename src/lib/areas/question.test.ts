import { describe, expect, test } from 'vitest'

import { ProblemError } from '#lib/platform/problem.ts'
import { noChoice, parseAreaQuestion, readAreaChoice, writeAreaChoice } from './question.ts'

const parse = (search: string) => parseAreaQuestion(new URLSearchParams(search))

function refused(search: string): Record<string, string> {
  try {
    parse(search)
  } catch (error) {
    if (error instanceof ProblemError) {
      return Object.fromEntries(error.errors.map(({ column = '', reason }) => [column, reason.en]))
    }
  }
  return {}
}

describe('a question', () => {
  test('of crimes is about exactly the months it names', () => {
    expect(
      parse(
        'municipality=9901&measure=crimes&kind=statistical&period=2025-01,2025-03&group=robbery,violence&form=rate',
      ),
    ).toEqual({
      municipalityCode: '9901',
      measure: 'crimes',
      kind: 'statistical',
      form: 'rate',
      groups: ['violence', 'robbery'],
      period: { from: '2025-01', to: '2025-03' },
    })
  })

  test('of people is counted, unless an age is chosen to be a share', () => {
    const asked = 'municipality=9901&measure=population&kind=statistical&when=2025&form=rate'
    expect(parse(asked)).toMatchObject({ form: 'count', age: null })
    expect(parse(`${asked}&age=16-24`)).toMatchObject({ form: 'rate', age: '16-24' })
  })

  test('of a survey names survey, question, answer and time', () => {
    expect(
      parse(
        'municipality=9901&measure=survey&kind=statistical&survey=NTU&question=Ute%2C+sent%3F&answer=Otrygg&when=2025-03',
      ),
    ).toMatchObject({ question: { survey: 'NTU', question: 'Ute, sent?', answer: 'Otrygg' }, when: '2025-03' })
  })

  test.each([
    ['measure=crimes&kind=statistical&period=2025-01,2025-12', 'municipality'],
    ['municipality=99&measure=crimes&kind=statistical&period=2025-01,2025-12', 'municipality'],
    ['municipality=9901&kind=statistical', 'measure'],
    ['municipality=9901&measure=fear&kind=statistical', 'measure'],
    ['municipality=9901&measure=crimes&period=2025-01,2025-12', 'kind'],
    ['municipality=9901&measure=crimes&kind=grid&period=2025-01,2025-12', 'kind'],
    ['municipality=9901&measure=crimes&kind=statistical', 'period'],
    ['municipality=9901&measure=crimes&kind=statistical&period=2025', 'period'],
    ['municipality=9901&measure=crimes&kind=statistical&period=2025-12,2025-01', 'period'],
    ['municipality=9901&measure=crimes&kind=statistical&period=2025-13,2025-14', 'period'],
    ['municipality=9901&measure=crimes&kind=statistical&period=0001-01,9999-12', 'period'],
    ['municipality=9901&measure=crimes&kind=statistical&period=2025-01,2025-12&group=murder', 'group'],
    ['municipality=9901&measure=crimes&kind=statistical&period=2025-01,2025-12&form=log', 'form'],
    ['municipality=9901&measure=population&kind=statistical', 'when'],
    ['municipality=9901&measure=population&kind=statistical&when=25', 'when'],
    ['municipality=9901&measure=population&kind=statistical&when=2025-03', 'when'],
    ['municipality=9901&measure=population&kind=statistical&when=2025&age=teen', 'age'],
    ['municipality=9901&measure=survey&kind=statistical&when=2025', 'question'],
    [`municipality=9901&measure=survey&kind=statistical&when=2025&survey=a&question=${'x'.repeat(501)}`, 'question'],
  ])('%s is refused by %s', (search, column) => {
    expect(Object.keys(refused(search))).toEqual([column])
    expect(refused(search)[column]).not.toBe('')
  })
})

test('a choice is written so that it is read again', () => {
  const choice = {
    ...noChoice,
    measure: 'crimes',
    kind: 'estate_part',
    form: 'rate',
    groups: ['violence'],
    period: { from: '2025-01', to: '2025-12' },
    question: { survey: 'Trygg', question: 'Hur?', answer: '' },
    when: '2024-05',
    age: '80+',
  } as const
  expect(readAreaChoice(writeAreaChoice(choice))).toEqual(choice)
  expect(readAreaChoice(new URLSearchParams())).toEqual(noChoice)
  expect(writeAreaChoice(noChoice).toString()).toBe('')
})
