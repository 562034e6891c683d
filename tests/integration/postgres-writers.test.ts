import { expect, test } from 'vitest'

import { foldMunicipality, recordChanges } from '#lib/cells/commands.server.ts'
import { cellAt } from '#lib/cells/h3.ts'
import { monthNumber } from '#lib/cells/period.ts'
import { slotOf } from '#lib/cells/slot.ts'
import type { Transaction } from '#lib/database/database.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { writingContext } from '../support/counted-points.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()

/** Lets nobody on before as many have come. */
function meeting(size: number): () => Promise<undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  let missing = size
  return () => {
    if (--missing === 0) resolve(undefined)
    return promise
  }
}

// The embedded engine runs one transaction at a time, so only on PostgreSQL can a writer be in another's way.
test('writers of one municipality neither wait for each other nor deadlock', async () => {
  const codes = ['8010', '8011'] as const
  for (const code of codes) {
    await addTestMunicipality(database, { code, name: code, slug: `m${code}`, boundary: boxBoundary(17, 58, 19, 60) })
  }
  const [one, other] = codes
  const slot = slotOf('remark', 'lighting', 'unsafe')
  const change = { cell: cellAt([18.06, 59.33]), month: monthNumber(2026, 3), slot, n: 1, w: 1 }
  const record = (db: Transaction, municipalityCode: string) =>
    recordChanges(db, { municipalityCode, side: 'municipality', changes: [{ ...change, audience: 'shared' }] })
  const both = meeting(2)
  const write = (first: string, second: string) => {
    const context = { ...writingContext('municipality', one), municipalityCodes: codes }
    return database.withContext(context, async (db) => {
      await record(db, first)
      await both()
      await record(db, second)
    })
  }
  await Promise.all([write(one, other), write(other, one)])
  const fold = (municipalityCode: string) =>
    foldMunicipality(database, { municipalityCode, side: 'municipality', clock: systemClock })
  expect(await fold(one)).toBe(2)
  expect(await fold(other)).toBe(2)
})
