import { expect, test } from 'vitest'

import { CategoryTable } from './category-table.ts'
import { stillUndecided, undecidedWords } from './undecided-word.ts'

const unmapped = [{ column: 'Brottstyp', value: 'Häleri', row: 4, rows: 12 }]

test('the log keeps words without a category, not sentences, and nothing of a file of several municipalities', () => {
  const undecidedThemes = [
    { value: 'Kollektivtrafik', rows: 9 },
    { value: '', rows: 3 },
    { value: 'Det är mörkt '.repeat(12), rows: 1 },
    { value: '…', rows: 70 },
  ]
  const file = { municipalityCodes: ['9904'], unmapped, undecidedThemes }
  expect(undecidedWords(file)).toEqual([
    { value: 'Häleri', rows: 12 },
    { value: 'Kollektivtrafik', rows: 9 },
  ])
  expect(undecidedWords({ ...file, municipalityCodes: ['9904', '9906'] })).toEqual([])
})

test('words are offered once with the rows of every file, until somebody has decided', () => {
  const imports = [
    { fileName: 'höst.csv', undoneAt: null, mapping: { undecided: [{ value: 'häleri', rows: 2 }] } },
    { fileName: 'ångrad.csv', undoneAt: new Date(0), mapping: { undecided: [{ value: 'Dobbleri', rows: 50 }] } },
    { fileName: 'gammal.csv', undoneAt: null, mapping: {} },
    {
      fileName: 'vår.csv',
      undoneAt: null,
      mapping: {
        undecided: [
          { value: 'Ocker', rows: 3 },
          { value: 'Häleri', rows: 12 },
        ],
      },
    },
  ]
  expect(stillUndecided('crime', imports, new CategoryTable())).toEqual([
    { value: 'häleri', rows: 14, fileName: 'höst.csv' },
    { value: 'Ocker', rows: 3, fileName: 'vår.csv' },
  ])
  const decided = new CategoryTable([{ written: 'häleri', category: 'other' }])
  expect(stillUndecided('crime', imports, decided).map(({ value }) => value)).toEqual(['Ocker'])
})
