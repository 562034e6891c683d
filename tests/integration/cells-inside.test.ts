import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { foldMunicipality, recordChanges } from '#lib/cells/commands.server.ts'
import { readCounts } from '#lib/cells/counts.server.ts'
import { cellAt, parentCell } from '#lib/cells/h3.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import { verifyCounts } from '#lib/cells/verification.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { writingContext } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const slot = slotOf('remark', 'lighting', 'unsafe')
const month = monthNumber(2026, 3)
const home = cellAt([18.06, 59.33])
const code = '8013'
await addTestMunicipality(database, { code, name: code, slug: `m${code}`, boundary: boxBoundary(17, 58, 19, 60) })

test('what lies inside rows is verified too, and added up when much of it cancels out', async () => {
  const beside = cellAt([18.0605, 59.3303])
  // More at one place and month than an entry can hold, and a place beside it in the same cell of resolution 9.
  const change = { cell: home, month, audience: 'shared' as const, slot }
  const context = { role: 'fold_worker', municipalityCodes: [code], access: 'write' } as const
  const lengths = () =>
    database.withContext(context, (db) =>
      db.query<{ bytes: number }>(
        sql`select octet_length(inside) as bytes from cell_count where inside is not null order by res`,
      ),
    )
  const record = async (...counts: [cell: bigint, n: number][]) => {
    await database.withContext(writingContext('municipality', code), (db) =>
      recordChanges(db, {
        municipalityCode: code,
        side: 'municipality',
        changes: counts.map(([cell, n]) => ({ ...change, cell, n, w: n })),
      }),
    )
    await foldMunicipality(database, { municipalityCode: code, side: 'municipality', clock: systemClock })
  }
  await record([home, 100], [beside, 2])
  expect(await lengths()).toEqual([{ bytes: 3 * 8 }, { bytes: 3 * 8 }])
  const count = async (from: number, to: number) => {
    const filter = {
      municipalityCode: code,
      sources: null,
      categories: null,
      feelings: null,
      fromMonth: from,
      toMonth: to,
    }
    const query = { filter, box: [18, 59, 18.1, 59.5], resolution: 11 } as const
    return [...(await readCounts(database, query)).cells.counts].toSorted((one, other) => one - other)
  }
  expect(await count(month, month)).toEqual([2, 100])
  expect(await count(month - 6, month - 1)).toEqual([])
  for (let round = 0; round < 12; round++) {
    await record([home, -100])
    await record([home, 100])
  }
  for (const { bytes } of await lengths()) expect(bytes).toBeLessThan(8 * 102 + 1024 + 200)
  expect(await count(month, month)).toEqual([2, 100])
  // Taken from one place and put to another: the row counts nothing, and still something lies inside it.
  await record([home, -100], [beside, -3])
  await record([home, 1])
  await record([beside, 1])
  expect(await count(month, month)).toEqual([1])
  // There are no such points: each of the two levels shows it, until what one keeps inside is gone.
  const found = async () =>
    (await verifyCounts(database, { municipalityCode: code, side: 'municipality' })).differences
      .filter(({ res, period, countedN, pointsN }) => res > 7 && period === 2000 + month && countedN - pointsN === 1)
      .map(({ res, cell }) => ({ res, cell }))
  const [coarse, fine] = [9, 11].map((res) => ({ res, cell: parentCell(home, res) }))
  expect(await found()).toEqual([coarse, fine])
  await database.withContext(context, (db) =>
    db.execute(sql`update cell_count set inside = null where res = 9 and municipality_code = ${code}`),
  )
  expect(await found()).toEqual([coarse])
})
