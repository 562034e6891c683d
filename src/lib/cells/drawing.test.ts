import type { FeatureCollection, Point, Polygon } from 'geojson'
import { expect, test } from 'vitest'

import { CellDrawing, type DrawnForm } from './drawing.ts'
import { cellAt, cellToHex, parentCell } from './h3.ts'
import { numberOf, type PackedCells } from './packed.ts'

const cellOf = (lng: number, lat: number) => parentCell(cellAt([lng, lat]), 9)
const [here, there] = [cellOf(20.35, 58.75), cellOf(20.36, 58.76)]

const packed = (...cells: [cell: bigint, n: number][]): PackedCells => ({
  resolution: 9,
  numbers: Float64Array.from(cells, ([cell]) => numberOf(cell, 9)),
  counts: Uint32Array.from(cells, ([, n]) => n),
})

function drawn<Shape extends Polygon | Point>(cells: PackedCells, form: DrawnForm, breaks = [1]) {
  const text = new CellDrawing().write(cells, breaks, form)
  return (JSON.parse(text) as FeatureCollection<Shape, { id: string; n: number; class: number }>).features
}

test('cells are closed hexagons round their middle, known by their H3 id', () => {
  const cells = packed([here, 3])
  const [hexagon] = drawn<Polygon>(cells, 'hexagons')
  const ring = hexagon?.geometry.coordinates[0] ?? []
  expect(ring).toHaveLength(7)
  expect(ring[0]).toEqual(ring.at(-1))
  expect(hexagon?.properties).toEqual({ id: cellToHex(here), n: 3, class: 0 })
  const [lng = 0, lat = 0] = new CellDrawing().middles(cells)
  const [lngs, lats] = [ring.map(([x = 0]) => x), ring.map(([, y = 0]) => y)]
  expect(lng > Math.min(...lngs) && lng < Math.max(...lngs)).toBe(true)
  expect(lat > Math.min(...lats) && lat < Math.max(...lats)).toBe(true)
  const [middle] = drawn<Point>(cells, 'middles')
  expect(middle?.geometry.coordinates[0]).toBeCloseTo(lng, 6)
  expect(middle?.geometry.coordinates[1]).toBeCloseTo(lat, 6)
})

test('a cell without points is not drawn', () => {
  const cells = here < there ? packed([here, 0], [there, 1]) : packed([there, 1], [here, 0])
  expect(drawn(cells, 'hexagons').map(({ properties }) => properties.id)).toEqual([cellToHex(there)])
  expect(drawn(cells, 'middles')).toHaveLength(1)
})

test('a picture drawn again is the same', () => {
  const drawing = new CellDrawing()
  const cells = packed([here, 3])
  expect(drawing.write(cells, [1], 'hexagons')).toBe(drawing.write(cells, [1], 'hexagons'))
})

test('a count belongs to the highest class whose lowest count it has reached', () => {
  const classOf = (n: number) => drawn(packed([here, n]), 'hexagons', [1, 5, 20])[0]?.properties.class
  expect([1, 4, 5, 19, 20, 900].map(classOf)).toEqual([0, 0, 1, 1, 2, 2])
})
