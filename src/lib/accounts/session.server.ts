import type { Database } from '#lib/database/database.ts'
import { getConfig } from '#lib/database/instance.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { SignedIn } from './access.ts'
import { authOf } from './auth.server.ts'
import { limitAttempts } from './attempts.server.ts'
import { provePerson, type Proof } from './proof.server.ts'
import { secretOf } from './secret.server.ts'
import {
  deleteExpired,
  deleteSession,
  deleteSessionsOf,
  selectSession,
  selectSessionsOf,
  touchSession,
  updateStepUp,
  type OwnSession,
  type SessionRow,
} from './session-queries.server.ts'
import { keptForm, makeCookie, makeToken, noCookie, readCookie, type MadeCookie } from './session-token.server.ts'
import { accountsContext, joinTransaction } from './statement-pool.server.ts'

export const idleMinutes = 30
export const absoluteHours = 12
const touchSeconds = 60

/** What a request's cookie stands for, and why it no longer stands for a person. */
export type SessionState =
  | { state: 'none' }
  | { state: 'ended'; why: SessionEnd }
  | { state: 'signed-in'; signedIn: SignedIn; hasTwoSteps: boolean }

/** Not used for a while, too old, ended by hand or by a new password, of a closed account, or never ours. */
export type SessionEnd = 'idle' | 'expired' | 'ended' | 'disabled' | 'forged'

type Asking = Pick<Request, 'headers'>

/** Who asks, read anew at every request: the session, the person and all memberships in one question. */
export async function readSignedIn(
  database: Database,
  request: Asking,
  clock: Clock = systemClock,
): Promise<SignedIn | null> {
  const session = await readSession(database, request, clock)
  return session.state === 'signed-in' ? session.signedIn : null
}

/** The same, with why a session has ended, for the page to sign in on. */
export async function readSession(
  database: Database,
  request: Asking,
  clock: Clock = systemClock,
): Promise<SessionState> {
  const cookie = await cookieOf(database, request)
  if (cookie.state === 'none') return { state: 'none' }
  if (cookie.state === 'forged') return { state: 'ended', why: 'forged' }
  const row = await database.withContext(accountsContext('read'), (db) => selectSession(db, keptForm(cookie.token)))
  if (row === null) return { state: 'ended', why: 'ended' }
  const now = clock.now()
  const why = endOf(row, now)
  if (why !== null) return { state: 'ended', why }
  await touch(database, row, now)
  return { state: 'signed-in', signedIn: signedInOf(row), hasTwoSteps: row.hasTwoSteps }
}

function endOf({ disabledAt, usedAt, createdAt, expiresAt }: SessionRow, now: Date): SessionEnd | null {
  if (disabledAt !== null) return 'disabled'
  const oldest = new Date(createdAt.getTime() + absoluteHours * 3_600_000)
  if (now >= expiresAt || now >= oldest) return 'expired'
  return now >= new Date(usedAt.getTime() + idleMinutes * 60_000) ? 'idle' : null
}

async function touch(database: Database, { id, usedAt }: SessionRow, now: Date): Promise<void> {
  const notSince = new Date(now.getTime() - touchSeconds * 1000)
  if (usedAt >= notSince) return
  await database.withContext(accountsContext('write'), (db) => touchSession(db, id, now, notSince))
}

function signedInOf(row: SessionRow): SignedIn {
  return {
    person: { id: row.personId, name: row.name, email: row.email },
    sessionId: row.id,
    signedInAt: row.createdAt,
    steppedUpAt: row.steppedUpAt,
    purpose: row.purpose,
    memberships: row.memberships,
  }
}

/** @returns the cookie that the person goes on with */
export async function startSession(
  database: Database,
  personId: string,
  { userAgent }: { userAgent: string | null },
  clock: Clock,
): Promise<MadeCookie> {
  const now = clock.now()
  const { token, kept } = makeToken()
  const auth = await authOf(database)
  const session = {
    token: kept,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + absoluteHours * 3_600_000),
    userAgent: userAgent?.slice(0, 300) ?? '',
  }
  await database.withContext(accountsContext('write'), (db) =>
    joinTransaction(db, async () => {
      await deleteExpired(db, new Date(now.getTime() - 24 * 3_600_000))
      await auth.createSession(personId, false, session, true)
    }),
  )
  const key = (await secretOf(database)).keyFor('session')
  return makeCookie('session_token', token, { key, origin: getConfig().origin })
}

/** Ends the request's own session, whatever state it is in. @returns the cookie that takes its cookie away */
export async function endSession(database: Database, request: Asking): Promise<MadeCookie> {
  const cookie = await cookieOf(database, request)
  if (cookie.state === 'signed') await (await authOf(database)).deleteSession(keptForm(cookie.token))
  return noCookie('session_token', getConfig().origin)
}

/**
 * Proves anew who the person is, for what asks for it within `stepUpMinutes`; `purpose` is what single crimes are needed
 * for, null where none are read.
 *
 * @throws ProblemError not-signed-in, too-many-attempts, password-refused, code-refused
 */
export async function stepUp(
  database: Database,
  request: Asking,
  proof: Proof,
  purpose: string | null,
  clock: Clock = systemClock,
): Promise<void> {
  const signedIn = await readSignedIn(database, request, clock)
  if (signedIn === null) throw new ProblemError('not-signed-in')
  const attempt = await limitAttempts(database, 'step-up', { account: signedIn.person.id }, clock)
  await provePerson(database, signedIn.person.id, proof, clock)
  await attempt.succeeded()
  await database.withContext(accountsContext('write'), (db) =>
    updateStepUp(db, signedIn.sessionId, { at: clock.now(), purpose }),
  )
}

/** The person's own, the latest used first. */
export async function listSessions(
  database: Database,
  personId: string,
  clock: Clock = systemClock,
): Promise<OwnSession[]> {
  const now = clock.now()
  const usedSince = new Date(now.getTime() - idleMinutes * 60_000)
  return database.withContext(accountsContext('read'), (db) => selectSessionsOf(db, personId, { now, usedSince }))
}

/** Ends one of the person's own; one of somebody else's is not there. @returns whether there was one */
export async function endOneSession(database: Database, personId: string, sessionId: string): Promise<boolean> {
  const ended = await database.withContext(accountsContext('write'), (db) => deleteSession(db, personId, sessionId))
  return ended > 0
}

/** Ends all of the person's sessions but the one given, if one is. @returns how many */
export async function endSessionsOf(database: Database, personId: string, except: string | null): Promise<number> {
  return database.withContext(accountsContext('write'), (db) => deleteSessionsOf(db, personId, except))
}

async function cookieOf(database: Database, request: Asking) {
  const key = (await secretOf(database)).keyFor('session')
  return readCookie(request, 'session_token', { key, origin: getConfig().origin })
}
