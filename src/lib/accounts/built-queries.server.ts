import { Sql } from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

/** Statements that better-auth has Kysely build: their values are numbered $1, $2 … in order, each once. */

export function queryBuilt(db: Transaction, text: string, values: readonly unknown[]): Promise<unknown[]> {
  return db.query(built(text, values))
}

export function executeBuilt(db: Transaction, text: string, values: readonly unknown[]): Promise<number> {
  return db.execute(built(text, values))
}

function built(text: string, values: readonly unknown[]): Sql {
  return new Sql(text.split(/\$\d+/), [...values])
}
