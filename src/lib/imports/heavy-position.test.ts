import { expect, test } from 'vitest'

import { HeavyPositions, NotPlaces } from './heavy-position.ts'

test('an address with much of a municipality is listed, in its own municipality alone', () => {
  const positions = new HeavyPositions()
  for (let row = 0; row < 30; row++) positions.add('0001', [18, 59])
  for (let row = 0; row < 200; row++) positions.add('0001', [18 + row / 1000, 60])
  for (let row = 0; row < 19; row++) positions.add('0002', [18, 59])
  expect(positions.list(0.05, new NotPlaces([[18, 59]]))).toEqual([
    { municipalityCode: '0001', lngLat: [18, 59], rows: 30, share: 30 / 230, isMarked: true },
  ])
  expect(positions.list(0.5, new NotPlaces())).toEqual([])
})

test('a heavy address is found among more positions than are counted at once', () => {
  const positions = new HeavyPositions()
  for (let row = 0; row < 120_000; row++) {
    positions.add('0001', [row / 10_000, 59])
    if (row % 10 === 0) positions.add('0001', [18, 60])
  }
  expect(positions.list(0.05, new NotPlaces())).toMatchObject([{ lngLat: [18, 60] }])
})
