import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type { Subject } from './oidc-client.server.ts'

/** The way of proving who one is, among a person's credentials. */
const provider = 'oidc'

export interface LinkedPerson {
  id: string
  disabledAt: Date | null
}

/** By issuer and subject, and by nothing else. */
export async function selectLinked(db: Transaction, { issuer, subject }: Subject): Promise<LinkedPerson | null> {
  const [person] = await db.query<LinkedPerson>(sql`
    select person.id, person.disabled_at as "disabledAt"
    from accounts.credential join accounts.person on person.id = credential.person_id
    where provider_id = ${provider} and issuer = ${issuer} and account_id = ${subject}
  `)
  return person ?? null
}

/** @returns whether it was linked: not to somebody who is linked to it already, the person or another */
export async function insertLink(
  db: Transaction,
  { id, personId, issuer, subject }: Subject & { id: string; personId: string },
  now: Date,
): Promise<boolean> {
  const inserted = await db.execute(sql`
    insert into accounts.credential (id, person_id, provider_id, issuer, account_id, created_at, updated_at)
    values (${id}, ${personId}, ${provider}, ${issuer}, ${subject}, ${now}, ${now})
    on conflict (provider_id, issuer, account_id) do nothing
  `)
  return inserted > 0
}

/** Whether the person has the issuer's account linked, and could prove who they are by it. */
export async function selectIssuersOf(db: Transaction, personId: string): Promise<string[]> {
  const rows = await db.query<{ issuer: string }>(sql`
    select issuer from accounts.credential where person_id = ${personId} and provider_id = ${provider} order by issuer
  `)
  return rows.map(({ issuer }) => issuer)
}
