import { AsyncLocalStorage } from 'node:async_hooks'
import type { PostgresPool, PostgresPoolClient } from 'kysely'

import type { Context, Database, Transaction } from '#lib/database/database.ts'
import { executeBuilt, queryBuilt } from './built-queries.server.ts'

/** What every question about accounts is put as; `municipalityCodes` only where memberships are changed. */
export function accountsContext(access: Context['access'], municipalityCodes: readonly string[] = []): Context {
  return { role: 'accounts_request', municipalityCodes, access }
}

const joined = new AsyncLocalStorage<Transaction>()

/** What better-auth asks for within `work` belongs to the open transaction, and ends with it. */
export function joinTransaction<Result>(db: Transaction, work: () => Promise<Result>): Promise<Result> {
  return joined.run(db, work)
}

/**
 * A pool of connections as Kysely wants one, over our own database: it has no connection to lend, so a statement outside a
 * transaction is one of its own, and `begin` opens one that stays open until `commit` or `rollback`.
 */
export class StatementPool implements PostgresPool {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** The type's other form of `query` takes a cursor, for streams, which nothing here reads. */
  connect(): Promise<PostgresPoolClient> {
    const db = joined.getStore()
    const client: Client = db === undefined ? new OwnTransactions(this.#database) : within(db)
    return Promise.resolve(client as PostgresPoolClient)
  }

  readonly options = {}

  /** The database is closed by whoever opened it. */
  end(): Promise<void> {
    return Promise.resolve()
  }
}

interface Answer {
  command: string
  rowCount: number
  rows: unknown[]
}

interface Client {
  query(text: string, values?: readonly unknown[]): Promise<Answer>
  release(): void
}

/** Its `begin`, `commit` and `rollback` are the transaction's it has joined: that ends as a whole. */
function within(db: Transaction): Client {
  return {
    query: (text, values = []) => (controls.test(text) ? Promise.resolve(nothing) : run(db, text, values)),
    release: () => undefined,
  }
}

interface OpenedTransaction {
  db: Transaction
  end(how: 'commit' | 'rollback'): Promise<void>
}

class OwnTransactions implements Client {
  readonly #database: Database
  #open: OpenedTransaction | null = null

  constructor(database: Database) {
    this.#database = database
  }

  async query(text: string, values: readonly unknown[] = []): Promise<Answer> {
    const control = controls.exec(text)?.[1]?.toLowerCase()
    if (control === undefined) return this.#state(text, values)
    if (control === 'begin' || control === 'start') this.#open = await openTransaction(this.#database)
    else await this.#end(control === 'commit' ? 'commit' : 'rollback')
    return nothing
  }

  /** A client given back with its transaction open must not leave everybody else waiting for it. */
  release(): void {
    void this.#end('rollback')
  }

  #state(text: string, values: readonly unknown[]): Promise<Answer> {
    if (this.#open !== null) return run(this.#open.db, text, values)
    return this.#database.withContext(accountsContext('write'), (db) => run(db, text, values))
  }

  async #end(how: 'commit' | 'rollback'): Promise<void> {
    const open = this.#open
    this.#open = null
    await open?.end(how)
  }
}

const controls = /^\s*(begin|start|commit|rollback)\b/i
const nothing: Answer = { command: 'SELECT', rowCount: 0, rows: [] }

class RolledBack extends Error {}

/** `withContext` ends a transaction when its work does, so the work waits to be told how. */
async function openTransaction(database: Database): Promise<OpenedTransaction> {
  const opened = Promise.withResolvers<Transaction>()
  const told = Promise.withResolvers<'commit' | 'rollback'>()
  const ended = database.withContext(accountsContext('write'), async (db) => {
    opened.resolve(db)
    if ((await told.promise) === 'rollback') throw new RolledBack()
  })
  ended.catch((error: unknown) => opened.reject(error))
  const db = await opened.promise
  return {
    db,
    end: async (how) => {
      told.resolve(how)
      await ended.catch((error: unknown) => {
        if (how === 'commit') throw error
      })
    },
  }
}

async function run(db: Transaction, text: string, values: readonly unknown[]): Promise<Answer> {
  const command = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'SELECT'
  if (command !== 'SELECT' && !/\breturning\b/i.test(text)) {
    return { command, rowCount: await executeBuilt(db, text, values), rows: [] }
  }
  const rows = await queryBuilt(db, text, values)
  return { command, rowCount: rows.length, rows }
}
