import { expect, test } from 'vitest'

import { parseInterval } from './instant.ts'

function read(text: string): string | null {
  const interval = parseInterval(text)
  if (interval === null) return null
  const [from, to] = [interval.from.toISOString(), interval.to.toISOString()]
  return from === to ? from : `${from} – ${to}`
}

test.each([
  ['2018-04', '2018-03-31T22:00:00.000Z – 2018-04-30T21:59:59.999Z'],
  ['2018-12', '2018-11-30T23:00:00.000Z – 2018-12-31T22:59:59.999Z'],
  ['2026-08-22', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['20260822', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['22.8.2026', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  // The day the clocks go forward has 23 hours.
  ['2026-03-29', '2026-03-28T23:00:00.000Z – 2026-03-29T21:59:59.999Z'],
])('%s is the interval it leaves open, on clocks in Stockholm', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test.each([
  ['2026-08-22 09:48', '2026-08-22T07:48:00.000Z'],
  ['2026-08-22 9:48:12', '2026-08-22T07:48:12.000Z'],
  ['2026-01-22T09.48', '2026-01-22T08:48:00.000Z'],
  ['2026-08-22 9:48:12 +02:00', '2026-08-22T07:48:12.000Z'],
  ['2026-08-22T07:48:12.345Z', '2026-08-22T07:48:12.345Z'],
  ['01/31/2014 - 07:24PM', '2014-01-31T18:24:00.000Z'],
  ['01/31/2014 12:05 AM', '2014-01-30T23:05:00.000Z'],
])('%s is one instant', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test('the hour that comes twice is the first one, the hour that is skipped the one after', () => {
  expect(read('2026-10-25 02:30')).toBe('2026-10-25T00:30:00.000Z')
  expect(read('2026-03-29 02:30')).toBe('2026-03-29T01:30:00.000Z')
})

test.each(['2018-13', '2018-02-30', '2026-08-22 24:00', '0218-04-01', '12/31/2014', 'i går', '41500', '2026', ''])(
  '"%s" is refused rather than guessed',
  (text) => {
    expect(parseInterval(text)).toBeNull()
  },
)
