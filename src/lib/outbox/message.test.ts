import { expect, it } from 'vitest'

import { maximumSendings, restSeconds } from './message.ts'

it('rests longer after each sending that failed, and never more than a day', () => {
  const rests = Array.from({ length: maximumSendings }, (_, index) => restSeconds(index + 1))
  expect(rests.slice(0, 3)).toEqual([60, 240, 960])
  expect(rests).toEqual([...rests].sort((one, other) => one - other))
  expect(rests.at(-1)).toBe(86_400)
})
