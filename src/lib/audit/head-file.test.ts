import { expect, it } from 'vitest'

import { readHeads, writeHeads } from './head-file.ts'

const head = { municipalityCode: '1282', log: 'acts', audience: 'shared', day: '2026-05-01', number: 3 } as const

it('reads what it wrote', () => {
  const heads = [{ ...head, hash: 'ab'.repeat(32) }]
  expect(readHeads(writeHeads(heads))).toEqual(heads)
})

it.each(['', '[]', '{"heads": [{"hash": "abc"}]}', writeHeads([{ ...head, hash: 'abc' }])])(
  'refuses in words what is no file of heads: %s',
  (text) => expect(() => readHeads(text)).toThrow(expect.objectContaining({ code: 'invalid-file' })),
)
