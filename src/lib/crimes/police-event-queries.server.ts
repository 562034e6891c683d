import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

import type { PoliceEvent } from './police-event.ts'

/** One event as it is kept, in whichever of the municipalities. */
export interface KeptPoliceEvent {
  municipalityCode: string
  id: number
  /** The newest publishing in the file it came with; for what came before that was kept, its own. */
  asOf: Date
}

export async function listKeptPoliceEvents(
  db: Transaction,
  municipalityCodes: readonly string[],
  ids: readonly number[],
): Promise<KeptPoliceEvent[]> {
  return db.query<KeptPoliceEvent>(sql`
    select municipality_code as "municipalityCode", id::float8 as id, coalesce(as_of, published_at) as "asOf"
    from police_event
    where municipality_code = any(${municipalityCodes}::text[]) and id = any(${ids}::bigint[])
  `)
}

/** How new a file is that events come from, and which import it is. */
export interface PoliceEventOrigin {
  asOf: Date
  importId: string | null
}

/**
 * Adds events; one that is there already gets what was edited.
 *
 * @returns the ids that were new or changed
 */
export async function upsertPoliceEvents(
  db: Transaction,
  municipalityCode: string,
  events: readonly PoliceEvent[],
  { asOf, importId }: PoliceEventOrigin,
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    insert into police_event (
      municipality_code, id, occurred_at, published_at, type, name, summary, url, as_of, import_id
    )
    select ${municipalityCode}, given.*, ${asOf}::timestamptz, ${importId}::uuid
    from unnest(
      ${events.map(({ id }) => id)}::bigint[],
      ${events.map(({ occurredAt }) => occurredAt.toISOString())}::timestamptz[],
      ${events.map(({ publishedAt }) => publishedAt.toISOString())}::timestamptz[],
      ${events.map(({ type }) => type)}::text[], ${events.map(({ name }) => name)}::text[],
      ${events.map(({ summary }) => summary)}::text[], ${events.map(({ url }) => url)}::text[]
    ) as given (id, occurred_at, published_at, type, name, summary, url)
    on conflict (municipality_code, id) do update set
      occurred_at = excluded.occurred_at, published_at = excluded.published_at, type = excluded.type,
      name = excluded.name, summary = excluded.summary, url = excluded.url, as_of = excluded.as_of,
      import_id = excluded.import_id
    where (
      police_event.occurred_at, police_event.published_at, police_event.type, police_event.name,
      police_event.summary, police_event.url
    ) is distinct from (
      excluded.occurred_at, excluded.published_at, excluded.type, excluded.name, excluded.summary, excluded.url
    )
    returning id::float8 as id
  `)
  return rows.map(({ id }) => id)
}

/** Events that an edit has moved to another municipality leave the one they were in. */
export async function deletePoliceEvents(
  db: Transaction,
  municipalityCode: string,
  ids: readonly number[],
): Promise<void> {
  await db.execute(sql`
    delete from police_event where municipality_code = ${municipalityCode} and id = any(${ids}::bigint[])
  `)
}
