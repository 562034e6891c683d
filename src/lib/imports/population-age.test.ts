import { expect, test } from 'vitest'

import { parseAge } from './population-age.ts'

test.each([
  ['0', '0-15'],
  ['15 år', '0-15'],
  ['16-24 år', '16-24'],
  ['20–24 år', '16-24'],
  ['65-79', '65-79'],
  ['80+', '80+'],
  ['100+ år', '80+'],
  ['80-', '80+'],
  ['80 år och äldre', '80+'],
])('%s counts as %s', (text, band) => {
  expect(parseAge(text)).toMatchObject({ band })
})

test.each(['', 'barn', '15-19 år', '24-20', '65+', '151', '-5', '0-99'])('"%s" fits in no band', (text) => {
  expect(parseAge(text)).toBeNull()
})
