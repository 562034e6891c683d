import { appendAudit, type Act } from '#lib/audit/commands.server.ts'
import { currentActor } from '#lib/audit/actor.server.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { wholeInstallation, type Membership, type Party, type Person } from './access.ts'
import { authOf } from './auth.server.ts'
import { hashPassword, refuseWeakPassword } from './password.server.ts'
import {
  deleteMembership,
  insertMembership,
  lockPerson,
  selectPartiesIn,
  selectPersonByEmail,
  updateDisabled,
} from './person-queries.server.ts'
import { deleteSessionsOf } from './session-queries.server.ts'
import { accountsContext, joinTransaction } from './statement-pool.server.ts'

export interface NewPerson {
  name: string
  email: string
  /** Null for somebody who signs in with their authority's own provider. */
  password: string | null
  memberships: readonly Membership[]
}

/** @throws ProblemError account-exists, weak-password, other-party */
export async function createPerson(database: Database, wanted: NewPerson, clock: Clock = systemClock): Promise<Person> {
  const { name, password, memberships } = wanted
  const email = wanted.email.trim().toLowerCase()
  if (password !== null) refuseWeakPassword(password, email)
  const hashed = password === null ? null : await hashPassword(password)
  const auth = await authOf(database)
  const now = clock.now()
  const made = { createdAt: now, updatedAt: now }
  const codes = [wholeInstallation, ...memberships.map(({ municipalityCode }) => municipalityCode)]
  return database.withContext(accountsContext('write', [...new Set(codes)]), (db) =>
    joinTransaction(db, async () => {
      if ((await selectPersonByEmail(db, email)) !== null) throw new ProblemError('account-exists')
      const { id } = await auth.createUser({ name, email, emailVerified: true, ...made }, { method: 'admin' })
      if (hashed !== null) {
        const credential = { providerId: 'credential', accountId: id, userId: id, password: hashed }
        await auth.linkAccount({ ...credential, ...made })
      }
      for (const membership of memberships) await grant(db, id, membership, clock)
      await appendAudit(db, actOn(id, 'person.create', wholeInstallation, 'shared'), clock)
      return { id, name, email }
    }),
  )
}

/** Whether somebody has an account with this address. */
export async function isPerson(database: Database, email: string): Promise<boolean> {
  return (await database.withContext(accountsContext('read'), (db) => selectPersonByEmail(db, email))) !== null
}

/** Gives a person a role; one that the person has already stays as it is. @throws ProblemError unknown-person, other-party */
export async function grantMembership(
  database: Database,
  personId: string,
  membership: Membership,
  clock: Clock = systemClock,
): Promise<void> {
  await database.withContext(accountsContext('write', [membership.municipalityCode]), async (db) => {
    if ((await lockPerson(db, personId)) === null) throw new ProblemError('unknown-person')
    await grant(db, personId, membership, clock)
  })
}

async function grant(db: Transaction, personId: string, membership: Membership, clock: Clock): Promise<void> {
  const { municipalityCode, party, role } = membership
  const parties = await selectPartiesIn(db, personId, municipalityCode)
  if (parties.some((other) => other !== party)) throw new ProblemError('other-party')
  const { personId: actorId, name } = currentActor()
  const granted = { at: clock.now(), by: actorId ?? name }
  if (!(await insertMembership(db, personId, membership, granted))) return
  await appendAudit(db, actOn(personId, 'membership.grant', municipalityCode, party, { role }), clock)
}

/** Takes a role from a person; one that the person does not have is not taken. */
export async function revokeMembership(
  database: Database,
  personId: string,
  membership: Membership,
  clock: Clock = systemClock,
): Promise<void> {
  const { municipalityCode, party, role } = membership
  await database.withContext(accountsContext('write', [municipalityCode]), async (db) => {
    if (!(await deleteMembership(db, personId, membership))) return
    await appendAudit(db, actOn(personId, 'membership.revoke', municipalityCode, party, { role }), clock)
  })
}

/**
 * Closes an account everywhere: the very next request of each of its sessions is refused, and told why. They are taken away
 * when it is opened again.
 */
export async function disablePerson(
  database: Database,
  personId: string,
  { municipalityCode, party }: Pick<Membership, 'municipalityCode' | 'party'>,
  clock: Clock = systemClock,
): Promise<void> {
  const now = clock.now()
  await database.withContext(accountsContext('write', [municipalityCode]), async (db) => {
    if ((await lockPerson(db, personId)) === null) throw new ProblemError('unknown-person')
    if (!(await updateDisabled(db, personId, { disabledAt: now, now }))) return
    await appendAudit(db, actOn(personId, 'person.disable', municipalityCode, party), clock)
  })
}

/** Opens a closed account again. Sessions from before stay ended. */
export async function enablePerson(
  database: Database,
  personId: string,
  { municipalityCode, party }: Pick<Membership, 'municipalityCode' | 'party'>,
  clock: Clock = systemClock,
): Promise<void> {
  const now = clock.now()
  await database.withContext(accountsContext('write', [municipalityCode]), async (db) => {
    if ((await lockPerson(db, personId)) === null) throw new ProblemError('unknown-person')
    await deleteSessionsOf(db, personId, null)
    if (!(await updateDisabled(db, personId, { disabledAt: null, now }))) return
    await appendAudit(db, actOn(personId, 'person.enable', municipalityCode, party), clock)
  })
}

function actOn(
  personId: string,
  act: string,
  municipalityCode: string,
  audience: Party | 'shared',
  detail: Record<string, unknown> = {},
): Act {
  return { municipalityCode, act, subjectKind: 'person', subjectId: personId, audience, detail }
}
