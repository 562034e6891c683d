import { expect, test } from 'vitest'

import { Latest } from './latest.ts'

function answerLater<Value>() {
  let settle: (value: Value) => void = () => undefined
  const answer = new Promise<Value>((resolve) => (settle = resolve))
  return { answer, settle }
}

test('the answer of the request before is never seen, even when it comes last', async () => {
  const latest = new Latest()
  const slow = answerLater<string>()
  const quick = answerLater<string>()
  const first = latest.run(() => slow.answer)
  const second = latest.run(() => quick.answer)
  quick.settle('new')
  slow.settle('old')
  expect(await second).toBe('new')
  expect(await first).toBeNull()
})

test('a stopped request is told so, and its failure is nobody’s', async () => {
  const latest = new Latest()
  const stopped = latest.run(
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
  )
  latest.stop()
  expect(await stopped).toBeNull()
})

test('any other failure is the caller’s', async () => {
  await expect(new Latest().run(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
})
