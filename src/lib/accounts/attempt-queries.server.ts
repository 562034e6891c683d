import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

/** How many attempts have been counted under a key, until when. */
export interface Attempts {
  points: number
  expiresAt: Date
}

export async function selectAttempts(db: Transaction, key: string, now: Date): Promise<Attempts | null> {
  const [found] = await db.query<Attempts>(sql`
    select points, expires_at as "expiresAt" from accounts.rate_limit where key = ${key} and expires_at > ${now}
  `)
  return found ?? null
}

/** Adds to what is counted; begins anew where the time has passed. */
export async function countAttempts(
  db: Transaction,
  key: string,
  { points, now, until, anew }: { points: number; now: Date; until: Date; anew: boolean },
): Promise<Attempts> {
  const [counted] = await db.query<Attempts>(sql`
    insert into accounts.rate_limit as counted (key, points, expires_at) values (${key}, ${points}, ${until})
    on conflict (key) do update set
      points = case when counted.expires_at <= ${now} or ${anew} then excluded.points
        else counted.points + excluded.points end,
      expires_at = case when counted.expires_at <= ${now} or ${anew} then excluded.expires_at
        else counted.expires_at end
    returning points, expires_at as "expiresAt"
  `)
  if (counted === undefined) throw new Error('attempts were not counted')
  return counted
}

export async function deleteAttempts(db: Transaction, key: string): Promise<number> {
  return db.execute(sql`delete from accounts.rate_limit where key = ${key}`)
}
