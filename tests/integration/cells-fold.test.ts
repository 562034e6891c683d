import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { findFoldWork, foldMunicipality, recordChanges } from '#lib/cells/commands.server.ts'
import { readCounts, readDataVersion } from '#lib/cells/counts.server.ts'
import type { CellFilter } from '#lib/cells/filter.ts'
import { cellAt, parentCell } from '#lib/cells/h3.ts'
import { checkFold } from '#lib/cells/health.server.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { slotOf, slots } from '#lib/cells/slot.ts'
import { listCells } from '#lib/cells/packed.ts'
import { rebuildCounts, verifyCounts } from '#lib/cells/verification.server.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { jobHandlers } from '../../src/job-handlers.server.ts'
import { addPoints, countedPoint, removePoints, writingContext } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const slot = slotOf('remark', 'lighting', 'unsafe')
const crimeSlot = slotOf('crime', 'theft', null)
const month = monthNumber(2026, 3)
const home = cellAt([18.06, 59.33])

async function municipality(code: string): Promise<string> {
  await addTestMunicipality(database, { code, name: code, slug: `m${code}`, boundary: boxBoundary(17, 58, 19, 60) })
  return code
}

const fold = (municipalityCode: string, side: 'municipality' | 'police' = 'municipality') =>
  foldMunicipality(database, { municipalityCode, side, clock: systemClock, batchSize: 10 })

const everything = (municipalityCode: string): CellFilter => ({
  municipalityCode,
  sources: null,
  categories: null,
  feelings: null,
  fromMonth: null,
  toMonth: null,
})

async function rowsOf(code: string, table: 'cell_count' | 'cell_delta'): Promise<number> {
  const context = { role: 'fold_worker', municipalityCodes: [code], access: 'read' } as const
  const statement =
    table === 'cell_count'
      ? sql`select count(*)::int as n from cell_count`
      : sql`select count(*)::int as n from cell_delta`
  const [row] = await database.withContext(context, (db) => db.query<{ n: number }>(statement))
  return row?.n ?? NaN
}

test('the registry of slots is the same in the database and in the code', async () => {
  const context = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
  const stored = await database.withContext(context, (db) =>
    db.query(sql`select slot::int, source, category, feeling from slot order by slot`),
  )
  expect(stored).toEqual(slots)
})

test('equal changes become one delta, opposite ones none, and each side finds its own to fold', async () => {
  const code = await municipality('8001')
  const change = { cell: home, month, audience: 'shared' as const, slot, n: 1, w: 2 }
  await database.withContext(writingContext('municipality', code), async (db) => {
    await recordChanges(db, { municipalityCode: code, side: 'municipality', changes: [change, change] })
    await recordChanges(db, {
      municipalityCode: code,
      side: 'municipality',
      changes: [change, { ...change, n: -1, w: -2 }],
    })
  })
  expect(await rowsOf(code, 'cell_delta')).toBe(1)
  await database.withContext(writingContext('police', code), (db) =>
    recordChanges(db, {
      municipalityCode: code,
      side: 'police',
      changes: [{ ...change, audience: 'police', slot: crimeSlot }],
    }),
  )
  for (const side of ['municipality', 'police'] as const) {
    const ours = (await findFoldWork(database, side)).filter(({ payload }) => payload['municipalityCode'] === code)
    const work = { kind: 'fold', workKey: `${side}/${code}`, side, payload: { municipalityCode: code } }
    expect(ours).toEqual([work])
    await fold(code, side)
    expect(await findFoldWork(database, side)).not.toContainEqual(work)
  }
})

test('the jobs of the product find what is not folded and fold it, on both sides', async () => {
  const code = await municipality('8008')
  await addPoints(database, code, [
    countedPoint({ cell: home, month, slot }),
    countedPoint({ cell: home, month, slot: crimeSlot }),
  ])
  const before = await readDataVersion(database, everything(code))
  await new JobRunner(database, jobHandlers(database)).runDue()
  expect(await findFoldWork(database, 'municipality')).toEqual([])
  expect(await findFoldWork(database, 'police')).toEqual([])
  expect(await readDataVersion(database, everything(code))).not.toBe(before)
})

test('a fold that is told to stop ends between two batches, and loses nothing', async () => {
  const code = await municipality('8009')
  const points = Array.from({ length: 30 }, (_, index) =>
    countedPoint({ cell: cellAt([18 + index / 500, 59.33]), month, slot }),
  )
  await addPoints(database, code, points)
  const stopping = new AbortController()
  // The clock is asked once a batch.
  const clock = { now: () => (stopping.abort(), new Date('2026-05-01T12:00:00Z')) }
  const request = { municipalityCode: code, side: 'municipality', clock, batchSize: 10 } as const
  const folding = foldMunicipality(database, { ...request, signal: stopping.signal })
  await expect(folding).rejects.toMatchObject({ name: 'AbortError' })
  expect(await rowsOf(code, 'cell_delta')).toBe(20)
  const { total } = await readCounts(database, { filter: everything(code), box: [18, 59, 18.1, 59.5], resolution: 7 })
  expect(total).toBe(30)
  expect(await fold(code)).toBe(20)
})

test('what waits for its fold can be seen, on both sides together', async () => {
  const code = await municipality('8012')
  const before = await checkFold(database)
  await addPoints(database, code, [
    countedPoint({ cell: home, month, slot }),
    countedPoint({ cell: home, month, slot: crimeSlot }),
  ])
  expect(await checkFold(database)).toMatchObject({ ok: true, unfolded: Number(before['unfolded']) + 2 })
  const clock = { now: () => new Date('2031-05-01T12:00:00Z') }
  for (const side of ['municipality', 'police'] as const)
    await foldMunicipality(database, { municipalityCode: code, side, clock })
  expect(await checkFold(database)).toEqual({
    ok: true,
    unfolded: before['unfolded'],
    lastFold: '2031-05-01T12:00:00.000Z',
  })
})

test('what cannot be counted is refused before it is written', async () => {
  const code = await municipality('8002')
  const change = { cell: home, month, audience: 'shared' as const, slot, n: 1, w: 1 }
  const record = (bad: object) =>
    database.withContext(writingContext('municipality', code), (db) =>
      recordChanges(db, { municipalityCode: code, side: 'municipality', changes: [{ ...change, ...bad }] }),
    )
  await expect(record({ cell: parentCell(home, 9) })).rejects.toThrow(RangeError)
  await expect(record({ month: 4000 })).rejects.toThrow(RangeError)
  expect(await rowsOf(code, 'cell_delta')).toBe(0)
})

test('a fold in many batches changes no answer, and every fold changes the version', async () => {
  const code = await municipality('8003')
  const points = Array.from({ length: 45 }, (_, index) =>
    countedPoint({
      cell: index % 9 === 0 ? null : cellAt([18 + index / 500, 59.33]),
      month: month + (index % 5),
      slot,
    }),
  )
  await addPoints(database, code, points)
  const query = { filter: everything(code), box: [17.9, 59.2, 18.4, 59.5], resolution: 9 } as const
  const before = await readCounts(database, query)
  expect(await fold(code)).toBe(45)
  expect(await rowsOf(code, 'cell_delta')).toBe(0)
  const after = await readCounts(database, query)
  expect({ ...after, version: '' }).toEqual({ ...before, version: '' })
  expect(after).toMatchObject({ total: 40, withoutPosition: 5 })
  expect(after.version).not.toBe(before.version)
  expect(await readDataVersion(database, everything(code))).toBe(after.version)
  expect(await fold(code)).toBe(0)
})

test('counts that have gone leave nothing behind', async () => {
  const code = await municipality('8004')
  const point = countedPoint({ cell: home, month, slot, w: 3 })
  await addPoints(database, code, [point])
  await fold(code)
  expect(await rowsOf(code, 'cell_count')).toBe(11)
  await removePoints(database, code, [point])
  await fold(code)
  expect(await rowsOf(code, 'cell_count')).toBe(0)
  expect(await verifyCounts(database, { municipalityCode: code, side: 'municipality' })).toMatchObject({ total: 0 })
})

test('a removal folded before its addition leaves the counts right', async () => {
  const code = await municipality('8005')
  const change = { cell: home, month, audience: 'shared' as const, slot }
  const record = (n: number, at: number) =>
    database.withContext(writingContext('municipality', code), (db) =>
      recordChanges(db, { municipalityCode: code, side: 'municipality', changes: [{ ...change, month: at, n, w: n }] }),
    )
  await record(-1, month)
  await record(1, month + 1)
  await fold(code)
  await record(1, month)
  await record(-1, month + 1)
  await fold(code)
  expect(await verifyCounts(database, { municipalityCode: code, side: 'municipality' })).toMatchObject({ total: 0 })
})

test('verification finds a count that was tampered with, and a rebuild mends it', async () => {
  const code = await municipality('8006')
  await addPoints(database, code, [countedPoint({ cell: home, month, slot: crimeSlot })])
  await fold(code, 'police')
  const subject = { municipalityCode: code, side: 'police' } as const
  expect((await verifyCounts(database, subject)).total).toBe(0)
  const context = { role: 'police_fold_worker', municipalityCodes: [code], access: 'write' } as const
  await database.withContext(context, (db) =>
    db.execute(
      sql`update police.cell_count set n = n + 1 where res = 7 and period = 0 and municipality_code = ${code}`,
    ),
  )
  await database.withContext(context, (db) =>
    db.execute(sql`delete from police.cell_count where res = 9 and period = 0 and municipality_code = ${code}`),
  )
  const { total, differences } = await verifyCounts(database, subject)
  expect(total).toBe(2)
  expect(differences).toEqual([
    expect.objectContaining({ res: 7, cell: parentCell(home, 7), slot: 0, countedN: 2, pointsN: 1 }),
    expect.objectContaining({ res: 9, cell: parentCell(home, 9), slot: crimeSlot, countedN: 0, pointsN: 1 }),
  ])
  const before = await readDataVersion(database, everything(code))
  await rebuildCounts(database, { ...subject, clock: systemClock })
  expect((await verifyCounts(database, subject)).total).toBe(0)
  expect(await readDataVersion(database, everything(code))).not.toBe(before)
})

test('a part of a municipality is verified and rebuilt alone, by a cell that holds it', async () => {
  const code = await municipality('8010')
  const away = cellAt([18.9, 59.9])
  await addPoints(database, code, [
    countedPoint({ cell: home, month, slot }),
    countedPoint({ cell: away, month, slot }),
  ])
  await fold(code)
  const context = { role: 'fold_worker', municipalityCodes: [code], access: 'write' } as const
  await database.withContext(context, (db) =>
    db.execute(sql`delete from cell_count where res = 9 and municipality_code = ${code}`),
  )
  const whole = { municipalityCode: code, side: 'municipality' } as const
  const part = { ...whole, cell: parentCell(home, 5) }
  // Of each point: all time, its year, and its month inside the year.
  expect(await verifyCounts(database, whole)).toMatchObject({ total: 6 })
  expect(await verifyCounts(database, part)).toMatchObject({ total: 3 })
  await rebuildCounts(database, { ...part, clock: systemClock })
  expect(await verifyCounts(database, part)).toMatchObject({ total: 0 })
  expect(await verifyCounts(database, whole)).toMatchObject({ total: 3 })
})

test('people are counted beside points, together and apart, whatever order they come in', async () => {
  const code = await municipality('8011')
  const point = (w: number, at: number) => countedPoint({ cell: home, month, slot: at, w })
  const [one, many] = [point(1, slot), point(4, slot + 3)]
  for (const step of [() => addPoints(database, code, [one]), () => addPoints(database, code, [many, point(1, 1)])]) {
    await step()
    await fold(code)
    expect(await verifyCounts(database, { municipalityCode: code, side: 'municipality' })).toMatchObject({ total: 0 })
  }
  await removePoints(database, code, [many])
  await fold(code)
  expect(await verifyCounts(database, { municipalityCode: code, side: 'municipality' })).toMatchObject({ total: 0 })
})

test('writing, folding and rebuilding at the same time lose and double nothing', async () => {
  const code = await municipality('8007')
  const away = cellAt([18.9, 59.9])
  const subject = { municipalityCode: code, side: 'municipality', clock: systemClock } as const
  const write = async () => {
    for (let round = 0; round < 6; round++) {
      await addPoints(
        database,
        code,
        Array.from({ length: 15 }, (_, index) => countedPoint({ cell: index < 10 ? home : away, month, slot })),
      )
    }
  }
  const tidy = async () => {
    for (let round = 0; round < 4; round++) {
      await fold(code)
      // The whole municipality and one part of it in turns: each while the others write.
      await rebuildCounts(database, round % 2 === 0 ? subject : { ...subject, cell: home })
    }
  }
  await Promise.all([write(), write(), tidy(), tidy()])
  expect(await verifyCounts(database, subject)).toMatchObject({ total: 0 })
  const { total, cells } = await readCounts(database, {
    filter: everything(code),
    box: [18, 59, 19, 60],
    resolution: 7,
  })
  expect(total).toBe(180)
  expect(listCells(cells).map(([, n]) => n)).toEqual(expect.arrayContaining([120, 60]))
})
