import { expect, test } from 'vitest'

import { answerCells } from '#lib/cells/answers.server.ts'
import { cellAt } from '#lib/cells/h3.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import { sideOf, type Database } from '#lib/database/database.ts'
import { checkDatabase } from '#lib/database/health.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { listOpenUploads } from '#lib/uploads/finding.server.ts'
import { receiveUploads } from '#lib/uploads/receiving.server.ts'
import { listPoints, parsePointsQuery } from '#lib/workspace/listed-points.server.ts'
import { addPoints, countedPoint } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { fileForm } from '../support/forms.ts'
import { officer, planner } from '../support/readers.ts'

const database = await openTestDatabase()
const cell = cellAt([18.06, 59.33])
await addTestMunicipality(database, { code: '8301', name: 'A', slug: 'a', boundary: boxBoundary(17, 58, 19, 60) })
await addPoints(database, '8301', [
  countedPoint({ cell, month: monthNumber(2026, 3), slot: slotOf('remark', 'lighting', 'unsafe') }),
  countedPoint({ cell, month: monthNumber(2026, 3), slot: slotOf('crime', 'theft', null) }),
])

/** The same database, as an installation has it where the police's side is not connected. */
const alone = refusing((role) => sideOf(role) === 'police', 'police-side-not-connected')

function refusing(refused: (role: Parameters<typeof sideOf>[0]) => boolean, code: ProblemError['code']): Database {
  return {
    engine: database.engine,
    withContext: (context, work) =>
      refused(context.role) ? Promise.reject(new ProblemError(code)) : database.withContext(context, work),
    asOwner: (work) => database.asOwner(work),
    storage: () => database.storage(),
    connections: () => database.connections(),
    close: () => Promise.resolve(),
  }
}

const params = new URLSearchParams('municipality=8301&bbox=18,59.3,18.1,59.4&res=9')
const asked = { params, ifNoneMatch: null, takesBytes: false }

test("the municipality's people see and do all that is theirs", async () => {
  const reader = planner('8301')
  const cells = await answerCells(alone, reader, asked)
  expect(await cells.json()).toMatchObject({ total: 1, absent: ['crime'] })
  expect(await listPoints(alone, reader, parsePointsQuery(params))).toMatchObject({ points: [{ source: 'remark' }] })
  await receiveUploads(alone, reader, await fileForm({ kind: 'remarks' }, { 'fil.csv': 'Tema\nBelysning\n' }))
  expect(await listOpenUploads(alone, reader)).toMatchObject([{ kind: 'remarks', fileName: 'fil.csv' }])
})

test("the police's are told that their side is not connected", async () => {
  const refusal = { code: 'police-side-not-connected', status: 503 }
  await expect(answerCells(alone, officer('8301'), asked)).rejects.toMatchObject(refusal)
  await expect(listPoints(alone, officer('8301'), parsePointsQuery(params))).rejects.toMatchObject(refusal)
  await expect(listOpenUploads(alone, officer('8301'))).rejects.toMatchObject(refusal)
})

test('readiness tells whether the police is connected, and is ready without', async () => {
  const now = new Date('2026-11-01T12:00:00Z')
  expect((await checkDatabase(database, now))['police']).toEqual({ ok: true, connected: true })
  expect((await checkDatabase(alone, now))['police']).toEqual({ ok: true, connected: false })
})

test('an engine that does not answer is not well', async () => {
  const silent = refusing(() => true, 'database-unavailable')
  const checks = await checkDatabase(silent, new Date('2026-11-01T12:00:00Z'))
  expect(checks['engine']).toEqual({ ok: false, problem: 'database-unavailable' })
  expect(checks['police']).toMatchObject({ ok: false })
})
