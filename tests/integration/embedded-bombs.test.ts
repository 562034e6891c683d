import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { readCounts } from '#lib/cells/counts.server.ts'
import { parseCellQuery } from '#lib/cells/filter.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { bombs } from '../support/bombs.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport } from '../support/imports.ts'
import { threadMilliseconds } from '../support/processor-time.ts'

/** On the engine that has one connection, where a bomb could hold up everybody. */
const database = await openTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-bombs-'))
afterAll(() => rmSync(folder, { recursive: true }))

const municipalityCode = '9909'
const maximumBytes = 300_000_000
/** A hundred times what a refusal takes, to end a hang. */
const timeout = 300_000
const query = parseCellQuery(new URLSearchParams({ municipality: municipalityCode, bbox: '17,59,18,60', res: '9' }))
const paths = new Map<string, string>()

beforeAll(async () => {
  for (const { name, write } of bombs) paths.set(name, await write(folder))
  const boundary = boxBoundary(17, 59, 18, 60)
  await addTestMunicipality(database, { code: municipalityCode, name: 'Bombkommun', slug: 'bombkommun', boundary })
  // What the engine needs for the first question it needs once.
  await readCounts(database, query)
}, 300_000)

/** Every answer that came before the work had ended; one asks as soon as the last was answered. */
async function answersDuring(work: Promise<unknown>) {
  let ended = false
  let answers = 0
  let peak = 0
  const end = work.catch((error: unknown) => error).finally(() => (ended = true))
  while (!ended) {
    await readCounts(database, query)
    if (!ended) answers += 1
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  return { outcome: await end, answers, peak }
}

test.each(bombs.map(({ name }) => name))(
  '%s is refused in words, while the same database answers others',
  { timeout },
  async (name) => {
    const idle = process.memoryUsage().rss
    const began = threadMilliseconds()
    const file = anImport('crime', paths.get(name) ?? '', { municipalityCode })
    const { outcome, answers, peak } = await answersDuring(importPoints(database, file))
    const milliseconds = Math.round(threadMilliseconds() - began)
    console.log(
      `${name}: ${milliseconds} ms of work, ${answers} answers, ${Math.round((peak - idle) / 1e6)} MB above idle`,
    )
    if (!(outcome instanceof ProblemError)) throw new Error('the bomb was read', { cause: outcome })
    expect(outcome.code).toBe('invalid-file')
    expect(outcome.errors.length).toBeGreaterThan(0)
    for (const { row, column, reason } of outcome.errors) {
      expect(reason.sv).not.toBe(reason.en)
      expect(row === undefined || column !== undefined, reason.en).toBe(true)
    }
    // A question is a matter of milliseconds: where there was work for a hundred there is at least one.
    if (milliseconds > 1000) expect(answers).toBeGreaterThan(0)
    expect(peak - idle).toBeLessThan(maximumBytes)
  },
)

test('nothing of any bomb is left', async () => {
  const context = { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' } as const
  const left = await database.withContext(context, (db) =>
    db.query(sql`
      select
        (select count(*)::int from police.crime) as crimes, (select count(*)::int from import) as imports,
        (select count(*)::int from police.cell_delta) as deltas
    `),
  )
  expect(left).toEqual([{ crimes: 0, imports: 0, deltas: 0 }])
})
