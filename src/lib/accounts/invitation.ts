import * as v from 'valibot'

import { ProblemError, type ProblemReason } from '#lib/platform/problem.ts'
import { staffRoles, type Party, type StaffRole } from './access.ts'

/** A role an administrator may give; operators are made by whoever runs the machine. */
export type InvitedRole = Exclude<StaffRole, 'operator'>
export const invitedRoles = staffRoles.filter((role) => role !== 'operator') as readonly InvitedRole[]

/** Somebody invited to act for a party in a municipality. */
export interface Invitation {
  municipalityCode: string
  id: string
  /** In lower case. */
  email: string
  name: string
  party: Party
  roles: readonly InvitedRole[]
  invitedAt: Date
  /** The name of who invited. */
  invitedBy: string
  expiresAt: Date
  acceptedAt: Date | null
  withdrawnAt: Date | null
}

export type InvitationState = 'open' | 'accepted' | 'withdrawn' | 'expired'

export const invitationDays = 14

export function stateOfInvitation(
  { acceptedAt, withdrawnAt, expiresAt }: Pick<Invitation, 'acceptedAt' | 'withdrawnAt' | 'expiresAt'>,
  now: Date,
): InvitationState {
  if (acceptedAt !== null) return 'accepted'
  if (withdrawnAt !== null) return 'withdrawn'
  return expiresAt <= now ? 'expired' : 'open'
}

/** What an administrator fills in. */
export interface InvitationWish {
  name: string
  email: string
  roles: readonly InvitedRole[]
}

/** @throws ProblemError invalid-form, with a reason for each field that is not filled in as it must be */
export function readInvitationWish(form: FormData): InvitationWish {
  const fields = { name: form.get('name'), email: form.get('email'), roles: form.getAll('role') }
  const parsed = v.safeParse(wishSchema, fields)
  if (parsed.success) return parsed.output
  throw new ProblemError('invalid-form', parsed.issues.map(toReason))
}

/** @throws ProblemError invalid-form */
export function readRoles(form: FormData): readonly InvitedRole[] {
  const parsed = v.safeParse(v.array(role), form.getAll('role'))
  if (parsed.success) return [...new Set(parsed.output)]
  throw new ProblemError('invalid-form', parsed.issues.map(toReason))
}

const role = v.picklist(invitedRoles, 'role')

const wishSchema = v.object({
  name: v.pipe(v.string('name'), v.trim(), v.minLength(1, 'name'), v.maxLength(120, 'name')),
  email: v.pipe(v.string('email'), v.trim(), v.toLowerCase(), v.maxLength(254, 'email'), v.email('email')),
  roles: v.pipe(
    v.array(role),
    v.minLength(1, 'roles'),
    v.transform((roles) => [...new Set(roles)]),
  ),
})

const reasons: Record<string, { sv: string; en: string }> = {
  name: { sv: 'skriv personens namn, högst 120 tecken', en: "write the person's name, 120 characters at most" },
  email: {
    sv: 'skriv en e-postadress, som anna.berg@exempel.se',
    en: 'write an e-mail address, like anna@example.org',
  },
  roles: { sv: 'välj minst en roll', en: 'choose at least one role' },
  role: { sv: 'är inte en roll som kan ges här', en: 'is not a role that can be given here' },
}

function toReason(issue: v.BaseIssue<unknown>): ProblemReason {
  const column = String(issue.path?.[0]?.key ?? 'role')
  return { column, reason: reasons[issue.message] ?? { sv: issue.message, en: issue.message } }
}

/** What an invitation's link holds: its municipality and 256 random bits. */
export interface InvitationToken {
  municipalityCode: string
  secret: string
}

export function formatToken({ municipalityCode, secret }: InvitationToken): string {
  return `${municipalityCode}-${secret}`
}

/** Null for what cannot be the end of an invitation's link. */
export function parseToken(text: string): InvitationToken | null {
  const [, municipalityCode, secret] = /^(\d{4})-([\w-]{43})$/.exec(text) ?? []
  return municipalityCode === undefined || secret === undefined ? null : { municipalityCode, secret }
}
