import sql, { empty, join, type Sql } from 'sql-template-tag'

import type { Side, Transaction } from '#lib/database/database.ts'
import type { LoggedAct, LoggedReadingRow, LogSearch } from './search.ts'
import { readingTables } from './tables.server.ts'

/** What is looked for, with the hash that a value looked for has in this party's entries. */
export interface Sought extends LogSearch {
  municipalityCode: string
  subjectHash: string
}

/** Rows before a place in the order, newest first; null begins with the newest. */
export interface Place {
  occurredAt: Date
  id: string
}

export interface Slice {
  limit: number
  offset: number
  before: Place | null
}

const actColumns = sql`
  id, occurred_at as "occurredAt", actor, actor_id as "actorId", act, subject_kind as "subjectKind",
  subject_id as "subjectId", audience, detail
`

export async function selectActs(db: Transaction, sought: Sought, slice: Slice): Promise<LoggedAct[]> {
  return db.query<LoggedAct>(sql`
    select ${actColumns} from audit_entry where ${whereAct(sought)}${beforePlace(slice.before)}
    order by occurred_at desc, id desc limit ${slice.limit} offset ${slice.offset}
  `)
}

export async function countActs(db: Transaction, sought: Sought): Promise<number> {
  const [row] = await db.query<{ n: number }>(sql`
    select count(*)::int as n from audit_entry where ${whereAct(sought)}
  `)
  return row?.n ?? 0
}

export async function listActs(db: Transaction, municipalityCode: string): Promise<string[]> {
  const rows = await db.query<{ act: string }>(sql`
    select distinct act from audit_entry where municipality_code = ${municipalityCode} order by act
  `)
  return rows.map(({ act }) => act)
}

export async function selectReadings(
  db: Transaction,
  side: Side,
  sought: Sought,
  slice: Slice,
): Promise<LoggedReadingRow[]> {
  return db.query<LoggedReadingRow>(sql`
    select id, occurred_at as "occurredAt", person_id as "personId", person, what, purpose, filter, rows
    from ${readingTables[side]} where ${whereReading(sought)}${beforePlace(slice.before)}
    order by occurred_at desc, id desc limit ${slice.limit} offset ${slice.offset}
  `)
}

export async function countReadings(db: Transaction, side: Side, sought: Sought): Promise<number> {
  const [row] = await db.query<{ n: number }>(sql`
    select count(*)::int as n from ${readingTables[side]} where ${whereReading(sought)}
  `)
  return row?.n ?? 0
}

function whereAct({ municipalityCode, person, act, subject, subjectHash, from, to }: Sought): Sql {
  const conditions = [sql`municipality_code = ${municipalityCode}`, ...inPeriod(from, to)]
  if (person !== '') conditions.push(sql`actor ilike ${contains(person)}`)
  if (act !== '') conditions.push(sql`act = ${act}`)
  if (subject !== '') {
    conditions.push(sql`(
      subject_id ilike ${contains(subject)} or actor_id = ${subject} or detail::text ilike ${contains(subject)}
      or subject_id = ${subjectHash} or strpos(detail::text, ${subjectHash}) > 0
    )`)
  }
  return join(conditions, ' and ')
}

function whereReading({ municipalityCode, person, subject, from, to }: Sought): Sql {
  const conditions = [sql`municipality_code = ${municipalityCode}`, ...inPeriod(from, to)]
  if (person !== '') conditions.push(sql`person ilike ${contains(person)}`)
  if (subject !== '') {
    conditions.push(sql`(
      purpose ilike ${contains(subject)} or person_id = ${subject} or filter::text ilike ${contains(subject)}
    )`)
  }
  return join(conditions, ' and ')
}

function inPeriod(from: string, to: string): Sql[] {
  return [
    ...(from === '' ? [] : [sql`occurred_at >= ${from}::date::timestamp at time zone 'Europe/Stockholm'`]),
    ...(to === '' ? [] : [sql`occurred_at < (${to}::date + 1)::timestamp at time zone 'Europe/Stockholm'`]),
  ]
}

function beforePlace(place: Place | null): Sql {
  return place === null ? empty : sql` and (occurred_at, id) < (${place.occurredAt}, ${place.id}::uuid)`
}

function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`
}
