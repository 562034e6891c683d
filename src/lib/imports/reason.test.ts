import { expect, test } from 'vitest'

import { describeProblem } from '#lib/platform/command.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { reasons, type Words } from './reason.ts'
import { packReason, refusalEnd, refusalLine, unpackReason } from './refusal.ts'

test('what a page or a list of refused rows says of a row names no option of a command', () => {
  const all: Words[] = Object.values(reasons)
  const lines = all.map((reason) => refusalLine({ row: 2, column: 'Känsla', value: 'arg', reason }))
  const kept = all.map((reason) => refusalLine(unpackReason(packReason({ row: 2, reason }))))
  expect([...lines, ...kept, refusalEnd].filter((line) => /--[a-z]|npm run/.test(line))).toEqual([])
})

test('a terminal says after the reason what to type', () => {
  const told = describeProblem(
    new ProblemError('invalid-file', [{ row: 2, column: 'Känsla', value: 'arg', reason: reasons.feeling }]).toProblem(),
  )
  expect(told).toContain(
    'rad 2, kolumn Känsla: "arg" ska vara trygg, vet ej eller otrygg (--set feeling=unsafe för alla rader)',
  )
  expect(told).toContain('must be safe, unsure or unsafe (--set feeling=unsafe for all rows)')
})
