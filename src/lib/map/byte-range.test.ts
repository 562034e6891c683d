import { expect, it } from 'vitest'

import { readByteRange } from './byte-range.ts'

it.each<[string | null, ReturnType<typeof readByteRange>]>([
  ['bytes=0-99', { first: 0, last: 99 }],
  ['bytes=100-', { first: 100, last: 999 }],
  ['bytes=-10', { first: 990, last: 999 }],
  ['bytes=-5000', { first: 0, last: 999 }],
  ['bytes=990-2000', { first: 990, last: 999 }],
  ['bytes=1000-', 'beyond'],
  ['bytes=-0', 'beyond'],
  ['bytes=9-3', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['lines=0-1', 'whole'],
  ['bytes=-', 'whole'],
  ['', 'whole'],
  [null, 'whole'],
])('reads %s of 1,000 bytes', (header, expected) => expect(readByteRange(header, 1000)).toEqual(expected))
