import pg from 'pg'
import type { Sql } from 'sql-template-tag'

import type { DatabaseConfig } from '#lib/platform/config.ts'
import { log } from '#lib/platform/log.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { openingStatements } from './context-statements.ts'
import {
  defaultStatementTimeoutMilliseconds,
  sideOf,
  type Context,
  type Database,
  type Storage,
  type Transaction,
} from './database.ts'
import { StatementError, translateError } from './statement-error.ts'

const insufficientPrivilege = '42501'
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
  readonly #pools: Record<'municipality' | 'police' | 'owner', pg.Pool>

  constructor(config: PostgresConfig, connectionsPerSide = 10) {
    const municipality = createPool(config.municipalityUrl, connectionsPerSide)
    const sharesLogin = config.policeUrl === config.municipalityUrl
    this.#pools = {
      municipality,
      police: sharesLogin ? municipality : createPool(config.policeUrl, connectionsPerSide),
      owner: createPool(config.ownerUrl, 1),
    }
  }

  async withContext<Result>(context: Context, work: (db: Transaction) => Promise<Result>): Promise<Result> {
    const side = sideOf(context.role)
    return this.#inTransaction(this.#pools[side], work, async (client) => {
      for (const statement of openingStatements(context)) {
        await run(client, statement).catch((error: unknown) => {
          throw isRefusedRole(error) && side === 'police'
            ? new ProblemError('police-side-not-connected', [], error)
            : error
        })
      }
    })
  }

  async asOwner<Result>(work: (db: Transaction) => Promise<Result>): Promise<Result> {
    return this.#inTransaction(this.#pools.owner, work, async (client) => {
      await client.query('begin')
      await client.query(`set local statement_timeout = ${defaultStatementTimeoutMilliseconds.owner}`)
    })
  }

  /** The login each side arrives with: what must be granted its roles, and must not be the other's. */
  async sessionUsers(): Promise<{ municipality: string; police: string; owner: string }> {
    const nameOf = async (pool: pg.Pool) => {
      const { rows } = await pool.query<{ name: string }>('select session_user::text as name')
      return rows[0]?.name ?? ''
    }
    const [municipality, police, owner] = await Promise.all([
      nameOf(this.#pools.municipality),
      nameOf(this.#pools.police),
      nameOf(this.#pools.owner),
    ]).catch((error: unknown) => {
      throw translateError(error)
    })
    return { municipality, police, owner }
  }

  storage(): Promise<Storage> {
    return Promise.resolve({ durability: 'survives-power-loss', freeBytes: null, exclusive: false })
  }

  async close(): Promise<void> {
    await Promise.all([...new Set(Object.values(this.#pools))].map((pool) => pool.end()))
  }

  async #inTransaction<Result>(
    pool: pg.Pool,
    work: (db: Transaction) => Promise<Result>,
    open: (client: pg.PoolClient) => Promise<void>,
  ): Promise<Result> {
    const client = await pool.connect().catch((error: unknown) => {
      throw translateError(error)
    })
    let broken: Error | undefined
    try {
      await open(client)
      const result = await work(transactionOn(client))
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((rollbackError: Error) => (broken = rollbackError))
      throw translateError(error)
    } finally {
      client.release(broken)
    }
  }
}

function createPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, types, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000 })
  // An idle connection that the server ends must not end the process; the next request opens another.
  pool.on('error', (error) => log.warn({ message: error.message }, 'an idle database connection was lost'))
  return pool
}

function transactionOn(client: pg.PoolClient): Transaction {
  return {
    engine: 'postgres',
    query: async <Row>(statement: Sql) => (await run(client, statement)).rows as Row[],
    execute: async (statement) => (await run(client, statement)).rowCount ?? 0,
  }
}

async function run(client: pg.PoolClient, statement: Sql): Promise<pg.QueryResult> {
  return client.query(statement.text, statement.values).catch((error: unknown) => {
    throw translateError(error)
  })
}

function isRefusedRole(error: unknown): boolean {
  return error instanceof StatementError && error.sqlState === insufficientPrivilege
}
