import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { cellToChildren, cellToParent, getPentagons, latLngToCell } from 'h3-js'
import { describe, expect, test } from 'vitest'
import {
  baseCells,
  cellAt,
  cellBoundary,
  cellCenter,
  cellRange,
  cellToHex,
  childCells,
  hexToCell,
  isCellHex,
  neighbouringCells,
  nextCell,
  parentCell,
  resolutionOf,
} from './h3.ts'

fc.configureGlobal({ seed: 20261122, numRuns: 300 })

const vectors = resolve(import.meta.dirname, '../../../../shared/data/h3-vectors')
const hasVectors = existsSync(vectors)
if (!hasVectors) console.warn(`SKIPPED: the H3 reference vectors are not at ${vectors}`)

const lngLat = fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
/** Points everywhere, and close to the twelve pentagons of each resolution, where the digits are irregular. */
const anyCell = fc.oneof(
  lngLat.map(cellAt),
  fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 15 })).map(([which, resolution]) => {
    const pentagon = hexToCell(getPentagons(resolution)[which] ?? '')
    return cellAt(cellCenter(pentagon))
  }),
)
const resolution = fc.integer({ min: 0, max: 15 })

describe.runIf(hasVectors)('the reference vectors of H3', () => {
  for (const file of hasVectors ? readdirSync(vectors).filter((name) => name.endsWith('centers.txt')) : []) {
    test(file, () => {
      const lines = readFileSync(resolve(vectors, file), 'utf8').trim().split('\n')
      for (const line of lines) {
        const [hex = '', lat, lng] = line.trim().split(/\s+/)
        const cell = hexToCell(hex)
        expect(isCellHex(hex)).toBe(true)
        expect(cellToHex(cell)).toBe(hex)
        expect(latLngToCell(Number(lat), Number(lng), resolutionOf(cell))).toBe(hex)
      }
    })
  }
})

describe('parents by bit arithmetic', () => {
  test('equal those of h3-js, pentagons among them', () => {
    fc.assert(
      fc.property(anyCell, resolution, (cell, coarser) => {
        expect(cellToHex(parentCell(cell, coarser))).toBe(cellToParent(cellToHex(cell), coarser))
      }),
    )
  })

  test('follow the chain: the parent of a parent is the grandparent', () => {
    fc.assert(
      fc.property(anyCell, resolution, resolution, (cell, one, other) => {
        const [coarse, fine] = [Math.min(one, other), Math.max(one, other)]
        expect(parentCell(parentCell(cell, fine), coarse)).toBe(parentCell(cell, coarse))
      }),
    )
  })

  test('lose no point: the counts of every resolution sum to the same', () => {
    fc.assert(
      fc.property(fc.array(anyCell, { maxLength: 50 }), resolution, (cells, coarser) => {
        const counts = new Map<bigint, number>()
        for (const cell of cells) {
          const parent = parentCell(cell, coarser)
          counts.set(parent, (counts.get(parent) ?? 0) + 1)
        }
        expect([...counts.values()].reduce((sum, n) => sum + n, 0)).toBe(cells.length)
      }),
      { numRuns: 50 },
    )
  })

  test('there is no parent finer than the cell', () => {
    const coarse = parentCell(cellAt([18.06, 59.33]), 7)
    expect(() => parentCell(coarse, 8)).toThrow(RangeError)
    expect(() => cellRange(coarse, 6)).toThrow(RangeError)
  })
})

describe('ranges of descendants', () => {
  test('hold every descendant and no other cell of that resolution', () => {
    fc.assert(
      fc.property(anyCell, anyCell, resolution, resolution, (cell, other, one, another) => {
        const [coarse, fine] = [Math.min(one, another), Math.max(one, another)]
        const { low, high } = cellRange(parentCell(cell, coarse), fine)
        const own = parentCell(cell, fine)
        const foreign = parentCell(other, fine)
        expect(low <= own && own <= high).toBe(true)
        expect(low <= foreign && foreign <= high).toBe(parentCell(other, coarse) === parentCell(cell, coarse))
      }),
    )
  })

  test('run from the first to the last child', () => {
    const parent = parentCell(cellAt([18.06, 59.33]), 6)
    const children = cellToChildren(cellToHex(parent), 9).map(hexToCell)
    expect(cellRange(parent, 9)).toEqual({ low: children[0], high: children.at(-1) })
  })
})

describe('children and neighbours', () => {
  test('children are those of h3-js, in order', () => {
    fc.assert(
      fc.property(anyCell, fc.integer({ min: 0, max: 14 }), (cell, coarser) => {
        const parent = parentCell(cell, coarser)
        const expected = cellToChildren(cellToHex(parent), coarser + 1).map(hexToCell)
        expect(childCells(parent)).toEqual(expected.sort((a, b) => (a < b ? -1 : 1)))
      }),
    )
  })

  test('the next cell of the last child is the first child of the next parent', () => {
    const parents = childCells(parentCell(cellAt([18.06, 59.33]), 5))
    const grandchildren = parents.flatMap(childCells)
    for (const [index, cell] of grandchildren.slice(0, -1).entries()) {
      expect(nextCell(cell)).toBe(grandchildren[index + 1])
    }
    const bases = baseCells()
    expect(bases).toHaveLength(122)
    for (const [index, base] of bases.slice(0, -1).entries()) expect(nextCell(base)).toBe(bases[index + 1])
  })

  test('a cell has six neighbours, a pentagon five', () => {
    expect(neighbouringCells(parentCell(cellAt([18.06, 59.33]), 9))).toHaveLength(6)
    expect(neighbouringCells(hexToCell(getPentagons(9)[0] ?? ''))).toHaveLength(5)
  })
})

test('the outline is a closed ring, longitude first, round the centre', () => {
  const cell = parentCell(cellAt([18.06, 59.33]), 9)
  const ring = cellBoundary(cell)
  expect(ring).toHaveLength(7)
  expect(ring[0]).toEqual(ring.at(-1))
  for (const [lng, lat] of ring) {
    expect(Math.abs(lng - 18.06)).toBeLessThan(0.02)
    expect(Math.abs(lat - 59.33)).toBeLessThan(0.01)
  }
})

test('only cells written as H3 writes them are cells', () => {
  expect(isCellHex('89088662ec7ffff')).toBe(true)
  for (const text of ['', '89088662EC7FFFF', '089088662ec7ffff', '89088662ec7fff0', 'zzzzzzzzzzzzzzz', '-1']) {
    expect(isCellHex(text)).toBe(false)
  }
})
