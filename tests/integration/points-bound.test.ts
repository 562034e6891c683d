import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { cellAt, cellToHex, parentCell } from '#lib/cells/h3.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import type { Database } from '#lib/database/database.ts'
import { parseExport } from '#lib/exports/export.ts'
import { asProblem } from '#lib/platform/problem.ts'
import { listPoints, parsePointsQuery } from '#lib/workspace/listed-points.server.ts'
import { addPoints, countedPoint } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const code = '8611'
const home = cellAt([18.06, 59.33])
const slot = slotOf('remark', 'lighting', 'unsafe')
await addTestMunicipality(database, { code, name: code, slug: `m${code}`, boundary: boxBoundary(17, 58, 19, 60) })
await addPoints(database, code, [countedPoint({ cell: home, month: monthNumber(2026, 3), slot })])

const list = (search: string, on: Database = database) =>
  Promise.resolve().then(() => listPoints(on, parsePointsQuery(new URLSearchParams(`municipality=${code}&${search}`))))

/** The roll-up says that half a million points lie in these cells; no point is needed for the bound to see it. */
async function crowd(): Promise<void> {
  const context = { role: 'fold_worker', municipalityCodes: [code], access: 'write' } as const
  await database.withContext(context, async (db) => {
    for (const res of [5, 7, 9]) {
      await db.execute(sql`
        insert into cell_count (res, period, cell, municipality_code, audience, n, w, a)
        values (${res}, 0, ${parentCell(home, res)}, ${code}, 'shared', 500000, 500000, ${[500_000]})
      `)
    }
  })
}

test('a list is not read where the embedded engine would go through too many points', async () => {
  const wide = ['bbox=18,59.2,18.1,59.4', ...[3, 5, 8, 9].map((res) => `cell=${cellToHex(parentCell(home, res))}`)]
  for (const search of wide) expect((await list(search)).points).toHaveLength(1)
  await crowd()
  for (const search of wide) {
    const problem = await list(search).then(
      ({ points }) => points.length,
      (error: unknown) => asProblem(error).code,
    )
    expect(problem, search).toBe(database.engine === 'embedded' ? 'invalid-parameter' : 1)
  }
})

test('nonsense is refused without asking the database', async () => {
  const untouched: Database = {
    ...database,
    engine: database.engine,
    withContext: () => Promise.reject(new Error('the database was asked')),
  }
  const boxes = [
    '-180,-90,180,90',
    'NaN,0,1,1',
    '18.1,59,18,59.1',
    '179.9,59,-179.9,59.1',
    '18,59.1,18.1,59',
    '18,59,19,59.1',
    '',
  ]
  const refused = [
    ...boxes.map((box) => `bbox=${box}`),
    'cell=nonsense',
    `cell=${cellToHex(home)}&from=1899-01`,
    `cell=${cellToHex(home)}&category=fear`,
    `cell=${cellToHex(home)}&limit=5001`,
  ]
  for (const search of refused) {
    await expect(list(search, untouched), search).rejects.toMatchObject({ code: 'invalid-parameter', status: 400 })
  }
  for (const search of ['source=all&format=csv', 'source=remark&format=pdf', 'source=remark&format=csv&to=1899-12']) {
    expect(() => parseExport(new URLSearchParams(search)), search).toThrow(
      expect.objectContaining({ code: 'invalid-parameter' }),
    )
  }
})

test('a list is given up when the one who asked has left', async () => {
  const query = parsePointsQuery(new URLSearchParams(`municipality=${code}&cell=${cellToHex(home)}`))
  await expect(listPoints(database, query, AbortSignal.abort())).rejects.toMatchObject({ code: 'client-left' })
})
