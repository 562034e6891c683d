import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import sql from 'sql-template-tag'
import { afterAll, expect, test } from 'vitest'

import { writeHeads } from '#lib/audit/head-file.ts'
import { checkChains } from '#lib/audit/verification.server.ts'
import { selectHeads } from '#lib/audit/verify-queries.server.ts'
import type { Database } from '#lib/database/database.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { fillLog, tamper } from '../support/audit.ts'
import { createTestInstallation } from '../support/database.ts'
import { runScript } from '../support/killed-process.ts'

const installation = await createTestInstallation()
const code = '7400'
const headFile = join(tmpdir(), `fokuskartan-heads-${process.pid}-${Date.now()}.json`)
afterAll(() => rmSync(headFile, { force: true }))

/** The embedded engine has one process at a time: it is closed before a command runs. */
async function opened<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(installation.config)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const verify = (...options: string[]) =>
  runScript({
    command: ['scripts/verify.ts', 'audit', '--municipality', code, ...options],
    environment: installation.environment,
  })

test('npm run verify -- audit says that the log is whole, and names what is not, with exit code 1', async () => {
  const heads = await opened(async (database) => {
    await fillLog(database, code)
    await checkChains(database, 'municipality', code, systemClock)
    const context = { role: 'kommun_request', municipalityCodes: [code], access: 'read' } as const
    return database.withContext(context, (db) => selectHeads(db, code))
  })
  writeFileSync(headFile, writeHeads(heads))
  const whole = await verify('--heads', headFile)
  expect(whole).toMatchObject({ exitCode: 0, errors: '' })
  expect(whole.output).toContain('Loggen är hel: 9 poster i 3 kedjor')

  // One entry is changed, and another chain shortened: the whole of it shows by itself, the end only by what was saved.
  const id = await opened((database) =>
    tamper(database, async (db) => {
      const [entry] = await db.query<{ id: string }>(sql`
        update audit_entry set actor = 'Någon annan' where municipality_code = ${code} and subject_id = 'b' returning id
      `)
      await db.execute(
        sql`delete from audit_seal where municipality_code = ${code} and audience = 'shared' and number = 2`,
      )
      return entry?.id
    }),
  )
  const broken = await verify('--heads', headFile)
  expect(broken.exitCode).toBe(1)
  expect(broken.output).toContain(`försegling / seal 1, post / entry ${id}: posten är ändrad`)
  expect(broken.output).toContain('det sparade kedjehuvudet finns inte i kedjan')
}, 300_000)
