import { expect, test } from 'vitest'

import { setValueInWords } from './set-value.ts'

test('what was said of every row is told in words, and what a person wrote as it stands', () => {
  expect(setValueInWords('feeling', 'unsafe', 'sv')).toBe('Otrygg')
  expect(setValueInWords('audience', 'municipality', 'sv')).toBe('Kommunen')
  expect(setValueInWords('theme', 'other', 'en')).toBe('Other')
  expect(setValueInWords('offence', 'Häleri', 'sv')).toBe('Häleri')
  expect(setValueInWords('survey', 'unsafe', 'sv')).toBe('unsafe')
})
