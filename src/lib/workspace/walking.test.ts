import { expect, test } from 'vitest'

import { cellCenter, hexToCell } from '#lib/cells/h3.ts'
import { cellAt, cellToHex, neighbouringCells, parentCell } from '#lib/cells/h3.ts'
import { cellTowards, nearestCell } from './walking.ts'

const middle = parentCell(cellAt([19.3, 58.3]), 9)
const ring = [middle, ...neighbouringCells(middle)]
const centres = ring.map((cell) => ({ cell: cellToHex(cell), lngLat: cellCenter(cell) }))

test('an arrow leads to a neighbour on that side, and back again', () => {
  for (const [there, back] of [
    ['left', 'right'],
    ['up', 'down'],
  ] as const) {
    const next = cellTowards(centres, cellCenter(middle), there)
    expect(next).not.toBeNull()
    const from = cellCenter(hexToCell(next ?? ''))
    expect(cellTowards([centres[0] ?? never()], from, back)).toBe(cellToHex(middle))
  }
})

test('the walk crosses empty ground, and ends at the edge', () => {
  const far = [{ cell: 'far', lngLat: [19.4, 58.301] as const }]
  expect(cellTowards(far, [19.3, 58.3], 'right')).toBe('far')
  expect(cellTowards(far, [19.3, 58.3], 'left')).toBeNull()
})

test('a walk begins at the cell nearest the middle of the map', () => {
  expect(nearestCell(centres, cellCenter(middle))).toBe(cellToHex(middle))
  expect(nearestCell([], [19, 58])).toBeNull()
})

function never(): never {
  throw new Error('there is a cell')
}
