import fc from 'fast-check'
import { expect, test } from 'vitest'

import { CellSums } from './cell-sums.ts'
import { cellAt, cellToHex, parentCell } from './h3.ts'
import { listCells } from './packed.ts'

type Counted = readonly (readonly [cell: bigint, n: number])[]

/** As the database answers: int8 and int4, in any order. */
function rowsOf(cells: Counted): Uint8Array {
  const view = new DataView(new ArrayBuffer(cells.length * 12))
  cells.forEach(([cell, n], index) => {
    view.setBigInt64(index * 12, cell)
    view.setInt32(index * 12 + 8, n)
  })
  return new Uint8Array(view.buffer)
}

interface Entry {
  /** At resolution 15. */
  cell: bigint
  /** From 2000-01 to 2001-12. */
  month: number
  slot: number
  n: number
}

/** A block a cell of the level and year or month, its entries as migration 0210 says. */
function blocksOf(entries: readonly Entry[], level: 7 | 9, sign: 1 | -1): Uint8Array {
  const period = (at: number) => (level === 7 ? 2000 + at : 1000 + Math.floor(at / 12))
  const rows = Map.groupBy(entries, ({ cell: found, month: at }) => `${parentCell(found, level)}/${period(at)}`)
  const bytes = [...rows].flatMap(([row, inside]) => {
    const [parent = '', written = ''] = row.split('/')
    const view = new DataView(new ArrayBuffer(16 + 3 * inside.length))
    view.setBigInt64(0, BigInt(parent))
    view.setInt32(8, Number(written))
    view.setInt32(12, sign * 3 * inside.length)
    inside.forEach((given, index) => {
      const digits = Number((given.cell >> BigInt(3 * (13 - level))) & 63n)
      const number = (digits << 18) | ((given.month % 12) << 14) | (given.slot << 5) | (given.n & 31)
      view.setUint8(16 + 3 * index, number >> 16)
      view.setUint16(17 + 3 * index, number & 0xffff)
    })
    return [...new Uint8Array(view.buffer)]
  })
  return new Uint8Array(bytes)
}

const cell = fc
  .tuple(fc.double({ min: 17.9, max: 18.1, noNaN: true }), fc.double({ min: 59.2, max: 59.4, noNaN: true }))
  .map(cellAt)
const month = fc.integer({ min: 0, max: 23 })
const slot = fc.integer({ min: 1, max: 511 })
const entry = fc.record({ cell, month, slot, n: fc.integer({ min: -16, max: 15 }) })

function expected(resolution: number, counted: Counted) {
  const sums = new Map<string, number>()
  for (const [found, n] of counted) {
    const hex = cellToHex(parentCell(found, resolution))
    sums.set(hex, (sums.get(hex) ?? 0) + n)
  }
  return [...sums].filter(([, n]) => n !== 0).sort(([one], [other]) => (one < other ? -1 : 1))
}

test('rows are added up by cell, in order, whatever order and resolution they come in', () => {
  const rows = fc.array(fc.tuple(cell, fc.integer({ min: 1, max: 100_000 })), { maxLength: 60 })
  fc.assert(
    fc.property(rows, rows, fc.integer({ min: 0, max: 15 }), (ours, theirs, resolution) => {
      const sums = new CellSums(resolution)
      sums.addRows(rowsOf(ours))
      sums.addRows(rowsOf(theirs.map(([found, n]) => [parentCell(found, resolution), n])))
      expect(listCells(sums.pack())).toEqual(expected(resolution, [...ours, ...theirs]))
    }),
    { seed: 7 },
  )
})

test('entries inside rows are added and taken away by cell, of the slots and months asked for', () => {
  const asked = fc.record({
    added: fc.array(entry, { maxLength: 40 }),
    taken: fc.array(entry, { maxLength: 40 }),
    slots: fc.option(fc.uniqueArray(slot, { maxLength: 400 })),
    ends: fc.option(fc.tuple(month, month)),
    resolution: fc.integer({ min: 8, max: 11 }),
  })
  fc.assert(
    fc.property(asked, ({ added, taken, slots, ends, resolution }) => {
      const level = resolution > 9 ? 9 : 7
      // Rows of single months are asked for by month, rows of years hold months beside the window.
      const window = ends === null || level === 7 ? null : { fromMonth: Math.min(...ends), toMonth: Math.max(...ends) }
      const sums = new CellSums(resolution)
      // Enough that nothing is taken away from nothing: no answer of the database does that.
      const base = [...added, ...taken].map((given) => [given.cell, 2000] as const)
      sums.addRows(rowsOf(base))
      sums.addInside(blocksOf(added, level, 1), { slots, window })
      sums.addInside(blocksOf(taken, level, -1), { slots, window })
      const isChosen = (given: Entry) =>
        (slots === null || slots.includes(given.slot)) &&
        (window === null || (given.month >= window.fromMonth && given.month <= window.toMonth))
      const alike = expected(resolution, [
        ...base,
        ...added.filter(isChosen).map((given) => [given.cell, given.n] as const),
        ...taken.filter(isChosen).map((given) => [given.cell, -given.n] as const),
      ])
      expect(listCells(sums.pack())).toEqual(alike)
    }),
    { seed: 8 },
  )
})
