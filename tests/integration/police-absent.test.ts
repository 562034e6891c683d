import { expect, test } from 'vitest'

import { answerCell, answerCells, answerCounts } from '#lib/cells/answers.server.ts'
import { cellAt, cellToHex } from '#lib/cells/h3.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import { sideOf, type Database } from '#lib/database/database.ts'
import { checkDatabase } from '#lib/database/health.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { listOpenUploads } from '#lib/uploads/finding.server.ts'
import { readUploadOffer } from '#lib/uploads/offer.server.ts'
import { receiveUploads } from '#lib/uploads/receiving.server.ts'
import { listPoints, parsePointsQuery } from '#lib/workspace/listed-points.server.ts'
import { addPoints, countedPoint } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { fileForm } from '../support/forms.ts'

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

const box = 'bbox=18,59.3,18.1,59.4'
const params = (search: string) => new URLSearchParams(`municipality=8301&${search}`)
const asked = (search: string) => ({ params: params(search), ifNoneMatch: null, takesBytes: false })
const answers = (from: Database, search: string): Promise<Record<string, unknown>[]> =>
  Promise.all([
    answerCells(from, asked(`${box}&res=9&${search}`)).then((answer) => answer.json()),
    answerCell(from, cellToHex(cell), asked(search)).then((answer) => answer.json()),
    listPoints(from, parsePointsQuery(params(`${box}&${search}`))),
  ])

test('an answer says that crimes were asked for and could not be read, and gives the rest', async () => {
  const counts = await (await answerCounts(alone, asked(''))).json()
  expect(counts).toMatchObject({ absent: ['crime'], counts: [['remark', 'lighting', 'unsafe', 1, 0]] })
  for (const search of ['', 'source=remark,crime', 'source=crime']) {
    for (const answer of await answers(alone, search)) expect(answer['absent'], search).toEqual(['crime'])
  }
  expect((await answers(alone, ''))[0]).toMatchObject({ total: 1 })
})

test('nothing is absent where crimes are connected, or were not asked for', async () => {
  const all = [...(await answers(database, '')), ...(await answers(alone, 'source=remark'))]
  for (const answer of all) expect(answer).not.toHaveProperty('absent')
})

test('an answer without crimes is not mistaken for the one with them', async () => {
  const tagOf = async (from: Database) => (await answerCounts(from, asked(''))).headers.get('etag')
  expect(await tagOf(alone)).not.toBe(await tagOf(database))
})

test('a municipality that does not exist is unknown, whatever is asked of it', async () => {
  for (const search of ['source=none', 'source=crime', '']) {
    const unknown = new URLSearchParams(`municipality=8399&${box}&res=9&${search}`)
    const refusal = { code: 'unknown-municipality' }
    await expect(answerCells(alone, { params: unknown, ifNoneMatch: null, takesBytes: false })).rejects.toMatchObject(
      refusal,
    )
    await expect(listPoints(alone, parsePointsQuery(unknown))).rejects.toMatchObject(refusal)
  }
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

test('files of single crimes are neither offered nor taken, others are', async () => {
  expect(await readUploadOffer(alone)).toEqual({ crimes: 'absent' })
  const send = async (kind: string) =>
    receiveUploads(alone, '8301', await fileForm({ kind, trial: 'yes' }, { 'fil.csv': 'Tema\nBelysning\n' }))
  await expect(send('crimes')).rejects.toMatchObject({ code: 'police-side-not-connected' })
  await send('remarks')
  expect(await listOpenUploads(alone, '8301')).toMatchObject([{ kind: 'remarks', fileName: 'fil.csv' }])
})
