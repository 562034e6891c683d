import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import sql, { type Sql } from 'sql-template-tag'

import { log } from '#lib/platform/log.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { refuseLeft } from './cancelling.server.ts'
import { openingProblem, openingStatements } from './context-statements.ts'
import {
  defaultStatementTimeoutMilliseconds,
  type Connections,
  type Context,
  type Database,
  type Storage,
  type Transaction,
} from './database.ts'
import { EmbeddedEngine } from './embedded-engine.server.ts'
import { carryThrough, rollback } from './embedded-transaction.server.ts'
import { refuseNesting } from './open-transaction.server.ts'
import { sqlStateOf } from './statement-error.ts'
import { takeWriterLock } from './writer-lock.server.ts'

/** A full disk hangs the engine, so writes stop while there is still room to work in. */
export const minimumFreeBytes = 200 * 1024 * 1024

/** A long transaction looks at the disk again this often. */
const diskLookMilliseconds = 250

/** More transactions than this waiting for their turn are told to come back rather than kept waiting. */
const maximumWaiting = 200

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
  #waiting = 0
  #closed = false

  private constructor(options: EmbeddedOptions) {
    this.#options = options
    this.#lock = takeWriterLock(options.dataDirectory)
    this.#run = EmbeddedEngine.open(this.#postgresDirectory())
  }

  /** @throws ProblemError data-directory-in-use */
  static async open(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
    const database = new EmbeddedDatabase(options)
    await database.#run.catch((error: unknown) => {
      database.#lock.release()
      throw error
    })
    return database
  }

  async withContext<Result>(context: Context, work: (db: Transaction) => Promise<Result>): Promise<Result> {
    refuseNesting()
    const deadline = context.statementTimeoutMilliseconds ?? defaultStatementTimeoutMilliseconds[context.access]
    return this.#next(async () => {
      refuseLeft(context.signal)
      const guard = context.access === 'write' ? this.#diskGuard() : null
      await guard?.()
      const engine = await this.#openTransaction(openingStatements(context), deadline).catch((error: unknown) => {
        throw openingProblem(error, context)
      })
      return carryThrough(engine, { deadline, beforeStatement: guard }, work)
    })
  }

  async asOwner<Result>(work: (db: Transaction) => Promise<Result>): Promise<Result> {
    refuseNesting()
    const deadline = defaultStatementTimeoutMilliseconds.owner
    return this.#next(async () => {
      const engine = await this.#openTransaction([sql`begin`], deadline)
      return carryThrough(engine, { deadline, beforeStatement: null }, work)
    })
  }

  async storage(): Promise<Storage> {
    return { durability: 'survives-process-kill', freeBytes: await this.#readFreeBytes(), exclusive: true }
  }

  connections(): Connections[] {
    const inUse = Math.min(1, this.#waiting)
    return [{ side: 'municipality', maximum: 1, inUse, waiting: this.#waiting - inUse }]
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#queue
    const engine = await this.#run.catch(() => null)
    await engine?.close()
    this.#lock.release()
  }

  /** One at a time: the next begins when the one before has ended, however it ended. */
  #next<Result>(turn: () => Promise<Result>): Promise<Result> {
    if (this.#closed || this.#waiting >= maximumWaiting) throw new ProblemError('database-unavailable')
    this.#waiting += 1
    const result = this.#queue.then(turn)
    this.#queue = result.then(
      () => void (this.#waiting -= 1),
      () => void (this.#waiting -= 1),
    )
    return result
  }

  /**
   * The engine with a transaction open on it. One that panicked earlier may show it only now; nothing has been asked of
   * it yet, so a new run takes its place.
   */
  async #openTransaction(opening: readonly Sql[], deadline: number): Promise<EmbeddedEngine> {
    const engine = await this.#liveEngine()
    try {
      for (const statement of opening) await engine.query(statement, deadline)
      return engine
    } catch (error) {
      await rollback(engine, deadline)
      if (!sqlStateOf(error).startsWith('XX')) throw error
      engine.abandon()
      const next = await this.#liveEngine()
      for (const statement of opening) await next.query(statement, deadline)
      return next
    }
  }

  /** The running engine, or a new run of it when the last one was ended; never two at a time on the directory. */
  async #liveEngine(): Promise<EmbeddedEngine> {
    const engine = await this.#run.catch(() => null)
    if (engine !== null && !engine.ended) return engine
    await engine?.terminated
    log.warn('the embedded database is being reopened')
    this.#run = EmbeddedEngine.open(this.#postgresDirectory())
    return this.#run
  }

  /** Looks at the disk before the first statement, and again as a long transaction goes on filling it. */
  #diskGuard(): () => Promise<void> {
    let lookedAt = -Infinity
    return async () => {
      if (performance.now() - lookedAt < diskLookMilliseconds) return
      lookedAt = performance.now()
      if ((await this.#readFreeBytes()) < minimumFreeBytes) throw new ProblemError('disk-full')
    }
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
