import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { cellAt, cellToHex, parentCell } from './h3.ts'
import { listCells, numberOf, type PackedCells } from './packed.ts'
import { decodeCells, encodeCells } from './wire.ts'

const packCells = (resolution: number, cells: readonly (readonly [cell: bigint, n: number])[]): PackedCells => ({
  resolution,
  numbers: Float64Array.from(cells, ([cell]) => numberOf(cell, resolution)),
  counts: Uint32Array.from(cells, ([, n]) => n),
})

type Counted = readonly (readonly [cell: bigint, n: number])[]

function cellsAt(resolution: number, positions: readonly (readonly [number, number])[]): bigint[] {
  const cells = new Set(positions.map((lngLat) => parentCell(cellAt(lngLat), resolution)))
  return [...cells].sort((a, b) => (a < b ? -1 : 1))
}

const position = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -90, max: 90, noNaN: true }),
)
const counted = fc
  .record({
    resolution: fc.integer({ min: 0, max: 15 }),
    positions: fc.array(position, { maxLength: 60 }),
    counts: fc.array(fc.integer({ min: 1, max: 4_000_000_000 }), { minLength: 60, maxLength: 60 }),
  })
  .map(({ resolution, positions, counts }) => ({
    resolution,
    cells: cellsAt(resolution, positions).map((cell, index) => [cell, counts[index] ?? 1] as const),
  }))

const asHex = (cells: Counted) => cells.map(([cell, n]) => [cellToHex(cell), n])

describe('the cells answer on the wire', () => {
  it('brings every cell and count of every resolution back, anywhere on earth', () => {
    fc.assert(
      fc.property(counted, fc.nat(), fc.nat(), fc.boolean(), (asked, total, withoutPosition, crimesAbsent) => {
        const cells = packCells(asked.resolution, asked.cells)
        const read = decodeCells(encodeCells({ cells, total, withoutPosition, crimesAbsent }))
        expect(listCells(read.cells)).toEqual(asHex(asked.cells))
        expect([read.total, read.withoutPosition, read.crimesAbsent]).toEqual([total, withoutPosition, crimesAbsent])
      }),
      { seed: 4 },
    )
  })

  it('is about one byte a cell of a town, and less compressed', () => {
    const positions = Array.from({ length: 20_000 }, (_, index): [number, number] => {
      const [x, y] = [(index * 0.618034) % 1, (index * 0.754878) % 1]
      return [17.9 + x * 0.4, 59.25 + y * 0.18]
    })
    const cells = cellsAt(9, positions).map((cell, index) => [cell, 1 + (index % 3)] as const)
    const bytes = encodeCells({
      cells: packCells(9, cells),
      total: 20_000,
      withoutPosition: 3,
      crimesAbsent: false,
    })
    expect(cells.length).toBeGreaterThan(2000)
    expect(bytes.length / cells.length).toBeLessThan(1.1)
    expect(gzipSync(bytes).length / cells.length).toBeLessThan(1.1)
  })

  it('refuses what is cut off, of another version or something else', () => {
    const cells = packCells(15, [[cellAt([18, 59]), 3]])
    const whole = encodeCells({ cells, total: 3, withoutPosition: 0, crimesAbsent: false })
    for (let length = 0; length < whole.length; length++) {
      expect(() => decodeCells(whole.subarray(0, length))).toThrow(RangeError)
    }
    expect(() => decodeCells(new Uint8Array([...whole, 0]))).toThrow(RangeError)
    expect(() => decodeCells(whole.with(2, 1))).toThrow(RangeError)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const bytes = new Uint8Array([0x46, 0x43, 2, 9, 0, ...noise])
        try {
          expect(decodeCells(bytes).cells.numbers.length).toBeLessThan(130)
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError)
        }
      }),
      { seed: 6 },
    )
  })
})
