import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type { Membership, Party, Person } from './access.ts'

/** Locked to the end of the transaction, so that two who give a person roles at once see each other's. */
export async function lockPerson(db: Transaction, id: string): Promise<Person | null> {
  const [person] = await db.query<Person>(sql`
    select id, name, email from accounts.person where id = ${id} for update
  `)
  return person ?? null
}

export async function selectPersonByEmail(db: Transaction, email: string): Promise<Person | null> {
  const [person] = await db.query<Person>(sql`select id, name, email from accounts.person where email = ${email}`)
  return person ?? null
}

export async function selectPartiesIn(db: Transaction, personId: string, municipalityCode: string): Promise<Party[]> {
  const rows = await db.query<{ party: Party }>(sql`
    select distinct party from accounts.membership
    where municipality_code = ${municipalityCode} and person_id = ${personId}
  `)
  return rows.map(({ party }) => party)
}

/** @returns whether the person did not have it */
export async function insertMembership(
  db: Transaction,
  personId: string,
  { municipalityCode, party, role }: Membership,
  granted: { at: Date; by: string },
): Promise<boolean> {
  const inserted = await db.execute(sql`
    insert into accounts.membership (municipality_code, person_id, party, role, granted_at, granted_by)
    values (${municipalityCode}, ${personId}, ${party}, ${role}, ${granted.at}, ${granted.by})
    on conflict (municipality_code, person_id, party, role) do nothing
  `)
  return inserted > 0
}

/** @returns whether the person had it */
export async function deleteMembership(
  db: Transaction,
  personId: string,
  { municipalityCode, party, role }: Membership,
): Promise<boolean> {
  const deleted = await db.execute(sql`
    delete from accounts.membership
    where municipality_code = ${municipalityCode} and person_id = ${personId} and party = ${party} and role = ${role}
  `)
  return deleted > 0
}

/** @returns whether it was the other way before */
export async function updateDisabled(
  db: Transaction,
  personId: string,
  { disabledAt, now }: { disabledAt: Date | null; now: Date },
): Promise<boolean> {
  const updated = await db.execute(sql`
    update accounts.person set disabled_at = ${disabledAt}, updated_at = ${now}
    where id = ${personId} and (disabled_at is null) <> (${disabledAt}::timestamptz is null)
  `)
  return updated > 0
}

/** What a person's own page shows beside who they are: how they sign in, and what they may be where. */
export interface OwnAccount {
  hasPassword: boolean
  hasTwoSteps: boolean
  /** '' for the whole installation. */
  memberships: (Membership & { municipality: string })[]
}

export async function selectAccount(db: Transaction, personId: string): Promise<OwnAccount> {
  const [account] = await db.query<OwnAccount>(sql`
    select
      person.two_factor_enabled as "hasTwoSteps",
      exists (
        select from accounts.credential where person_id = person.id and provider_id = 'credential'
      ) as "hasPassword",
      coalesce((
        select json_agg(
          json_build_object(
            'municipalityCode', membership.municipality_code, 'party', party, 'role', role,
            'municipality', coalesce(municipality.name, '')
          )
          order by municipality.name, role
        )
        from accounts.membership left join municipality on municipality.code = membership.municipality_code
        where membership.person_id = person.id
      ), '[]'::json) as memberships
    from accounts.person where person.id = ${personId}
  `)
  return account ?? { hasPassword: false, hasTwoSteps: false, memberships: [] }
}
