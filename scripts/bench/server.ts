import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Engine } from '#lib/database/database.ts'
import {
  createLogins,
  createTemplate,
  dropEverything,
  makeMigratedDirectory,
} from '../../tests/support/installation.ts'
import type { TestServer } from '../../tests/support/installation.ts'
import { findPostgres, startPostgres } from '../../tests/support/postgres-server.ts'

/** A prepared server of either engine, as the tests have it, gone when the work is done; `settings` are PostgreSQL's. */
export function withServer<Result>(
  engine: Engine,
  work: (server: TestServer) => Promise<Result>,
  settings: Readonly<Record<string, string>> = {},
): Promise<Result> {
  return engine === 'embedded' ? withDirectory(work) : withPostgres(work, settings)
}

async function withDirectory<Result>(work: (server: TestServer) => Promise<Result>): Promise<Result> {
  const template = mkdtempSync(join(tmpdir(), 'fokuskartan-bench-'))
  try {
    await makeMigratedDirectory(template)
    return await work({ engine: 'embedded', template })
  } finally {
    rmSync(template, { recursive: true, force: true })
  }
}

async function withPostgres<Result>(
  work: (server: TestServer) => Promise<Result>,
  settings: Readonly<Record<string, string>>,
): Promise<Result> {
  const found = findPostgres()
  if (!found.found) throw new Error(found.reason)
  const { adminUrl, stop } = await startPostgres(found, settings)
  const prefix = `fokuskartan_bench_${randomBytes(4).toString('hex')}_`
  const server = { engine: 'postgres', adminUrl, prefix, password: randomBytes(12).toString('hex') } as const
  try {
    await createLogins(server)
    await createTemplate(server)
    return await work(server)
  } finally {
    await dropEverything(server)
    await stop()
  }
}
