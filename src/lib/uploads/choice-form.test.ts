import { expect, test } from 'vitest'

import { noChoice } from './choice.ts'
import { readChoiceForm } from './choice-form.ts'
import type { StoredExamination } from './examination.ts'

const examination: StoredExamination = {
  file: null,
  layers: [],
  columns: [
    { column: 'Tema', field: 'theme', guessed: true },
    { column: 'Text', field: 'words', guessed: true },
    { column: 'Övrigt', field: null, guessed: false },
  ],
  fields: [],
  set: {},
  position: null,
  precisionMeters: 50,
  firstRows: [],
  rowsSampled: 0,
  problems: [],
  preview: [],
  areas: [],
  register: null,
  words: [
    { value: 'Lampor', rows: 3, category: 'lighting' },
    { value: 'Buller', rows: 2, category: null },
  ],
  saved: null,
}

function read(fields: Record<string, string>, choice = noChoice) {
  const form = new FormData()
  const shown = { 'column.0': 'theme', 'column.1': 'words', 'column.2': '', 'word.0': 'Lampor', 'word.1': 'Buller' }
  const chosen = { ...shown, 'category.0': 'lighting', 'category.1': '', ...fields }
  for (const [name, value] of Object.entries(chosen)) form.set(name, value)
  return readChoiceForm(form, { choice, examination })
}

test('what is as it was guessed is not chosen', () => {
  expect(read({})).toEqual(noChoice)
})

test('what differs is chosen, and stays so', () => {
  const choice = read({ 'column.1': 'summary', 'column.0': '', 'category.1': 'disorder' })
  expect(choice).toMatchObject({ map: { Tema: '', Text: 'summary' }, categories: { Buller: 'disorder' } })
  expect(read({ 'column.1': 'words' }, { ...noChoice, map: { Text: 'words' } })?.map).toEqual({ Text: 'words' })
})

test('a decision is taken back, and one about a word that is not shown is kept', () => {
  const choice = { ...noChoice, categories: { Buller: 'disorder', Klotter: 'litter' } }
  expect(read({ 'category.1': '' }, choice)?.categories).toEqual({ Klotter: 'litter' })
})

test('values for every row, reference systems and places that are not', () => {
  const said = {
    'set-field.0': 'feeling',
    'set-value.0': 'unsafe',
    'set-field.1': 'audience',
    'not-place': '17.5,59.5',
  }
  expect(read({ ...said, crs: 'EPSG:3008' })).toMatchObject({
    set: { feeling: 'unsafe' },
    srid: 3008,
    notPlaces: [[17.5, 59.5]],
  })
  expect(read({ crs: 'other', 'crs-other': 'EPSG: 5850' })?.srid).toBe(5850)
  expect(read({ crs: 'other', 'crs-other': 'Lund' })).toBeNull()
  expect(read({ 'not-place': '17.5,north' })).toBeNull()
  expect(read({ 'date-order': 'ymd' })).toBeNull()
})

test('another sheet has columns of its own: what was said of the first ones is forgotten', () => {
  const choice = { ...noChoice, layer: 'Blad 1', map: { Text: 'summary' } }
  expect(read({ layer: 'Blad 1', 'column.1': 'summary' }, choice)?.map).toEqual({ Text: 'summary' })
  expect(read({ layer: 'Blad 2', 'column.1': 'summary' }, choice)).toMatchObject({ layer: 'Blad 2', map: {} })
})
