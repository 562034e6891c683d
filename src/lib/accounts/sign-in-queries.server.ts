import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'

export interface SigningIn {
  id: string
  disabledAt: Date | null
  hasTwoSteps: boolean
  /** Its hash; null for somebody who signs in otherwise. */
  password: string | null
  /** False where one of the parties the person acts for has decided so. */
  passwordsAllowed: boolean
}

export async function selectSigningIn(db: Transaction, email: string): Promise<SigningIn | null> {
  const [person] = await db.query<SigningIn>(sql`
    select
      person.id, person.disabled_at as "disabledAt", person.two_factor_enabled as "hasTwoSteps", credential.password,
      not exists (
        select from accounts.membership
        join accounts.party_setting using (municipality_code, party)
        where membership.person_id = person.id and not party_setting.passwords_allowed
      ) as "passwordsAllowed"
    from accounts.person
    left join accounts.credential on credential.person_id = person.id and credential.provider_id = 'credential'
    where person.email = ${email}
  `)
  return person ?? null
}
