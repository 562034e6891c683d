import { AsyncLocalStorage } from 'node:async_hooks'
import type { Sql } from 'sql-template-tag'

import type { Engine, Repetition, Transaction } from './database.ts'

export interface StatementResult {
  rows: unknown[]
  affectedRows: number
}

type RunStatement = (statement: Sql, repetition: Repetition) => Promise<StatementResult>

/**
 * One open transaction, whichever engine runs its statements. It answers nothing once it has ended, since its connection
 * may serve another tenant by then, and it remembers a failed statement, since what is committed after one is nothing.
 * Statements that are asked before the one before them is answered wait for it.
 */
export class OpenTransaction implements Transaction {
  readonly engine: Engine
  readonly #run: RunStatement
  #last: Promise<unknown> = Promise.resolve()
  #ended = false
  #failure: { error: unknown } | null = null

  constructor(engine: Engine, run: RunStatement) {
    this.engine = engine
    this.#run = run
  }

  async query<Row>(statement: Sql): Promise<Row[]> {
    return (await this.#ask(statement, 'once')).rows as Row[]
  }

  async execute(statement: Sql, repetition: Repetition = 'once'): Promise<number> {
    return (await this.#ask(statement, repetition)).affectedRows
  }

  /** Does the work, then lets no further statement through. @throws what the work threw, or a failure it swallowed */
  async carry<Result>(work: (db: Transaction) => Promise<Result>): Promise<Result> {
    try {
      const result = await withinTransaction.run(true, () => work(this))
      if (this.#failure !== null) throw this.#failure.error
      return result
    } finally {
      this.#ended = true
    }
  }

  async #ask(statement: Sql, repetition: Repetition): Promise<StatementResult> {
    if (this.#ended) throw afterEnd()
    const answer = this.#last.then(() => {
      if (this.#ended) throw afterEnd()
      return this.#run(statement, repetition)
    })
    this.#last = answer.catch(() => undefined)
    try {
      return await answer
    } catch (error) {
      this.#failure ??= { error }
      throw error
    }
  }
}

function afterEnd(): Error {
  return new Error('a statement came after its transaction had ended')
}

const withinTransaction = new AsyncLocalStorage<true>()

/** A transaction opened inside another waits for it for ever on the embedded engine, so neither engine allows it. */
export function refuseNesting(): void {
  if (withinTransaction.getStore()) throw new Error('a transaction was opened inside another: pass `db` on instead')
}
