import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type { Party, StaffRole } from './access.ts'

/** Someone who acts for a party in a municipality, as its administrator sees them. */
export interface StaffMember {
  id: string
  name: string
  email: string
  roles: StaffRole[]
  disabledAt: Date | null
  hasTwoSteps: boolean
  /** Sessions that have not ended; when one of them was last used, null without any. */
  sessions: number
  lastSeenAt: Date | null
}

/** In no order: names are sorted as Swedish is, which no engine here can. */
export async function selectStaff(
  db: Transaction,
  municipalityCode: string,
  party: Party,
  now: Date,
): Promise<StaffMember[]> {
  return db.query<StaffMember>(sql`
    select
      person.id, person.name, person.email, person.disabled_at as "disabledAt",
      person.two_factor_enabled as "hasTwoSteps", member.roles,
      coalesce(session.n, 0) as sessions, session.last_seen_at as "lastSeenAt"
    from (
      select person_id, array_agg(role order by role) as roles
      from accounts.membership
      where municipality_code = ${municipalityCode} and party = ${party}
      group by person_id
    ) as member
    join accounts.person on person.id = member.person_id
    left join (
      select person_id, count(*)::int as n, max(updated_at) as last_seen_at
      from accounts.session where expires_at > ${now}
      group by person_id
    ) as session on session.person_id = person.id
  `)
}

/** The party's other people of the municipality with this role: the last administrator cannot be taken away. */
export async function countOthersWithRole(
  db: Transaction,
  { municipalityCode, party, role }: { municipalityCode: string; party: Party; role: StaffRole },
  personId: string,
): Promise<number> {
  const [counted] = await db.query<{ n: number }>(sql`
    select count(*)::int as n
    from accounts.membership
    join accounts.person on person.id = membership.person_id and person.disabled_at is null
    where municipality_code = ${municipalityCode} and party = ${party} and role = ${role} and person_id <> ${personId}
  `)
  return counted?.n ?? 0
}

/** Whether passwords are allowed for the party here; they are until it has decided otherwise. */
export async function selectPasswordsAllowed(db: Transaction, municipalityCode: string, party: Party): Promise<boolean> {
  const [setting] = await db.query<{ allowed: boolean }>(sql`
    select passwords_allowed as allowed from accounts.party_setting
    where municipality_code = ${municipalityCode} and party = ${party}
  `)
  return setting?.allowed ?? true
}

export async function upsertPasswordsAllowed(
  db: Transaction,
  { municipalityCode, party }: { municipalityCode: string; party: Party },
  allowed: boolean,
  changed: { at: Date; by: string },
): Promise<void> {
  await db.execute(sql`
    insert into accounts.party_setting (municipality_code, party, passwords_allowed, updated_at, updated_by)
    values (${municipalityCode}, ${party}, ${allowed}, ${changed.at}, ${changed.by})
    on conflict (municipality_code, party) do update
      set passwords_allowed = excluded.passwords_allowed, updated_at = excluded.updated_at, updated_by = excluded.updated_by
  `)
}
