import { expect, test } from 'vitest'

import { parseInterval } from '#lib/imports/instant.ts'
import { writeStockholmClock } from './stockholm-clock.ts'

test.each([
  ['2026-08-22T07:48:00Z', '2026-08-22 09:48'],
  ['2026-01-22T07:48:12Z', '2026-01-22 08:48:12'],
  ['2018-03-31T21:59:59.999Z', '2018-03-31 23:59:59,999'],
  ['2025-10-26T00:30:00Z', '2025-10-26 02:30'],
  ['2025-10-26T01:30:00Z', '2025-10-26 02:30 +01:00'],
  ['2025-10-26T02:30:00Z', '2025-10-26 03:30'],
  ['2025-03-30T01:30:00Z', '2025-03-30 03:30'],
])('%s is %s, and an import reads it as the same instant', (instant, written) => {
  expect(writeStockholmClock(new Date(instant))).toBe(written)
  expect(parseInterval(written)?.from).toEqual(new Date(instant))
})

test('every hour of two years comes back', () => {
  const start = Date.UTC(2024, 0, 1)
  for (let hour = 0; hour < 2 * 8784; hour++) {
    const instant = new Date(start + hour * 3_600_000 + 1234)
    expect(parseInterval(writeStockholmClock(instant))?.from.getTime()).toBe(instant.getTime())
  }
})
