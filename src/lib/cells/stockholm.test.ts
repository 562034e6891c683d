import { expect, it } from 'vitest'

import { stockholmOffset } from './stockholm.ts'

const hour = 3_600_000
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'medium',
})

const byOffset = (instant: number) =>
  new Date(instant + stockholmOffset(instant)).toISOString().slice(0, 19).replace('T', ' ')

it.each([1916, 1945, 1979, 1980, 1981, 1995, 1996, 2000, 2026, 2027, 2098])(
  'shows what clocks in Stockholm show, every hour of %i',
  (year) => {
    const wrong: string[] = []
    for (let instant = Date.UTC(year, 0, 1); instant < Date.UTC(year + 1, 0, 1); instant += hour) {
      for (const within of [0, 30 * 60_000, hour - 1000]) {
        const shown = clock.format(instant + within)
        if (byOffset(instant + within) !== shown) wrong.push(shown)
      }
    }
    expect(wrong).toEqual([])
  },
)

it('refuses what is no instant', () => {
  expect(() => stockholmOffset(NaN)).toThrow(RangeError)
})
