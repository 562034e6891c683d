import { expect, test } from 'vitest'

import { cellAt, cellRange, nextCell, parentCell } from './h3.ts'
import { partOfCell, partRange, partsOf } from './part.ts'

const stockholm = cellAt([18.06, 59.33])
const lund = cellAt([13.19, 55.7])

test('parts lie side by side at every resolution and leave nothing out', () => {
  const cells = [lund, stockholm]
    .map((cell) => parentCell(cell, 5))
    .sort((one, other) => (one < other ? -1 : 1))
    .flatMap((cell) => [cell, nextCell(cell), nextCell(nextCell(cell))])
  const parts = partsOf(
    cells.map((cell) => ({ cell, n: 60 })),
    100,
  )
  expect(parts).toHaveLength(1 + cells.length)
  for (const resolution of [5, 7, 9, 15]) {
    const [without, first, ...others] = parts.map((part) => partRange(part, resolution))
    expect(without).toEqual({ low: 0n, high: 0n })
    expect(first?.low).toBe(1n)
    others.forEach((range, index) => expect(range.low).toBe(([first, ...others][index]?.high ?? 0n) + 1n))
    expect(others.at(-1)?.high).toBe(2n ** 63n - 1n)
  }
})

test('few points are one part beside those without a cell', () => {
  expect(partsOf([], 100)).toEqual(['without-cell', { from: null, before: null }])
  expect(partsOf([{ cell: parentCell(lund, 5), n: 500 }], 100)).toHaveLength(2)
})

test('a cell lies in the part named by it, and so do all its counts', () => {
  for (const resolution of [3, 5, 8, 15]) {
    const part = partOfCell(parentCell(stockholm, resolution))
    for (const level of [5, 7, 9, 15]) {
      const { low, high } = partRange(part, level)
      expect(parentCell(stockholm, level) >= low && parentCell(stockholm, level) <= high).toBe(true)
      expect(parentCell(lund, level) >= low && parentCell(lund, level) <= high).toBe(false)
    }
  }
  const coarse = parentCell(stockholm, 5)
  expect(partRange(partOfCell(stockholm), 9).low).toBe(cellRange(coarse, 9).low)
})
