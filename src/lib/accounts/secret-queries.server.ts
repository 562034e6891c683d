import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

export async function selectSecret(db: Transaction, name: string): Promise<Uint8Array | null> {
  const [secret] = await db.query<{ value: Uint8Array }>(sql`select value from accounts.secret where name = ${name}`)
  return secret?.value ?? null
}

/** Of several processes that start together, the first makes it. */
export async function insertSecret(db: Transaction, name: string, value: Uint8Array): Promise<void> {
  await db.execute(
    sql`insert into accounts.secret (name, value) values (${name}, ${value}) on conflict (name) do nothing`,
  )
}
