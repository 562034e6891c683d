import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'

import { RefusalKeeper } from './refusal-keeper.server.ts'
import { maximumKeptReasons, refusalLine, unpackReason } from './refusal.ts'

const reason = { sv: 'är fel; igen', en: 'is wrong' }

test('reasons come back as they were, in their order, with those of no municipality where they are said to belong', () => {
  const keeper = new RefusalKeeper()
  for (let row = 2; row < 2502; row++) keeper.add('0180', { row, column: 'A', value: '=1', reason })
  keeper.add(undefined, { reason })
  const kept = keeper.finish('0180').get('0180')
  expect(kept?.reasons).toBe(2501)
  const lines = (kept?.chunks ?? []).flatMap((chunk) => gunzipSync(chunk).toString().trimEnd().split('\n'))
  expect(lines.map((line) => unpackReason(line).row)).toEqual([
    ...Array.from({ length: 2500 }, (_, n) => n + 2),
    undefined,
  ])
  expect(refusalLine(unpackReason(lines[0] ?? ''))).toBe(`2;A;'=1;"är fel; igen";is wrong\r\n`)
  expect(new RefusalKeeper().finish(null).size).toBe(0)
})

test('those of rows whose municipality nobody can know are kept with none', () => {
  const keeper = new RefusalKeeper()
  keeper.add(undefined, { row: 2, reason })
  expect(keeper.finish(null).size).toBe(0)
})

test('no more are kept than a list may hold', () => {
  const keeper = new RefusalKeeper()
  for (let row = 0; row < maximumKeptReasons + 5; row++) keeper.add('0180', { row, reason })
  expect(keeper.finish(null).get('0180')?.reasons).toBe(maximumKeptReasons)
})
