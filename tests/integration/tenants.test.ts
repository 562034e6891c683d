import sql from 'sql-template-tag'
import { inject, expect, test } from 'vitest'

import type { Context, Database, Role, Transaction } from '#lib/database/database.ts'
import { PostgresDatabase } from '#lib/database/postgres.server.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'
import { addTestMunicipality, boxBoundary, createTestInstallation } from '../support/database.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { aRemark } from '../support/records.ts'

/**
 * Transactions of four municipalities, interleaved over five connections, of which some fail and some are cancelled: none
 * ever sees a row of another municipality, or finds itself in none.
 */
const isFull = process.env['PROOF'] === 'full'
const engine = inject('testServer').engine
const transactions = engine === 'embedded' ? 500 : isFull ? 10_000 : 1000
const connections = 5
const atOnce = 40
const codes = ['9151', '9152', '9153', '9154'] as const
type Code = (typeof codes)[number]

const installation = await createTestInstallation()

test(
  `${transactions} interleaved transactions of four municipalities meet no foreign row`,
  { timeout: 1_800_000 },
  async () => {
    const database = await open()
    try {
      for (const [index, code] of codes.entries()) await fill(database, code, 10 + index)
      const next = numbers(20_261_122)
      const tally = { read: 0, wrote: 0, failed: 0, left: 0, foreign: 0, nobody: 0 }
      let begun = 0
      const worker = async () => {
        while (begun < transactions) {
          begun += 1
          const [code, kind, role] = [pick(codes, next()), next(), pick(roles, next())]
          await run(database, { code, kind, role }, tally)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, worker))
      expect(tally).toMatchObject({ foreign: 0, nobody: 0 })
      expect(tally.read + tally.wrote + tally.failed + tally.left).toBe(transactions)
      // Each way a transaction can end has happened, or the proof is of nothing.
      for (const way of ['read', 'wrote', 'failed', 'left'] as const) expect(tally[way], way).toBeGreaterThan(10)
    } finally {
      await database.close()
    }
  },
)

const roles = ['kommun_request', 'police_request', 'import_worker'] as const

async function open(): Promise<Database> {
  const { config } = installation
  return config.engine === 'postgres' ? new PostgresDatabase(config, connections) : openDatabase(config)
}

async function fill(database: Database, code: Code, west: number): Promise<void> {
  const boundary = boxBoundary(west, 57, west + 1, 58)
  await addTestMunicipality(database, { code, name: `M ${code}`, slug: `m-${code}`, boundary })
  await database.withContext({ role: 'import_worker', municipalityCodes: [code], access: 'write' }, (db) =>
    addRemarks(db, {
      municipalityCode: code,
      importId: null,
      records: Array.from({ length: 20 }, () => aRemark({ lngLat: [west + 0.5, 57.5] })),
    }),
  )
}

interface Turn {
  code: Code
  /** From 0 to 1: decides how the transaction goes and ends. */
  kind: number
  role: Role
}

type Tally = Record<'read' | 'wrote' | 'failed' | 'left' | 'foreign' | 'nobody', number>

async function run(database: Database, { code, kind, role }: Turn, tally: Tally): Promise<void> {
  const watch = (found: readonly { code: string }[]) => {
    tally.foreign += found.filter((row) => row.code !== code).length
    if (found.length === 0) tally.nobody += 1
  }
  if (kind < 0.15) return leave(database, { code, kind, role }, tally)
  const writes = role === 'import_worker' && kind < 0.5
  const context: Context = { role, municipalityCodes: [code], access: writes ? 'write' : 'read' }
  try {
    await database.withContext(context, async (db) => {
      watch(await everyCode(db, role))
      if (kind > 0.85) await db.query(sql`select 1 / ${0}::int`)
      if (kind > 0.7) throw new Error('the work gave up')
      if (writes) await insertOne(db, code)
      watch(await everyCode(db, role))
    })
    tally[writes ? 'wrote' : 'read'] += 1
  } catch (error) {
    if (!isMeant(error)) throw error
    tally.failed += 1
  }
}

function isMeant(error: unknown): boolean {
  return error instanceof Error && /the work gave up|division by zero/.test(error.message)
}

/** Whoever asked goes away: before the transaction, while it waits for a connection, or under its statement. */
async function leave(database: Database, { code, kind, role }: Turn, tally: Tally): Promise<void> {
  const client = new AbortController()
  if (kind < 0.05) client.abort()
  const context: Context = { role, municipalityCodes: [code], access: 'read', signal: client.signal }
  const asked = database.withContext(context, async (db) => {
    tally.foreign += (await everyCode(db, role)).filter((row) => row.code !== code).length
    client.abort()
    tally.foreign += (await everyCode(db, role)).filter((row) => row.code !== code).length
  })
  if (kind < 0.1) queueMicrotask(() => client.abort())
  await asked.catch(() => undefined)
  tally.left += 1
}

/** No municipality is named: what is seen is what row security shows. */
function everyCode(db: Transaction, role: Role): Promise<{ code: string }[]> {
  const remarks = sql`select municipality_code as code from remark union all select municipality_code from import`
  if (role === 'import_worker') return db.query(remarks)
  return db.query(sql`
    ${remarks}
    union all select municipality_code from cell_delta
    union all select municipality_code from handover
  `)
}

async function insertOne(db: Transaction, code: Code): Promise<void> {
  const lngLat = [10.5 + codes.indexOf(code), 57.5] as const
  await addRemarks(db, { municipalityCode: code, importId: null, records: [aRemark({ lngLat })] })
}

/** A fixed sequence of numbers from 0 to 1 (mulberry32), so that every run is the same run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function pick<Item>(items: readonly [Item, ...Item[]], at: number): Item {
  return items[Math.floor(at * items.length)] ?? items[0]
}
