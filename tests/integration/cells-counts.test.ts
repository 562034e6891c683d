import fc from 'fast-check'
import { expect, test } from 'vitest'

import { feelings, offenceGroups, sources, themes } from '#lib/cells/category.ts'
import { foldMunicipality } from '#lib/cells/commands.server.ts'
import { coverBox, type Box } from '#lib/cells/cover.ts'
import { readCounts } from '#lib/cells/counts.server.ts'
import type { CellFilter } from '#lib/cells/filter.ts'
import { cellAt, cellToHex, parentCell } from '#lib/cells/h3.ts'
import { listCells } from '#lib/cells/packed.ts'
import { describeSlot } from '#lib/cells/slot.ts'
import { rebuildCounts, verifyCounts } from '#lib/cells/verification.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { addPoints, countedPoint, removePoints, type CountedPoint } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const sides = ['municipality', 'police'] as const

/** Places that share cells at some resolutions and not at others; null is a point without a cell. */
const places = Array.from({ length: 24 }, (_, index) =>
  cellAt([18 + (index % 6) ** 2 * 0.004, 59.3 + Math.floor(index / 6) ** 3 * 0.005]),
)
const place = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...places) },
  { weight: 1, arbitrary: fc.constant(null) },
)
/** From 1999 on, so that a window's open end and its years are both met. */
const month = fc.integer({ min: -5, max: 60 })
const point = fc
  .record({
    cell: place,
    month,
    slot: fc.integer({ min: 1, max: 87 }),
    w: fc.integer({ min: 1, max: 4 }),
    own: fc.boolean(),
  })
  .map(({ own, ...given }) => {
    const counted = countedPoint(given)
    return counted.audience === 'shared' && own ? { ...counted, audience: 'municipality' as const } : counted
  })

type Step =
  | { kind: 'add'; points: CountedPoint[] }
  | { kind: 'remove'; share: number }
  | { kind: 'fold'; batchSize: number }
  | { kind: 'rebuild' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('add' as const), points: fc.array(point, { maxLength: 40 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), share: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fold' as const), batchSize: fc.integer({ min: 3, max: 50 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'rebuild' as const }) },
)

const some = <Item>(items: readonly Item[]) => fc.option(fc.subarray([...items], { minLength: 1 }))
const question = fc.record({
  filter: fc.record({
    sources: some(sources),
    categories: some([...new Set([...themes, ...offenceGroups])]),
    feelings: some(feelings),
    ends: fc.tuple(fc.option(month), fc.option(month)),
  }),
  box: fc
    .tuple(
      fc.double({ min: 17.9, max: 18.1, noNaN: true }),
      fc.double({ min: 59.2, max: 59.4, noNaN: true }),
      fc.double({ min: 0.002, max: 0.2, noNaN: true }),
    )
    .map(([west, south, size]): Box => [west, south, west + size, south + size / 2]),
  resolution: fc.integer({ min: 4, max: 12 }),
})

let municipalities = 0
async function newMunicipality(): Promise<string> {
  const code = String(9000 + municipalities++)
  await addTestMunicipality(database, { code, name: code, slug: `m${code}`, boundary: boxBoundary(17, 58, 19, 60) })
  return code
}

async function take(current: Step, code: string, alive: CountedPoint[]): Promise<CountedPoint[]> {
  if (current.kind === 'add') {
    // fast-check may run the same values again while it shrinks.
    const fresh = current.points.map((given) => ({ ...given, id: crypto.randomUUID() }))
    await addPoints(database, code, fresh)
    return [...alive, ...fresh]
  }
  if (current.kind === 'remove') {
    const gone = alive.filter((_, index) => index % 3 < current.share)
    await removePoints(database, code, gone)
    return alive.filter((kept) => !gone.includes(kept))
  }
  for (const side of sides) {
    const request = { municipalityCode: code, side, clock: systemClock }
    if (current.kind === 'rebuild') await rebuildCounts(database, request)
    else await foldMunicipality(database, { ...request, batchSize: current.batchSize })
  }
  return alive
}

/** The same question answered by looking at every point. */
function expected(points: readonly CountedPoint[], filter: CellFilter, box: Box, resolution: number) {
  const cover = coverBox(box, resolution)
  const parents = new Set(cover.parents)
  const matching = points.filter(({ slot, month: when }) => {
    const { source, category, feeling } = describeSlot(slot)
    return (
      (filter.sources?.includes(source) ?? true) &&
      (filter.categories?.includes(category) ?? true) &&
      (feeling === null || (filter.feelings?.includes(feeling) ?? true)) &&
      when >= (filter.fromMonth ?? -Infinity) &&
      when <= (filter.toMonth ?? Infinity)
    )
  })
  const counts = new Map<bigint, number>()
  for (const { cell } of matching) {
    if (cell === null || !parents.has(parentCell(cell, cover.resolution))) continue
    const parent = parentCell(cell, resolution)
    counts.set(parent, (counts.get(parent) ?? 0) + 1)
  }
  const located = matching.filter(({ cell }) => cell !== null).length
  return {
    cells: [...counts].sort(([one], [other]) => (one < other ? -1 : 1)),
    total: located,
    withoutPosition: matching.length - located,
  }
}

function filterOf(
  code: string,
  { ends, ...filter }: (typeof question extends fc.Arbitrary<infer Q> ? Q : never)['filter'],
): CellFilter {
  const [one, other] = ends
  const turned = one !== null && other !== null && one > other
  return { municipalityCode: code, ...filter, fromMonth: turned ? other : one, toMonth: turned ? one : other }
}

test('roll-up and deltas together count every point, whatever was added, removed, folded and rebuilt', async () => {
  const history = fc.array(step, { minLength: 2, maxLength: 8 })
  const questions = fc.array(question, { minLength: 4, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(history, questions, async (steps, asked) => {
      const code = await newMunicipality()
      let alive: CountedPoint[] = []
      for (const current of steps) alive = await take(current, code, alive)
      for (const { filter: given, box, resolution } of asked) {
        const filter = filterOf(code, given)
        const { cells, total, withoutPosition } = await readCounts(database, { filter, box, resolution })
        const { cells: alike, ...totals } = expected(alive, filter, box, resolution)
        expect({ total, withoutPosition }).toEqual(totals)
        expect(listCells(cells)).toEqual(alike.map(([cell, n]) => [cellToHex(cell), n]))
      }
      for (const side of sides) {
        const { differences } = await verifyCounts(database, { municipalityCode: code, side })
        expect(differences).toEqual([])
      }
    }),
    { seed: 20261122, numRuns: 25 },
  )
})
