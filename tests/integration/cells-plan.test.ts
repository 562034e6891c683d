import { afterAll, expect, test } from 'vitest'

import { CellSums } from '#lib/cells/cell-sums.ts'
import { coverBox, type Box } from '#lib/cells/cover.ts'
import { questionsOf } from '#lib/cells/counting-tables.server.ts'
import type { Filter } from '#lib/cells/filter.ts'
import { cellAt } from '#lib/cells/h3.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { readViewport } from '#lib/cells/queries.server.ts'
import { slotOf } from '#lib/cells/slot.ts'
import { rebuildCounts } from '#lib/cells/verification.server.ts'
import { offenceGroups } from '#lib/cells/category.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { addPoints, countedPoint } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, createTestInstallation } from '../support/database.ts'
import { explaining, readsOf, rowsRead, type PlanNode } from '../support/plan.ts'
import { vacuum } from '../support/vacuum.ts'

/** All plans are the product's own: of its role, with row security on and no setting of the planner changed. */

const installation = await createTestInstallation()
const filling = await openDatabase(installation.config)
const pointsEach = 8_000

/** Two cities with crimes over six years, each in its own municipality; the same on every run. */
for (const [code, west, south] of [
  ['8101', 17.9, 59.25],
  ['8102', 12.9, 55.5],
] as const) {
  await addTestMunicipality(filling, { code, name: code, slug: `m${code}`, boundary: boxBoundary(11, 55, 19, 60) })
  const points = Array.from({ length: pointsEach }, (_, index) => {
    const [x, y] = [(index * 0.618034) % 1, (index * 0.754878) % 1]
    return countedPoint({
      cell: cellAt([west + x * x * 0.4, south + y * y * 0.2]),
      month: monthNumber(2020, 1) + (index % 72),
      slot: slotOf('crime', offenceGroups[index % offenceGroups.length] ?? 'other', null),
    })
  })
  await addPoints(filling, code, points)
  await rebuildCounts(filling, { municipalityCode: code, side: 'police', clock: systemClock })
}
await filling.close()
// Twice: after the second the planner knows other sizes, and has made other plans by them.
await vacuum(installation)
await vacuum(installation)
const database = await openDatabase(installation.config)
afterAll(() => database.close())

const openFilter: Filter = { sources: ['crime'], categories: null, feelings: null, fromMonth: null, toMonth: null }
const city: Box = [17.9, 59.25, 18.3, 59.43]
const corner: Box = [17.9, 59.25, 17.95, 59.27]

async function explain(box: Box, resolution: number, filter: Partial<Filter> = {}) {
  const [question] = questionsOf({ municipalityCode: '8101', ...openFilter, ...filter })
  if (question === undefined) throw new Error('the filter chooses nothing')
  const plans: PlanNode[] = []
  const context = { role: 'police_request', municipalityCodes: ['8101'], access: 'read' } as const
  const cover = coverBox(box, resolution)
  const counts = await database.withContext(context, (db) =>
    readViewport(explaining(db, plans), question, { cover, resolution, maximumPoints: null }),
  )
  const sums = new CellSums(resolution)
  if (counts.cells !== null) sums.addRows(counts.cells)
  if (counts.inside !== null)
    sums.addInside(counts.inside, {
      slots: question.slots === 'all' ? null : question.slots,
      window: question.window || null,
    })
  return { plans, cells: sums.pack().numbers.length, total: counts.total }
}

const indexOnly = (nodes: readonly PlanNode[]) => nodes.filter((node) => node['Node Type'] === 'Index Only Scan')
const readAltogether = (nodes: readonly PlanNode[]) => nodes.reduce((sum, node) => sum + rowsRead(node), 0)

test('a city view of all time is read from the index alone, row by row what it shows', async () => {
  const { plans, cells, total } = await explain(city, 9)
  const reads = readsOf(plans, 'cell_count')
  expect(total).toBe(pointsEach)
  expect(cells).toBeGreaterThan(1_000)
  expect(new Set(reads.map((node) => node['Index Name']))).toEqual(new Set(['cell_count_pkey']))
  expect(indexOnly(reads)).toHaveLength(reads.length)
  expect(readAltogether(reads)).toBeLessThan(1.2 * cells + 100)
  expect(readsOf(plans, 'crime')).toEqual([])
})

test('a county view of whole years is too', async () => {
  const years = { fromMonth: monthNumber(2021, 1), toMonth: monthNumber(2023, 12) }
  const { plans, cells } = await explain([17, 58.8, 19, 60], 7, years)
  const reads = readsOf(plans, 'cell_count')
  expect(indexOnly(reads)).toHaveLength(reads.length)
  expect(readAltogether(reads)).toBeLessThan(3 * 1.2 * cells + 100)
})

test('one category reads the rows of the view and no more', async () => {
  const { plans, cells } = await explain(corner, 9, { categories: ['robbery'] })
  const reads = readsOf(plans, 'cell_count')
  const view = await explain(corner, 9)
  expect(cells).toBeGreaterThan(20)
  expect(new Set(reads.map((node) => node['Index Name']))).toEqual(new Set(['cell_count_pkey']))
  expect(readAltogether(reads)).toBeLessThan(1.2 * view.cells + 100)
})

test('a masked resolution reads the next finer level', async () => {
  const finer = await explain(city, 9)
  const { plans, cells } = await explain(city, 8)
  expect(cells).toBeLessThan(finer.cells / 2)
  expect(readAltogether(readsOf(plans, 'cell_count'))).toBeLessThan(1.4 * finer.cells + 100)
})

test('month edges at resolution 9 are read from inside the rows of those months, and no point is', async () => {
  const window = { fromMonth: monthNumber(2022, 11), toMonth: monthNumber(2024, 2) }
  const { plans, cells, total } = await explain(corner, 9, window)
  expect(total).toBeGreaterThan(0)
  expect(cells).toBeGreaterThan(20)
  expect(readsOf(plans, 'crime')).toEqual([])
  const reads = readsOf(plans, 'cell_count')
  expect(new Set(reads.map((node) => node['Index Name']))).toEqual(new Set(['cell_count_pkey']))
  // A year of the corner's cells, four months of the few coarser ones round them, and the totals of each period.
  expect(readAltogether(reads)).toBeLessThan(1.5 * cells + 100)
})

test('a neighbourhood at resolution 11 is read from inside the rows of its years', async () => {
  const { plans, cells } = await explain(corner, 11, { categories: ['theft', 'robbery'] })
  const whole = await explain(corner, 11)
  expect(cells).toBeGreaterThan(20)
  expect(cells).toBeLessThan(whole.cells)
  expect(readsOf(plans, 'crime')).toEqual([])
  const reads = readsOf(plans, 'cell_count')
  expect(new Set(reads.map((node) => node['Index Name']))).toEqual(new Set(['cell_count_pkey']))
  // Six years of each cell of resolution 9, and the totals.
  expect(readAltogether(reads)).toBeLessThan(6 * whole.cells)
})

test('twelve months of a county are each looked up, however the planner knows the table', async () => {
  const window = { fromMonth: monthNumber(2022, 7), toMonth: monthNumber(2023, 6) }
  const { plans, cells } = await explain([17, 58.8, 19, 60], 7, window)
  const reads = readsOf(plans, 'cell_count')
  expect(cells).toBeGreaterThan(20)
  expect(readAltogether(reads)).toBeLessThan(12 * cells + 100)
  for (const node of reads) expect(node['Rows Removed by Filter'] ?? 0).toBe(0)
})

test('a window open at one end finds its years instead of asking for each there could be', async () => {
  const { plans, total } = await explain(corner, 9, { toMonth: monthNumber(2024, 12) })
  expect(total).toBe(Array.from({ length: pointsEach }, (_, index) => index % 72).filter((at) => at < 60).length)
  for (const node of readsOf(plans, 'cell_count')) expect(node['Actual Loops']).toBeLessThan(100)
  expect(readAltogether(readsOf(plans, 'cell_count'))).toBeLessThan(5_000)
})
