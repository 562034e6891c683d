import sql from 'sql-template-tag'

import { ProblemError } from '#lib/platform/problem.ts'
import type { Transaction } from './database.ts'
import type { EmbeddedEngine } from './embedded-engine.server.ts'
import { OpenTransaction } from './open-transaction.server.ts'

export interface TransactionLimits {
  /** Milliseconds a statement may take. */
  deadline: number
  beforeStatement: (() => Promise<void>) | null
}

/**
 * Does the work of a transaction that is open on the embedded engine, and ends it. A panic inside the engine (memory, disk) can answer as if all were well, so
 * what was written counts as committed only when the engine says so of the transaction's id afterwards; an engine that
 * cannot roll back is ended, and the next transaction opens another.
 */
export async function carryThrough<Result>(
  engine: EmbeddedEngine,
  { deadline, beforeStatement }: TransactionLimits,
  work: (db: Transaction) => Promise<Result>,
): Promise<Result> {
  const transaction = new OpenTransaction('embedded', async (statement) => {
    await beforeStatement?.()
    return engine.query(statement, deadline)
  })
  try {
    const result = await transaction.carry(work)
    await commit(engine, deadline)
    return result
  } catch (error) {
    await rollback(engine, deadline)
    throw error
  }
}

async function commit(engine: EmbeddedEngine, deadline: number): Promise<void> {
  const [written] = await ask<{ id: string | null }>(engine, deadline, transactionId)
  await engine.query(sql`commit`, deadline).catch((error: unknown) => {
    // Whether it took is not known, so it must not be said that nothing has changed.
    throw new ProblemError('database-unavailable', [], error)
  })
  // Nothing was written, so nothing can have been lost.
  if (written?.id === null) return
  const [outcome] = await ask<{ status: string }>(
    engine,
    deadline,
    sql`select pg_xact_status(${written?.id ?? '0'}::text::xid8) as status`,
  )
  if (outcome?.status !== 'committed') throw new ProblemError('database-unavailable')
}

const transactionId = sql`select pg_current_xact_id_if_assigned()::text as id`

/** Leaves an engine on which a transaction can be opened, or none. */
export async function rollback(engine: EmbeddedEngine, deadline: number): Promise<void> {
  if (engine.ended) return
  try {
    await engine.query(sql`rollback`, deadline)
    await engine.query(sql`select 1`, deadline)
  } catch {
    engine.abandon()
  }
}

async function ask<Row>(engine: EmbeddedEngine, deadline: number, statement: typeof transactionId): Promise<Row[]> {
  return (await engine.query(statement, deadline)).rows as Row[]
}
