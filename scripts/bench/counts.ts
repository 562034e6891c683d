import { parseArgs } from 'node:util'

import { rebuildCounts, verifyCounts } from '#lib/cells/verification.server.ts'
import { cellAt, parentCell } from '#lib/cells/h3.ts'
import type { Database, Engine } from '#lib/database/database.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { findPostgres } from '../../tests/support/postgres-server.ts'
import { createInstallation, type TestInstallation, type TestServer } from '../../tests/support/installation.ts'
import { vacuum } from '../../tests/support/vacuum.ts'
import { weighAnswers } from './counts/answers.ts'
import { measureHttp } from './counts/http.ts'
import { loadData, municipalityCode } from './counts/load.ts'
import { askAll } from './counts/rounds.ts'
import { describeResult, type CountsResult } from './counts/result.ts'
import { measureFold, measureInsert, measureWriters } from './counts/writing.ts'
import { describeMachine } from './machine.ts'
import { withServer } from './server.ts'

/** Settings of the private server, printed with the figures; what is committed is on the disk, unlike in the tests. */
const serverSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '2GB',
  effective_cache_size: '8GB',
  maintenance_work_mem: '512MB',
  max_wal_size: '8GB',
  random_page_cost: '1.1',
}

const rowChoices: Record<string, number> = {
  '100k': 100_000,
  '1m': 1_000_000,
  '10m': 10_000_000,
  '30m': 30_000_000,
}

/** What the growth is measured from. */
const smallerRows = 1_000_000

/** Counts on the map at scale, against other ways of answering, in one process. */
export async function benchCounts(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '1m' },
      engine: { type: 'string', default: 'postgres' },
      json: { type: 'boolean', default: false },
    },
  })
  const rows = rowChoices[values.rows]
  const engine = values.engine as Engine
  if (rows === undefined || !['embedded', 'postgres'].includes(engine)) throw new Error('--rows 100k|1m|10m|30m')
  const tell = values.json ? () => undefined : teller()
  const result = await withServer(
    engine,
    (server) => (engine === 'postgres' ? measureAll(server, rows, tell) : measureBoth(server, rows, tell)),
    serverSettings,
  )
  console.log(values.json ? JSON.stringify(result) : describeResult(result))
}

function teller(): (what: string) => void {
  const started = performance.now()
  return (what) => console.error(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${what}`)
}

/** The embedded engine beside a server of its own with as many rows, where there can be one. */
async function measureBoth(server: TestServer, rows: number, tell: (what: string) => void): Promise<CountsResult> {
  const found = findPostgres()
  if (found.found) return withServer('postgres', (native) => measureAll(server, rows, tell, native), serverSettings)
  console.error(`Against PostgreSQL: SKIPPED. ${found.reason}`)
  return measureAll(server, rows, tell)
}

async function measureAll(
  server: TestServer,
  rows: number,
  tell: (what: string) => void,
  native?: TestServer,
): Promise<CountsResult> {
  const installation = await fill(server, rows, tell)
  const compared = await fillCompared(server, rows, tell, native)
  const database = await openDatabase(installation.config)
  const other = compared === null ? null : await openDatabase(compared.config)
  try {
    const { queries, ratios, comparison } = await askAll(database, other, tell)
    const bytesPerCell = await weighAnswers(database)
    tell('answers weighed')
    const isServer = database.engine === 'postgres'
    const http = isServer ? await measureHttp(database, installation.environment) : null
    tell('HTTP')
    const fold = await measureFold(database)
    tell('fold')
    const insert = { ...(await measureInsert(database)), ...(isServer ? await measureWriters(database) : {}) }
    tell('inserts')
    const settings = isServer ? serverSettings : {}
    return {
      machine: { description: describeMachine(), settings, at: new Date().toISOString() },
      rows,
      engine: database.engine,
      queries,
      ratios,
      bytesPerCell,
      // The import has a suite of its own: npm run bench -- import.
      import: null,
      fold,
      insert,
      http,
      growth: native === undefined ? comparison : null,
      againstNative: native === undefined ? null : comparison,
    }
  } finally {
    await database.close()
    await other?.close()
    await installation.remove()
    await compared?.remove()
  }
}

/** What the answers are compared with: as many rows on PostgreSQL, or fewer on the same engine. */
async function fillCompared(
  server: TestServer,
  rows: number,
  tell: (what: string) => void,
  native?: TestServer,
): Promise<TestInstallation | null> {
  if (native !== undefined) return fill(native, rows, tell)
  return rows > smallerRows ? fill(server, smallerRows, tell) : null
}

/** A loaded, counted and vacuumed installation; a part of its counts is verified against its points. */
async function fill(server: TestServer, rows: number, tell: (what: string) => void): Promise<TestInstallation> {
  const installation = await createInstallation(server)
  const database = await openDatabase(installation.config)
  try {
    await loadData(database, rows, (what) => tell(`${rows} rows: ${what}`))
    for (const side of ['municipality', 'police'] as const) {
      await rebuildCounts(database, { municipalityCode, side, clock: systemClock })
      await verifySample(database, side)
      tell(`${rows} rows: counts of the ${side}`)
    }
  } finally {
    await database.close()
  }
  await vacuum(installation)
  return installation
}

async function verifySample(database: Database, side: 'municipality' | 'police'): Promise<void> {
  const cell = parentCell(cellAt([17.639, 59.859]), 5)
  const { total } = await verifyCounts(database, { municipalityCode, side, cell })
  if (total > 0) throw new Error(`${total} counts of the sample are not those of its points`)
}
