import { expect, test } from 'vitest'

import { asksForColumn, questionsOf } from './questions.ts'

test('a question names its place where the file has it, and no field by the name that the program has for it', () => {
  const reason = { sv: 'ingen kolumn är tema', en: 'no column is theme' }
  const columns = [{ column: 'Datum', field: 'received', guessed: true }]
  const problems = [
    { row: 1, column: 'theme', reason },
    { row: 7, column: 'Datum', value: '8/9/2026', reason },
  ]
  expect(questionsOf({ columns, problems })).toEqual([
    { reason },
    { row: 7, column: 'Datum', value: '8/9/2026', reason },
  ])
  expect(questionsOf(null)).toEqual([])
})

test('how a column is chosen is told only where one is missing', () => {
  const reason = { sv: 'ange rätt system', en: 'state the right system' }
  expect(asksForColumn({ problems: [{ row: 1, column: 'code', reason }] })).toBe(true)
  expect(asksForColumn({ problems: [{ row: 1, column: 'geometry', reason }, { reason }] })).toBe(false)
})
