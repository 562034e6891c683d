import sql from 'sql-template-tag'

import type { Reader } from '#lib/accounts/access.ts'
import type { Transaction } from '#lib/database/database.ts'

/** How long one visit lasts: whoever comes back within it is told the same as when they came. */
const visitHours = 4

/** Notes that the reader looks now, and answers when they last did before this visit; null on the first. */
export async function noteVisit(
  db: Transaction,
  { municipalityCode, party, person }: Pick<Reader, 'municipalityCode' | 'party' | 'person'>,
  now: Date,
): Promise<Date | null> {
  const visitBegan = new Date(now.getTime() - visitHours * 3_600_000)
  const [visit] = await db.query<{ before: Date | null }>(sql`
    insert into start_visit (municipality_code, person_id, audience, seen_at)
    values (${municipalityCode}, ${person.id}, ${party}, ${now})
    on conflict (municipality_code, person_id) do update set
      audience = excluded.audience,
      before_at = case when start_visit.seen_at <= ${visitBegan} then start_visit.seen_at else start_visit.before_at end,
      seen_at = case when start_visit.seen_at <= ${visitBegan} then excluded.seen_at else start_visit.seen_at end
    returning before_at as before
  `)
  return visit?.before ?? null
}
