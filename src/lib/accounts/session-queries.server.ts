import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type { Membership } from './access.ts'

/** A session, its person and all that the person may be. */
export interface SessionRow {
  id: string
  personId: string
  name: string
  email: string
  disabledAt: Date | null
  createdAt: Date
  usedAt: Date
  expiresAt: Date
  steppedUpAt: Date | null
  purpose: string | null
  hasTwoSteps: boolean
  memberships: Membership[]
}

export async function selectSession(db: Transaction, token: string): Promise<SessionRow | null> {
  const [session] = await db.query<SessionRow>(sql`
    select
      session.id, person.id as "personId", person.name, person.email, person.disabled_at as "disabledAt",
      session.created_at as "createdAt", session.updated_at as "usedAt", session.expires_at as "expiresAt",
      session.stepped_up_at as "steppedUpAt", session.purpose, person.two_factor_enabled as "hasTwoSteps",
      coalesce((
        select json_agg(
          json_build_object('municipalityCode', municipality_code, 'party', party, 'role', role)
          order by municipality_code, party, role
        )
        from accounts.membership where membership.person_id = person.id
      ), '[]'::json) as memberships
    from accounts.session join accounts.person on person.id = session.person_id
    where session.token = ${token}
  `)
  return session ?? null
}

/** It is written once a minute at most, by whichever of several requests comes first. */
export async function touchSession(db: Transaction, id: string, now: Date, notSince: Date): Promise<void> {
  await db.execute(sql`
    update accounts.session set updated_at = ${now} where id = ${id} and updated_at < ${notSince}
  `)
}

export async function updateStepUp(
  db: Transaction,
  id: string,
  { at, purpose }: { at: Date; purpose: string | null },
): Promise<void> {
  await db.execute(sql`
    update accounts.session set stepped_up_at = ${at}, purpose = ${purpose}, updated_at = ${at} where id = ${id}
  `)
}

/** One of a person's sessions, as that person sees it. */
export interface OwnSession {
  id: string
  createdAt: Date
  usedAt: Date
  userAgent: string | null
}

export async function selectSessionsOf(
  db: Transaction,
  personId: string,
  { now, usedSince }: { now: Date; usedSince: Date },
): Promise<OwnSession[]> {
  return db.query<OwnSession>(sql`
    select id, created_at as "createdAt", updated_at as "usedAt", user_agent as "userAgent"
    from accounts.session
    where person_id = ${personId} and expires_at > ${now} and updated_at > ${usedSince}
    order by updated_at desc, id desc
  `)
}

export async function deleteSession(db: Transaction, personId: string, id: string): Promise<number> {
  return db.execute(sql`delete from accounts.session where person_id = ${personId} and id = ${id}`)
}

/** All of a person's, or all but one. */
export async function deleteSessionsOf(db: Transaction, personId: string, except: string | null): Promise<number> {
  return db.execute(sql`
    delete from accounts.session where person_id = ${personId} and id is distinct from ${except}::text
  `)
}

/** What nobody can go on with; kept a day, so that it can be said why. */
export async function deleteExpired(db: Transaction, before: Date): Promise<void> {
  await db.execute(sql`delete from accounts.session where expires_at < ${before}`)
  await db.execute(sql`delete from accounts.verification where expires_at < ${before}`)
  await db.execute(sql`delete from accounts.rate_limit where expires_at < ${before}`)
}
