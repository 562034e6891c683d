import { expect, test } from 'vitest'

import { tellError } from './log.server.ts'

function failed(sqlState: string, message: string): Error {
  const engine = Object.assign(new Error(message), {
    code: sqlState,
    detail: 'Failing row contains (hemliga ord).',
    where: 'COPY remark, line 1: "hemliga ord"',
    params: ['hemliga ord'],
  })
  return Object.assign(new Error(message, { cause: engine }), { sqlState })
}

test('an error of the database is told without the values it was given', () => {
  const error = failed('22P02', 'invalid input syntax for type integer: "hemliga ord"')
  for (const thrown of [error, error.cause as Error, new Error('the import failed', { cause: error })]) {
    expect(JSON.stringify(tellError(thrown))).not.toContain('hemliga')
  }
  expect(tellError(error)).toMatchObject({ sqlState: '22P02' })
})

test('what it says of the names of tables and rules stays', () => {
  const error = failed('23514', 'new row for relation "remark" violates check constraint "remark_w_check"')
  const told = JSON.stringify(tellError(error))
  expect(told).toContain('remark_w_check')
  expect(told).not.toContain('hemliga')
})
