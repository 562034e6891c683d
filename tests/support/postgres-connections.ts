import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

/** Waits until nobody else is connected to the database at this address; who vacuums it by itself is not counted. */
export async function untilDisconnected(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    while ((await countOthers(client)) > 0) await pause(20)
  } finally {
    await client.end()
  }
}

async function countOthers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and usename is not null and pid <> pg_backend_pid()
  `)
  return rows[0]?.n ?? 0
}
