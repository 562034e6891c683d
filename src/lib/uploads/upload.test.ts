import { expect, test } from 'vitest'

import { ProblemError } from '#lib/platform/problem.ts'
import { noChoice } from './choice.ts'
import { isUnreadable } from './upload.ts'

test('nothing is asked of a file that cannot be opened; a sheet that was named wrongly can be named anew', () => {
  const problem = new ProblemError('invalid-file').toProblem()
  expect(isUnreadable({ examination: null, problem, choice: noChoice })).toBe(true)
  expect(isUnreadable({ examination: null, problem, choice: { ...noChoice, layer: 'Blad1' } })).toBe(false)
  const late = new ProblemError('database-timeout').toProblem()
  expect(isUnreadable({ examination: null, problem: late, choice: noChoice })).toBe(false)
})
