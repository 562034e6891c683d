import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

import type { PoliceEvent } from './police-event.ts'

export async function listPoliceEventIds(
  db: Transaction,
  municipalityCode: string,
  ids: readonly number[],
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    select id::float8 as id from police_event
    where municipality_code = ${municipalityCode} and id = any(${ids}::bigint[])
  `)
  return rows.map(({ id }) => id)
}

/**
 * Adds events; one that is there already gets what was edited, unless the file is older than what is kept.
 *
 * @returns the ids that were new or changed
 */
export async function upsertPoliceEvents(
  db: Transaction,
  municipalityCode: string,
  events: readonly PoliceEvent[],
): Promise<number[]> {
  const rows = await db.query<{ id: number }>(sql`
    insert into police_event (municipality_code, id, occurred_at, published_at, type, name, summary, url)
    select ${municipalityCode}, given.*
    from unnest(
      ${events.map(({ id }) => id)}::bigint[],
      ${events.map(({ occurredAt }) => occurredAt.toISOString())}::timestamptz[],
      ${events.map(({ publishedAt }) => publishedAt.toISOString())}::timestamptz[],
      ${events.map(({ type }) => type)}::text[], ${events.map(({ name }) => name)}::text[],
      ${events.map(({ summary }) => summary)}::text[], ${events.map(({ url }) => url)}::text[]
    ) as given (id, occurred_at, published_at, type, name, summary, url)
    on conflict (municipality_code, id) do update set
      occurred_at = excluded.occurred_at, published_at = excluded.published_at, type = excluded.type,
      name = excluded.name, summary = excluded.summary, url = excluded.url
    where excluded.published_at >= police_event.published_at
      and (
        police_event.occurred_at, police_event.published_at, police_event.type, police_event.name,
        police_event.summary, police_event.url
      ) is distinct from (
        excluded.occurred_at, excluded.published_at, excluded.type, excluded.name, excluded.summary, excluded.url
      )
    returning id::float8 as id
  `)
  return rows.map(({ id }) => id)
}

/** Events that an edit has moved to another municipality leave the one they were in; the lists are in step. */
export async function deleteMovedPoliceEvents(
  db: Transaction,
  municipalityCodes: readonly string[],
  kept: readonly { municipalityCode: string; id: number }[],
): Promise<void> {
  await db.execute(sql`
    delete from police_event
    using unnest(
      ${kept.map(({ municipalityCode }) => municipalityCode)}::text[], ${kept.map(({ id }) => id)}::bigint[]
    ) as given (municipality_code, id)
    where police_event.municipality_code = any(${municipalityCodes}::text[])
      and police_event.id = given.id and police_event.municipality_code <> given.municipality_code
  `)
}
