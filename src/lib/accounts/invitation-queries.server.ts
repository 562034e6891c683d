import sql from 'sql-template-tag'

import type { Transaction } from '#lib/database/database.ts'
import type { Party } from './access.ts'
import type { Invitation } from './invitation.ts'

const invitationColumns = sql`
  municipality_code as "municipalityCode", id, email, name, party, roles,
  invited_at as "invitedAt", invited_by as "invitedBy", expires_at as "expiresAt",
  accepted_at as "acceptedAt", withdrawn_at as "withdrawnAt"
`

export async function insertInvitation(
  db: Transaction,
  invitation: Omit<Invitation, 'acceptedAt' | 'withdrawnAt'>,
  tokenSha256: Uint8Array,
): Promise<void> {
  await db.execute(sql`
    insert into accounts.invitation (
      municipality_code, id, email, name, party, roles, token_sha256, invited_by, invited_at, expires_at
    ) values (
      ${invitation.municipalityCode}, ${invitation.id}, ${invitation.email}, ${invitation.name}, ${invitation.party},
      ${invitation.roles}::text[], ${tokenSha256}, ${invitation.invitedBy}, ${invitation.invitedAt},
      ${invitation.expiresAt}
    )
  `)
}

export async function selectInvitationByToken(
  db: Transaction,
  municipalityCode: string,
  tokenSha256: Uint8Array,
): Promise<Invitation | null> {
  const [invitation] = await db.query<Invitation>(sql`
    select ${invitationColumns} from accounts.invitation
    where municipality_code = ${municipalityCode} and token_sha256 = ${tokenSha256}
  `)
  return invitation ?? null
}

/** Those that nobody has accepted or taken back, newest first. */
export async function selectUnansweredInvitations(
  db: Transaction,
  municipalityCode: string,
  party: Party,
): Promise<Invitation[]> {
  return db.query<Invitation>(sql`
    select ${invitationColumns} from accounts.invitation
    where municipality_code = ${municipalityCode} and party = ${party}
      and accepted_at is null and withdrawn_at is null
    order by invited_at desc, id desc
  `)
}

/** @returns whether it was open until now: of two who accept at once, one does. */
export async function acceptInvitation(
  db: Transaction,
  { municipalityCode, id }: Pick<Invitation, 'municipalityCode' | 'id'>,
  now: Date,
): Promise<boolean> {
  const accepted = await db.execute(sql`
    update accounts.invitation set accepted_at = ${now}
    where municipality_code = ${municipalityCode} and id = ${id}
      and accepted_at is null and withdrawn_at is null and expires_at > ${now}
  `)
  return accepted > 0
}

/** @returns whether there was one of the party that could be taken back */
export async function withdrawInvitation(
  db: Transaction,
  { municipalityCode, id, party }: Pick<Invitation, 'municipalityCode' | 'id' | 'party'>,
  now: Date,
): Promise<boolean> {
  const withdrawn = await db.execute(sql`
    update accounts.invitation set withdrawn_at = ${now}
    where municipality_code = ${municipalityCode} and id = ${id} and party = ${party}
      and accepted_at is null and withdrawn_at is null
  `)
  return withdrawn > 0
}
