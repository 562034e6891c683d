import { expect, test } from 'vitest'

import { foldMunicipality } from '#lib/cells/commands.server.ts'
import { cellAt } from '#lib/cells/h3.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { answerMetrics } from '#lib/workspace/metrics.server.ts'
import { addPoints, countedPoint } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()
const code = '8601'
await addTestMunicipality(database, { code, name: code, slug: `m${code}`, boundary: boxBoundary(17, 58, 19, 60) })

async function read(): Promise<Map<string, number>> {
  const response = await answerMetrics(() => Promise.resolve(database), systemClock.now())
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
  const lines = (await response.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]))
}

test('deltas wait on the side they were written on until they are folded', async () => {
  const before = await read()
  expect(before.get('fokuskartan_fold_age_seconds{side="police"}')).toBeUndefined()
  const slot = slotOf('crime', 'theft', null)
  const month = monthNumber(2026, 3)
  await addPoints(database, code, [
    countedPoint({ cell: cellAt([18.06, 59.33]), month, slot }),
    countedPoint({ cell: cellAt([18.2, 59.4]), month, slot }),
  ])
  const written = await read()
  expect(written.get('fokuskartan_deltas_waiting{side="police"}')).toBe(2)
  expect(written.get('fokuskartan_deltas_waiting{side="municipality"}')).toBe(0)
  await foldMunicipality(database, { municipalityCode: code, side: 'police', clock: systemClock })
  const folded = await read()
  expect(folded.get('fokuskartan_deltas_waiting{side="police"}')).toBe(0)
  expect(folded.get('fokuskartan_folds{side="police"}')).toBe(1)
  expect(folded.get('fokuskartan_fold_age_seconds{side="police"}')).toBeGreaterThanOrEqual(0)
})

test('work, connections and the process are told, and nothing that belongs to a municipality', async () => {
  const seen = await read()
  for (const state of ['waiting', 'running', 'failed']) {
    expect(seen.get(`fokuskartan_jobs{side="municipality",state="${state}"}`)).toBe(0)
  }
  expect(seen.get('fokuskartan_database_up')).toBe(1)
  expect(seen.get('fokuskartan_database_connections{side="municipality",state="waiting"}')).toBe(0)
  expect(seen.get('fokuskartan_database_connections_maximum{side="municipality"}')).toBeGreaterThanOrEqual(1)
  expect(seen.has('nodejs_eventloop_lag_p99_seconds')).toBe(true)
  expect(seen.get('process_resident_memory_bytes')).toBeGreaterThan(0)
  expect([...seen.keys()].filter((name) => name.includes(code))).toEqual([])
})

test('a database that does not answer leaves the process to be measured', async () => {
  const response = await answerMetrics(() => Promise.reject(new Error('not there')), systemClock.now())
  const text = await response.text()
  expect(response.status).toBe(200)
  expect(text).toContain('fokuskartan_database_up 0')
  expect(text).not.toContain('fokuskartan_deltas_waiting{')
  expect(text).toContain('process_cpu_seconds_total')
})
