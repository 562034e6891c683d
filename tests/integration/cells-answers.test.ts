import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { answerCell, answerCells, answerCounts } from '#lib/cells/answers.server.ts'
import { coverBox } from '#lib/cells/cover.ts'
import { questionsOf } from '#lib/cells/counting-tables.server.ts'
import { parseCellFilter } from '#lib/cells/filter.ts'
import { readViewport } from '#lib/cells/queries.server.ts'
import { foldMunicipality } from '#lib/cells/commands.server.ts'
import { cellAt, cellToHex, parentCell } from '#lib/cells/h3.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import { readingContext } from '#lib/cells/tables.server.ts'
import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { listCells } from '#lib/cells/packed.ts'
import { cellsMediaType, decodeCells } from '#lib/cells/wire.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { addPoints, countedPoint, removePoints } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const box = 'bbox=17.9,59.2,18.3,59.5'
const station = cellAt([18.06, 59.33])
const school = cellAt([18.2, 59.4])
const dark = slotOf('remark', 'lighting', 'unsafe')
const seen = slotOf('observation', 'lighting', 'safe')
const theft = slotOf('crime', 'theft', null)
const at = (year: number, month: number) => monthNumber(year, month)

for (const code of ['8201', '8202', '8203']) {
  await addTestMunicipality(database, { code, name: code, slug: `m${code}`, boundary: boxBoundary(17, 58, 19, 60) })
}
await addPoints(database, '8201', [
  countedPoint({ cell: station, month: at(2026, 3), slot: dark }),
  countedPoint({ cell: station, month: at(2026, 3), slot: theft }),
  countedPoint({ cell: station, month: at(2025, 7), slot: theft }),
  countedPoint({ cell: school, month: at(2025, 7), slot: seen }),
  countedPoint({ cell: null, month: at(2025, 7), slot: dark }),
  countedPoint({ cell: null, month: at(2024, 1), slot: theft }),
])
await foldMunicipality(database, { municipalityCode: '8201', side: 'police', clock: systemClock })
await addPoints(database, '8203', [
  countedPoint({ cell: station, month: at(2025, 7), slot: theft }),
  countedPoint({ cell: school, month: at(2025, 7), slot: theft }),
  countedPoint({ cell: school, month: at(2026, 3), slot: theft }),
])
await foldMunicipality(database, { municipalityCode: '8203', side: 'police', clock: systemClock })

const asked = (search: string, ifNoneMatch: string | null = null, takesBytes = false) => ({
  params: new URLSearchParams(search),
  ifNoneMatch,
  takesBytes,
})

const cells = async (search: string) => (await answerCells(database, asked(`municipality=8201&${search}`))).json()
const hexAt = (cell: bigint, resolution: number) => cellToHex(parentCell(cell, resolution))

test('cells come ascending with the counts of both sides, beside the totals of the municipality', async () => {
  const ascending = [hexAt(station, 9), hexAt(school, 9)].sort()
  const counts = new Map([
    [hexAt(station, 9), 3],
    [hexAt(school, 9), 1],
  ])
  expect(await cells(`${box}&res=9`)).toEqual({
    res: 9,
    cells: ascending.map((hex) => [hex, counts.get(hex)]),
    total: 4,
    withoutPosition: 2,
  })
})

test('a map gets the same in bytes, under a tag of their own', async () => {
  const search = `municipality=8201&${box}&res=9`
  const bytes = await answerCells(database, asked(search, null, true))
  expect(bytes.headers.get('content-type')).toBe(cellsMediaType)
  const { cells: packed, total, withoutPosition } = decodeCells(new Uint8Array(await bytes.arrayBuffer()))
  const text = await answerCells(database, asked(search))
  expect({ res: packed.resolution, cells: listCells(packed), total, withoutPosition }).toEqual(await text.json())
  const tag = bytes.headers.get('etag')
  expect(tag).not.toBe(text.headers.get('etag'))
  expect((await answerCells(database, asked(search, tag, true))).status).toBe(304)
  expect((await answerCells(database, asked(search, tag))).status).toBe(200)
})

test('totals follow the filter, not the box', async () => {
  expect(await cells(`bbox=17.1,58.1,17.2,58.2&res=9&source=crime`)).toEqual({
    res: 9,
    cells: [],
    total: 2,
    withoutPosition: 1,
  })
})

test('source, category, feeling and months narrow what is counted', async () => {
  const total = async (search: string) => (await cells(`${box}&res=7&${search}`)).total
  expect(await total('source=remark,observation')).toBe(2)
  expect(await total('category=theft')).toBe(2)
  expect(await total('feeling=unsafe')).toBe(3)
  expect(await total('source=remark,observation&feeling=safe')).toBe(1)
  expect(await total('from=2026-01')).toBe(2)
  expect(await total('to=2025-12')).toBe(2)
  expect(await total('from=2025-07&to=2025-07')).toBe(2)
  expect(await total('source=none')).toBe(0)
})

test('every resolution adds up to the same', async () => {
  for (let resolution = 0; resolution <= 13; resolution++) {
    const answer: { cells: [string, number][] } = await cells(`bbox=17,58,19,60&res=${resolution}`)
    expect(answer.cells.reduce((sum, [, n]) => sum + n, 0)).toBe(4)
  }
})

test('a box that could hold too many cells is read only where there are too few points to fill it', async () => {
  const filter = parseCellFilter(new URLSearchParams('municipality=8201&source=crime&from=2026-01'))
  const [question] = questionsOf(filter)
  if (question === undefined) throw new Error('the filter chooses nothing')
  const read = (maximumPoints: number) =>
    database.withContext({ role: 'police_request', municipalityCodes: ['8201'], access: 'read' }, (db) =>
      readViewport(db, question, { cover: coverBox([17, 58, 19, 60], 12), resolution: 12, maximumPoints }),
    )
  expect((await read(2)).cells).toHaveLength(12)
  expect(await read(1)).toMatchObject({ cells: null, total: 1, withoutPosition: 0 })
})

test('where points must be gone through, a box with too many of them is not read', async () => {
  const read = (search: string, resolution: number, maximumPointsRead: number) => {
    const [question] = questionsOf(parseCellFilter(new URLSearchParams(`municipality=8203&source=crime${search}`)))
    if (question === undefined) throw new Error('the filter chooses nothing')
    const viewport = { cover: coverBox([17.9, 59.2, 18.3, 59.5], resolution), resolution, maximumPoints: null }
    return database.withContext({ role: 'police_request', municipalityCodes: ['8203'], access: 'read' }, (db) =>
      readViewport(db, question, { ...viewport, maximumPointsRead }),
    )
  }
  for (const resolution of [10, 11, 13]) {
    expect((await read('', resolution, 2)).cells).toBeNull()
    expect((await read('', resolution, 3)).cells).not.toBeNull()
  }
  // Of a window of single months at 9 only those months are gone through; whole years and coarser cells need none.
  expect((await read('&from=2025-06&to=2025-08', 9, 1)).cells).toBeNull()
  expect((await read('&from=2025-06&to=2025-08', 9, 2)).cells).not.toBeNull()
  expect((await read('&from=2025-01&to=2025-12', 9, 0)).cells).not.toBeNull()
  expect((await read('&from=2025-06&to=2025-08', 7, 0)).cells).not.toBeNull()
})

test('on PostgreSQL the database itself ends a read that takes long', async () => {
  const [row] = await database.withContext(readingContext('police', '8201'), (db) =>
    db.query<{ limit: string }>(sql`select current_setting('statement_timeout') as limit`),
  )
  expect(row?.limit).toBe('10s')
})

test('counts by slot follow the months asked for; the months are all there are', async () => {
  const counts = async (search: string) =>
    (await answerCounts(database, asked(`municipality=8201&${search}`))).json() as Promise<Record<string, unknown[]>>
  const all = await counts('')
  expect(all['counts']).toEqual([
    ['remark', 'lighting', 'unsafe', 1, 1],
    ['observation', 'lighting', 'safe', 1, 0],
    ['crime', 'theft', null, 2, 1],
  ])
  expect(all['months']).toEqual([
    ['2024-01', 1],
    ['2025-07', 3],
    ['2026-03', 2],
  ])
  const narrowed = await counts('from=2026-01&to=2026-12&source=crime')
  expect(narrowed['counts']).toEqual([
    ['remark', 'lighting', 'unsafe', 1, 0],
    ['crime', 'theft', null, 1, 0],
  ])
  expect(narrowed['months']).toEqual(all['months'])
})

test('a cell tells what it is made of, coarse or fine', async () => {
  for (const resolution of [4, 5, 6, 7, 8, 9, 12, 15]) {
    const hex = hexAt(station, resolution)
    const answer = await answerCell(database, hex, asked('municipality=8201&source=crime,remark&from=2025-01'))
    expect(await answer.json()).toEqual({
      cell: hex,
      res: resolution,
      total: 3,
      counts: [
        ['remark', 'lighting', 'unsafe', 1],
        ['crime', 'theft', null, 2],
      ],
      months: [
        ['2025-07', 1],
        ['2026-03', 2],
      ],
    })
  }
})

test('an answer one has is not sent again until something changes', async () => {
  const ways = [
    (tag: string | null) => answerCells(database, asked(`municipality=8202&${box}&res=9`, tag)),
    (tag: string | null) => answerCounts(database, asked('municipality=8202', tag)),
    (tag: string | null) => answerCell(database, hexAt(station, 9), asked('municipality=8202', tag)),
  ]
  const tags = await Promise.all(ways.map(async (ask) => (await ask(null)).headers.get('etag')))
  expect(new Set(tags).size).toBe(3)
  const again = async () => Promise.all(ways.map(async (ask, index) => (await ask(tags[index] ?? null)).status))
  expect(await again()).toEqual([304, 304, 304])
  const point = countedPoint({ cell: station, month: at(2026, 3), slot: theft })
  await addPoints(database, '8202', [point])
  expect(await again()).toEqual([200, 200, 200])
  await removePoints(database, '8202', [point])
  expect(await again()).toEqual([200, 200, 200])
  const other = await answerCells(database, asked(`municipality=8202&${box}&res=8`, tags[0] ?? null))
  expect(other.status).toBe(200)
})

test('another municipality sees none of it, and an unknown one is unknown', async () => {
  const answer = await (await answerCells(database, asked(`municipality=8202&${box}&res=9`))).json()
  expect(answer).toMatchObject({ cells: [], total: 0, withoutPosition: 0 })
  await expect(answerCells(database, asked(`municipality=8299&${box}&res=9`))).rejects.toMatchObject({
    code: 'unknown-municipality',
  })
})

test('nonsense is refused without asking the database', async () => {
  const untouched: Database = {
    ...database,
    engine: database.engine,
    withContext: () => Promise.reject(new Error('the database was asked')),
  }
  const refused = [
    answerCells(untouched, asked('municipality=8201&bbox=-180,-90,180,90&res=15')),
    answerCells(untouched, asked('municipality=8201&bbox=NaN,0,1,1&res=9')),
    answerCells(untouched, asked('municipality=8201&bbox=170,0,-170,1&res=9')),
    answerCounts(untouched, asked('municipality=8201&from=1899-01')),
    answerCell(untouched, 'nonsense', asked('municipality=8201')),
    answerCell(untouched, hexAt(station, 9), asked('municipality=8201&category=fear')),
  ]
  for (const answer of refused) {
    const error: unknown = await answer.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'invalid-parameter' })
  }
})
