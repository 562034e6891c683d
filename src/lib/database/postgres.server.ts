import pg from 'pg'
import type { Sql } from 'sql-template-tag'

import type { DatabaseConfig } from '#lib/platform/config.ts'
import { log } from '#lib/platform/log.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { clientLeft, refuseLeft, watchLeaving } from './cancelling.server.ts'
import { openingProblem, openingText } from './context-statements.ts'
import {
  defaultStatementTimeoutMilliseconds,
  sideOf,
  type Connections,
  type Context,
  type Database,
  type Repetition,
  type Side,
  type Storage,
  type Transaction,
} from './database.ts'
import { OpenTransaction, refuseNesting, type StatementResult } from './open-transaction.server.ts'
import { translateError } from './statement-error.ts'

// The type of bigint[], which pg does not name.
const int8Array = 1016

/** int8 → bigint, date → text, numeric → text; everything else as pg reads it. See Database for the whole list. */
const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, BigInt],
  [pg.types.builtins.DATE, String],
  [pg.types.builtins.NUMERIC, String],
  [int8Array, parseInt8Array],
])

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? pg.types.getTypeParser(oid, format ?? 'text'),
}

/** `{1,NULL,3}`: one dimension of numbers, so nothing is ever quoted. */
function parseInt8Array(text: string): (bigint | null)[] {
  if (text === '{}') return []
  const items = text.slice(1, -1).split(',')
  return items.map((item) => (item === 'NULL' ? null : BigInt(item)))
}

type PostgresConfig = Extract<DatabaseConfig, { engine: 'postgres' }>

/** PostgreSQL with PostGIS: one pool a side, and one connection for the owner that is opened only when asked for. */
export class PostgresDatabase implements Database {
  readonly engine = 'postgres'
  readonly #pools: { municipality: pg.Pool; police: pg.Pool; owner: pg.Pool | null }
  readonly #cancellers: Record<Side, pg.Pool>

  constructor(config: PostgresConfig, connectionsPerSide = 10) {
    const municipality = createPool(config.municipalityUrl, connectionsPerSide)
    const sharesLogin = config.policeUrl === config.municipalityUrl
    this.#cancellers = { municipality: createPool(config.municipalityUrl, 1), police: createPool(config.policeUrl, 1) }
    this.#pools = {
      municipality,
      police: sharesLogin ? municipality : createPool(config.policeUrl, connectionsPerSide),
      owner: config.ownerUrl === null ? null : createPool(config.ownerUrl, 1),
    }
  }

  async withContext<Result>(context: Context, work: (db: Transaction) => Promise<Result>): Promise<Result> {
    refuseNesting()
    const side = sideOf(context.role)
    const open = async (client: pg.PoolClient) => {
      await client.query(openingText(context, pg.escapeLiteral)).catch((error: unknown) => {
        throw openingProblem(translateError(error), context)
      })
    }
    return this.#inTransaction(this.#pools[side], work, open, context.signal && { side, signal: context.signal })
  }

  /** A connection of its own: those of the pool may all be waiting to be cancelled. */
  #cancel(client: pg.PoolClient, side: Side): Promise<unknown> {
    // pg keeps it; its types don't name it.
    const { processID } = client as pg.PoolClient & { processID: number | null }
    return this.#cancellers[side].query('select pg_cancel_backend($1)', [processID])
  }

  async asOwner<Result>(work: (db: Transaction) => Promise<Result>): Promise<Result> {
    refuseNesting()
    if (this.#pools.owner === null) throw ownerMissing()
    return this.#inTransaction(this.#pools.owner, work, async (client) => {
      await client.query(`begin; set local statement_timeout = ${defaultStatementTimeoutMilliseconds.owner}`)
    })
  }

  /** The login each side arrives with: what must be granted its roles, and must not be the other's. */
  async sessionUsers(): Promise<{ municipality: string; police: string; owner: string }> {
    const { municipality, police, owner } = this.#pools
    if (owner === null) throw ownerMissing()
    const names = await Promise.all([sessionUser(municipality), sessionUser(police), sessionUser(owner)])
    return { municipality: names[0], police: names[1], owner: names[2] }
  }

  storage(): Promise<Storage> {
    return Promise.resolve({ durability: 'survives-power-loss', freeBytes: null, exclusive: false })
  }

  connections(): Connections[] {
    const { municipality, police } = this.#pools
    const own = connectionsOf('municipality', municipality)
    return police === municipality ? [own] : [own, connectionsOf('police', police)]
  }

  async close(): Promise<void> {
    const all = [...Object.values(this.#pools), ...Object.values(this.#cancellers)]
    const pools = new Set(all.filter((pool) => pool !== null))
    await Promise.all([...pools].map((pool) => pool.end()))
  }

  async #inTransaction<Result>(
    pool: pg.Pool,
    work: (db: Transaction) => Promise<Result>,
    open: (client: pg.PoolClient) => Promise<void>,
    reader?: Reader,
  ): Promise<Result> {
    refuseLeft(reader?.signal)
    const client = await pool.connect().catch((error: unknown) => {
      throw translateError(error)
    })
    const watch = reader && watchLeaving(reader.signal, () => this.#cancel(client, reader.side))
    // The pool listens while a connection is idle; while it is lent, a lost one is ours to hear of.
    let lost: Error | undefined
    const onLost = (error: Error) => (lost = error)
    client.on('error', onLost)
    try {
      refuseLeft(reader?.signal)
      await open(client)
      const result = await new OpenTransaction('postgres', (...given) => run(client, ...given)).carry(work)
      await client.query('commit')
      return result
    } catch (error) {
      const left = await watch?.settle()
      if (lost === undefined) await client.query('rollback').catch(onLost)
      throw left ? clientLeft() : translateError(error)
    } finally {
      await watch?.settle()
      client.off('error', onLost)
      client.release(lost)
    }
  }
}

/** Who waits for an answer, and on which side it is asked for. */
interface Reader {
  side: Side
  signal: AbortSignal
}

async function sessionUser(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>('select session_user::text as name').catch((error: unknown) => {
    throw translateError(error)
  })
  return rows[0]?.name ?? ''
}

function connectionsOf(side: Side, pool: pg.Pool): Connections {
  const { totalCount, idleCount, waitingCount, options } = pool
  return { side, maximum: options.max, inUse: totalCount - idleCount, waiting: waitingCount }
}

function ownerMissing(): ProblemError {
  return new ProblemError('invalid-configuration', [
    {
      column: 'DATABASE_URL_OWNER',
      reason: {
        sv: 'DATABASE_URL_OWNER behövs för att förbereda databasen när polisen har en egen inloggning.',
        en: 'DATABASE_URL_OWNER is needed to prepare the database where the police have a login of their own.',
      },
    },
  ])
}

function createPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, types, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000 })
  // An idle connection that the server ends must not end the process; the next request opens another.
  pool.on('error', (error) => log.warn({ message: error.message }, 'an idle database connection was lost'))
  return pool
}

async function run(client: pg.PoolClient, { text, values }: Sql, repetition: Repetition): Promise<StatementResult> {
  const name = repetition === 'repeated' ? { name: preparedName(text) } : {}
  const result = await client.query<Record<string, unknown>>({ ...name, text, values }).catch((error: unknown) => {
    throw translateError(error)
  })
  return { rows: result.rows, affectedRows: result.rowCount ?? 0 }
}

/** Statements kept prepared: a handful, each written once in the source. */
const preparedNames = new Map<string, string>()

function preparedName(text: string): string {
  const known = preparedNames.get(text)
  if (known !== undefined) return known
  const name = `repeated_${preparedNames.size + 1}`
  preparedNames.set(text, name)
  return name
}
