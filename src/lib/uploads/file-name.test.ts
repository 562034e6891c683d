import { expect, test } from 'vitest'

import { cleanFileName } from './file-name.ts'

test.each([
  ['Synpunkter å.csv', 'Synpunkter å.csv'],
  ['C:\\Användare\\Anna\\brott.xlsx', 'brott.xlsx'],
  ['../../etc/passwd', 'passwd'],
  ['brott\u202Evsc.exe\u0000', 'brottvsc.exe'],
  ['a\u030A.csv', 'å.csv'],
  ['  ', 'fil'],
])('%j', (given, shown) => {
  expect(cleanFileName(given)).toBe(shown)
})

test('a very long name keeps its end', () => {
  const shown = cleanFileName(`${'x'.repeat(500)}.csv`)
  expect(shown).toHaveLength(200)
  expect(shown.endsWith('.csv')).toBe(true)
})
