import { expect, test } from 'vitest'

import { neutraliseFormula, restoreFormula, spreadsheetLine } from './spreadsheet.ts'

test.each([
  '=1+1',
  '+cmd|calc',
  '-2+3',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '=HYPERLINK("http://x")',
  '-',
  '+',
  '--1',
  '-1-1',
  '\n=1',
  ' =x',
  '\u00A0@x',
  '＝1+1',
  '－x',
  "'=1",
  "''-x",
])('%j is text in a spreadsheet, not a formula', (value) => {
  expect(neutraliseFormula(value)).toBe(`'${value}`)
})

test.each([
  '-1',
  '-12,5',
  '-0.001',
  '+46',
  '-1 234,5',
  '-1e-7',
  '12',
  '',
  'Torget 1',
  "d'Arc",
  '2026-08-22',
  "'n'",
  ' x',
  '+46701234567',
])('%j is left as it is', (value) => {
  expect(neutraliseFormula(value)).toBe(value)
})

test('a line quotes what holds a separator of any kind, and doubles its quotes', () => {
  expect(spreadsheetLine(['2', 'a;b', 'a,=1+1', 'sa "hej"', '=1;2', '-3,5'])).toBe(
    `2;"a;b";"a,=1+1";"sa ""hej""";"'=1;2";"-3,5"\r\n`,
  )
})

test.each(['=1+1', '-1-1', '\t=2', "'=1", "''=1", " '=1", ' =1', '- punkt', '-5', "'n'", "'", "d'Arc", '', 'Å'])(
  '%j comes back from a spreadsheet as it left',
  (value) => {
    expect(restoreFormula(neutraliseFormula(value))).toBe(value)
  },
)
