import type { Side } from '#lib/database/database.ts'

/** The two authorities that act in the product. Each has its own side of the database. */
export type Party = Side

export const parties = ['municipality', 'police'] as const satisfies readonly Party[]

/**
 * What staff may be, in one municipality. An operator runs the installation: the same in every municipality, and kept
 * under '0000'.
 */
export const staffRoles = ['walk-leader', 'planner', 'signer', 'administrator', 'operator'] as const
export type StaffRole = (typeof staffRoles)[number]

/** Where memberships stand that belong to no single municipality. */
export const wholeInstallation = '0000'

/** A person's role for a party in a municipality: many a person, for a local police area is not a municipality. */
export interface Membership {
  municipalityCode: string
  party: Party
  role: StaffRole
}

export interface Person {
  id: string
  name: string
  email: string
}

/** Someone with a session that is neither ended nor too old, read anew at every request. */
export interface SignedIn {
  person: Person
  sessionId: string
  signedInAt: Date
  /** When the person last proved who they are within this session: exact crimes, exports and signatures ask for it. */
  steppedUpAt: Date | null
  /** What the person said then that single crimes are needed for; stands in the read log with each reading of them. */
  purpose: string | null
  memberships: readonly Membership[]
}

/** Whom a signed-in person acts for in one municipality, and as what. */
export interface Access {
  municipalityCode: string
  party: Party
  roles: readonly StaffRole[]
}

/**
 * Who asks for a municipality's data: the party decides the role that each question is put in to the database, the person
 * stands in the read log.
 */
export interface Reader {
  municipalityCode: string
  party: Party
  person: Person
  crimes: CrimeDetail
  /** Why single crimes are read; null unless `crimes` is 'exact'. */
  purpose: string | null
}

/**
 * How closely someone sees reported crimes: no closer than counts by area, counts by cell too, or single crimes, which need
 * a purpose and a proof of who one is that is not older than `stepUpMinutes`.
 */
export type CrimeDetail = 'areas' | 'cells' | 'exact'
export const stepUpMinutes = 15

/** Null for a municipality in which the person has no role. Nobody acts for both parties in one municipality. */
export function accessIn({ memberships }: Pick<SignedIn, 'memberships'>, municipalityCode: string): Access | null {
  const here = memberships.filter((membership) => membership.municipalityCode === municipalityCode)
  const [first] = here
  if (first === undefined) return null
  const own = here.filter(({ party }) => party === first.party)
  return { municipalityCode, party: first.party, roles: own.map(({ role }) => role) }
}

export function hasSteppedUp({ steppedUpAt }: Pick<SignedIn, 'steppedUpAt'>, now: Date): boolean {
  return steppedUpAt !== null && now.getTime() - steppedUpAt.getTime() < stepUpMinutes * 60_000
}
