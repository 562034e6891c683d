import { mkdirSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import sql, { type Sql } from 'sql-template-tag'

import { log } from '#lib/platform/log.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { openingStatements } from './context-statements.ts'
import {
  defaultStatementTimeoutMilliseconds,
  type Context,
  type Database,
  type Storage,
  type Transaction,
} from './database.ts'
import { EmbeddedEngine } from './embedded-engine.server.ts'
import { takeWriterLock } from './writer-lock.server.ts'

/** A full disk hangs the engine, so writes stop while there is still room to work in. */
export const minimumFreeBytes = 200 * 1024 * 1024

export interface EmbeddedOptions {
  dataDirectory: string
  /** Free space of the disk the data directory is on; tests put their own in its place. */
  readFreeBytes?: () => Promise<number>
}

/**
 * PGlite with PostGIS in one worker thread: one transaction at a time, the next waits. For demo and trial.
 * It keeps every acknowledged row over a killed process, not over a power loss (its fsync is off).
 */
export class EmbeddedDatabase implements Database {
  readonly engine = 'embedded'
  readonly #options: EmbeddedOptions
  readonly #lock: { release(): void }
  #run: Promise<EmbeddedEngine>
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

  private constructor(options: EmbeddedOptions) {
    this.#options = options
    this.#lock = takeWriterLock(options.dataDirectory)
    this.#run = EmbeddedEngine.open(this.#postgresDirectory())
  }

  /** @throws ProblemError data-directory-in-use */
  static async open(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
    mkdirSync(options.dataDirectory, { recursive: true })
    const database = new EmbeddedDatabase(options)
    await database.#run.catch((error: unknown) => {
      database.#lock.release()
      throw error
    })
    return database
  }

  async withContext<Result>(context: Context, work: (db: Transaction) => Promise<Result>): Promise<Result> {
    if (context.access === 'write') await this.#refuseOnFullDisk()
    const deadline = context.statementTimeoutMilliseconds ?? defaultStatementTimeoutMilliseconds[context.access]
    return this.#next(() => this.#inTransaction(openingStatements(context), deadline, work))
  }

  async asOwner<Result>(work: (db: Transaction) => Promise<Result>): Promise<Result> {
    return this.#next(() => this.#inTransaction([sql`begin`], defaultStatementTimeoutMilliseconds.owner, work))
  }

  async storage(): Promise<Storage> {
    return { durability: 'survives-process-kill', freeBytes: await this.#readFreeBytes(), exclusive: true }
  }

  async close(): Promise<void> {
    if (this.#closed) return
    await this.#next(async () => {
      this.#closed = true
      const engine = await this.#run
      await engine.close()
      this.#lock.release()
    })
  }

  /** One at a time: the next begins when the one before has ended, however it ended. */
  #next<Result>(turn: () => Promise<Result>): Promise<Result> {
    const result = this.#queue.then(turn)
    this.#queue = result.catch(() => undefined)
    return result
  }

  async #inTransaction<Result>(
    opening: readonly Sql[],
    deadline: number,
    work: (db: Transaction) => Promise<Result>,
  ): Promise<Result> {
    const engine = await this.#liveEngine()
    const db: Transaction = {
      engine: 'embedded',
      query: async <Row>(statement: Sql) => (await engine.query(statement, deadline)).rows as Row[],
      execute: async (statement) => (await engine.query(statement, deadline)).affectedRows,
    }
    try {
      for (const statement of opening) await db.query(statement)
      const result = await work(db)
      await db.query(sql`commit`)
      return result
    } catch (error) {
      if (!engine.ended) await db.query(sql`rollback`)
      throw error
    }
  }

  /** The running engine, or a new run of it when the last one was ended past a deadline. */
  async #liveEngine(): Promise<EmbeddedEngine> {
    if (this.#closed) throw new ProblemError('database-unavailable')
    const engine = await this.#run.catch(() => null)
    if (engine !== null && !engine.ended) return engine
    log.warn('the embedded database is being reopened')
    this.#run = EmbeddedEngine.open(this.#postgresDirectory())
    return this.#run
  }

  async #refuseOnFullDisk(): Promise<void> {
    if ((await this.#readFreeBytes()) < minimumFreeBytes) throw new ProblemError('disk-full')
  }

  async #readFreeBytes(): Promise<number> {
    if (this.#options.readFreeBytes !== undefined) return this.#options.readFreeBytes()
    const { bavail, bsize } = await statfs(this.#options.dataDirectory)
    return bavail * bsize
  }

  #postgresDirectory(): string {
    return join(this.#options.dataDirectory, 'postgres')
  }
}
