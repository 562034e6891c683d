import { expect, test } from 'vitest'

import { findHeading } from './heading-row.ts'

const rowNumber = (lines: string[]) =>
  findHeading(lines.map((line, index) => ({ row: index + 1, values: line.split(';') })))?.row ?? null

test.each([
  ['nothing above it', ['Område;Brott;Antal', 'A1;Rån;3'], 1],
  ['a title', ['Anmälda brott 2025', 'Område;Brott;Antal', 'A1;Rån;3'], 2],
  ['a title and lines about it', ['Anmälda brott', 'Dnr;A123/2026', ';;', 'Område;Brott;Tid;Antal', 'A;B;2025;1'], 4],
  [
    'a title as wide as a spreadsheet writes it',
    ['Anmälda brott;;;', ';;;', 'Område;Brott;Tid;Antal', 'A;B;2025;1'],
    3,
  ],
  ['years as columns', ['Otrygghet', 'Område;2023;2024', 'A1;12;13'], 2],
  ['columns without a name', ['Anmälda brott', 'Område;Brott;Antal;;', 'A1;Rån;3;x;y'], 2],
])('the heading is found under %s', (_, lines, row) => {
  expect(rowNumber(lines)).toBe(row)
})

test.each([
  ['rows wider than the heading', ['a', '1;2;3', '4;5;6']],
  ['rows of days', ['a;b', '2025-01-01;2025-01-02;2025-01-03;2025-01-04']],
  ['a heading with few names', ['a;b;c', 'x;y;z;å;ä;ö']],
  ['one column', ['text', 'en', 'två']],
])('%s are not taken for a heading', (_, lines) => {
  expect(rowNumber(lines)).toBe(1)
})

test('no rows have no heading', () => {
  expect(findHeading([])).toBeNull()
})
