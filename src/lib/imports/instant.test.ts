import fc from 'fast-check'
import { expect, test } from 'vitest'

import { intervalFault, parseInterval } from './instant.ts'

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
  ['22 aug 2026', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['lördag den 22 augusti 2026', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['22/8 2026', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['22/8-2026', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['2026/08/22', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['22/8/2026', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['8/22/2026', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['46256', '2026-08-21T22:00:00.000Z – 2026-08-22T21:59:59.999Z'],
  ['mars 2018', '2018-02-28T23:00:00.000Z – 2018-03-31T21:59:59.999Z'],
  ['2018M03', '2018-02-28T23:00:00.000Z – 2018-03-31T21:59:59.999Z'],
  ['2026-08-22 kl 18', '2026-08-22T16:00:00.000Z – 2026-08-22T16:59:59.999Z'],
  ['2026-01-02 – 2026-01-05', '2026-01-01T23:00:00.000Z – 2026-01-05T22:59:59.999Z'],
  ['2026-01-02 - 2026-01-05', '2026-01-01T23:00:00.000Z – 2026-01-05T22:59:59.999Z'],
  ['2026-01-02/2026-01-05', '2026-01-01T23:00:00.000Z – 2026-01-05T22:59:59.999Z'],
  ['2026-01-02 18:00 till 2026-01-03 07:30', '2026-01-02T17:00:00.000Z – 2026-01-03T06:30:00.000Z'],
  ['22 aug 2026 kl. 18.30 – 20.00', '2026-08-22T16:30:00.000Z – 2026-08-22T18:00:00.000Z'],
  ['2018-03–2018-05', '2018-02-28T23:00:00.000Z – 2018-05-31T21:59:59.999Z'],
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
  ['2026-08-22 kl 9:48', '2026-08-22T07:48:00.000Z'],
  ['2026-08-22 0948', '2026-08-22T07:48:00.000Z'],
  ['22 aug 2026 kl. 18.30', '2026-08-22T16:30:00.000Z'],
  ['22/8 2026 18:30', '2026-08-22T16:30:00.000Z'],
  ['46256,770833333', '2026-08-22T16:30:00.000Z'],
  ['46256.4083333333', '2026-08-22T07:48:00.000Z'],
  ['01/31/2014 - 07:24PM', '2014-01-31T18:24:00.000Z'],
  ['01/31/2014 12:05 AM', '2014-01-30T23:05:00.000Z'],
])('%s is one instant', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test('the hour that comes twice is the first one, the hour that is skipped the one after', () => {
  expect(read('2026-10-25 02:30')).toBe('2026-10-25T00:30:00.000Z')
  expect(read('2026-03-29 02:30')).toBe('2026-03-29T01:30:00.000Z')
})

test.each([
  '2018-13',
  '2018-02-30',
  '2026-08-22 24:00',
  '0218-04-01',
  'i går',
  '32873',
  '73051',
  '2026',
  '22/8/26',
  '2026-01-05 – 2026-01-02',
  '',
])('"%s" is refused rather than guessed', (text) => {
  expect(parseInterval(text)).toBeNull()
})

test('8/9/2026 is one of two days until somebody says which', () => {
  for (const text of ['8/9/2026', '8/9/2026 18:30', '8-9-2026', '8/9/2026 – 9/9/2026']) {
    expect(parseInterval(text)).toBeNull()
    expect(intervalFault(text)).toBe('ambiguousDate')
  }
  expect(parseInterval('8/9/2026', 'dmy')).toEqual(parseInterval('2026-09-08'))
  expect(parseInterval('8/9/2026', 'mdy')).toEqual(parseInterval('2026-08-09'))
  expect(parseInterval('9/9/2026')).toEqual(parseInterval('2026-09-09'))
  expect(intervalFault('i går')).toBe('instant')
  expect(intervalFault('2026-01-05 – 2026-01-02')).toBe('backwards')
})

const days = fc.date({ min: new Date('1990-01-01'), max: new Date('2098-12-31'), noInvalidDate: true })
const months = ['jan', 'feb', 'mars', 'april', 'maj', 'juni', 'juli', 'aug', 'sept', 'okt', 'november', 'dec']

test('a day is the same day however it is written', () => {
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10)
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
      const expected = parseInterval(iso)
      expect(expected).not.toBeNull()
      const forms = [
        iso.replaceAll('-', ''),
        `${year}-${month}-${day}`,
        `${day}/${month} ${year}`,
        `${day}.${month}.${year}`,
        `${day} ${months[month - 1]} ${year}`,
        String(Math.floor(date.getTime() / 86_400_000) + 25_569),
        `${iso} – ${iso}`,
      ]
      for (const form of forms) expect(parseInterval(form), form).toEqual(expected)
      expect(parseInterval(`${day}/${month}/${year}`, 'dmy')).toEqual(expected)
      expect(parseInterval(`${month}/${day}/${year}`, 'mdy')).toEqual(expected)
    }),
    { seed: 20_260_822, numRuns: 500 },
  )
})

test('an instant with its offset is that instant, and no text breaks the reader', () => {
  fc.assert(
    fc.property(days, fc.string({ unit: 'binary', maxLength: 60 }), (date, noise) => {
      const whole = new Date(Math.floor(date.getTime() / 1000) * 1000)
      const text = whole.toISOString().replace('T', ' ').replace('.000Z', ' +00:00')
      expect(parseInterval(text)).toEqual({ from: whole, to: whole })
      const interval = parseInterval(noise)
      if (interval === null) expect(intervalFault(noise)).toMatch(/instant|backwards|ambiguousDate/)
      else expect(interval.from <= interval.to).toBe(true)
    }),
    { seed: 20_260_822, numRuns: 1000 },
  )
})

test('the plainest form is read as the same moment in other words is', () => {
  const moments = fc.date({ min: new Date('1925-01-02'), max: new Date('2098-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(moments, (date) => {
      const [day = '', clock = ''] = date.toISOString().slice(0, 19).split('T')
      const [year, month, dayOfMonth] = day.split('-').map(Number)
      expect(parseInterval(`${day} ${clock}`)).toEqual(parseInterval(`${day} kl ${clock}`))
      expect(parseInterval(`${day}T${clock.slice(0, 5)}`)).toEqual(parseInterval(`${day} kl ${clock.slice(0, 5)}`))
      expect(parseInterval(day)).toEqual(parseInterval(`${dayOfMonth}/${month} ${year}`))
    }),
    { seed: 20261122 },
  )
})

test.each([
  '2026-02-30',
  '2026-13-01',
  '2026-08-22 24:00',
  '2026-08-22 09:60',
  '1899-01-01',
  '2026-08-2a',
  '2026-08-22x09:48',
])('%s is no moment', (text) => expect(parseInterval(text)).toBeNull())
