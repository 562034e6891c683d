import type { Database } from '#lib/database/database.ts'
import { getConfig } from '#lib/database/instance.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { limitAttempts } from './attempts.server.ts'
import { authOf } from './auth.server.ts'
import { isDemoAccount } from './demo-accounts.ts'
import { verifyPassword } from './password.server.ts'
import { secretOf } from './secret.server.ts'
import { startSession } from './session.server.ts'
import { keptForm, makeCookie, makeToken, noCookie, readCookie, type MadeCookie } from './session-token.server.ts'
import { selectSigningIn } from './sign-in-queries.server.ts'
import { accountsContext } from './statement-pool.server.ts'
import { useCode } from './two-factor.server.ts'

const secondStepMinutes = 10

/** Where a sign-in comes from: its browser is kept with the session, its address is only counted, and not kept. */
export interface Caller {
  address: string
  userAgent: string | null
}

/** The person is in, or has a code to give first. */
export interface SignInStep {
  next: 'signed-in' | 'code'
  cookies: MadeCookie[]
}

/**
 * E-mail address and password. Whoever tries, an account that is there, is not, is closed or has no password says the same
 * and takes the same: one verification.
 *
 * @throws ProblemError sign-in-refused, passwords-off, too-many-attempts
 */
export async function signIn(
  database: Database,
  { email, password }: { email: string; password: string },
  caller: Caller,
  clock: Clock = systemClock,
): Promise<SignInStep> {
  const account = email.trim().toLowerCase()
  const attempt = await limitAttempts(database, 'sign-in', { account, address: caller.address }, clock)
  const person = await database.withContext(accountsContext('read'), (db) => selectSigningIn(db, account))
  const isRight = await verifyPassword(password, person?.password ?? null)
  const isClosed = person?.disabledAt !== null || (isDemoAccount(account) && !getConfig().demo)
  if (!isRight || person === null || isClosed) throw new ProblemError('sign-in-refused')
  await attempt.succeeded()
  if (!person.passwordsAllowed) throw new ProblemError('passwords-off')
  if (person.hasTwoSteps) return { next: 'code', cookies: [await waitForCode(database, person.id, clock)] }
  return { next: 'signed-in', cookies: [await startSession(database, person.id, caller, clock)] }
}

/** Who has shown the password waits for the code a short while, known by a cookie. */
async function waitForCode(database: Database, personId: string, clock: Clock): Promise<MadeCookie> {
  const { token, kept } = makeToken()
  const auth = await authOf(database)
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + secondStepMinutes * 60_000)
  const waiting = { identifier: `second-step/${kept}`, value: personId, expiresAt, createdAt: now, updatedAt: now }
  await auth.createVerificationValue(waiting)
  const key = (await secretOf(database)).keyFor('second-step')
  return makeCookie('second_step', token, { key, origin: getConfig().origin, maxAge: secondStepMinutes * 60 })
}

/** Whether the request comes from somebody who has shown the password, and has a code to give. */
export async function awaitsCode(
  database: Database,
  request: Pick<Request, 'headers'>,
  clock: Clock = systemClock,
): Promise<boolean> {
  return (await findWaiting(database, request, clock)) !== null
}

/**
 * The code of the app, or a backup code, after the password.
 *
 * @throws ProblemError second-step-expired, code-refused, too-many-attempts
 */
export async function giveCode(
  database: Database,
  request: Pick<Request, 'headers'>,
  code: string,
  caller: Caller,
  clock: Clock = systemClock,
): Promise<SignInStep> {
  const waiting = await findWaiting(database, request, clock)
  if (waiting === null) throw new ProblemError('second-step-expired')
  const attempt = await limitAttempts(database, 'second-step', { account: waiting.personId }, clock)
  if (!(await useCode(database, waiting.personId, code, clock))) throw new ProblemError('code-refused')
  await attempt.succeeded()
  const auth = await authOf(database)
  if (!(await auth.consumeVerificationValue(waiting.identifier))) throw new ProblemError('second-step-expired')
  const session = await startSession(database, waiting.personId, caller, clock)
  return { next: 'signed-in', cookies: [session, noCookie('second_step', getConfig().origin)] }
}

async function findWaiting(database: Database, request: Pick<Request, 'headers'>, clock: Clock) {
  const key = (await secretOf(database)).keyFor('second-step')
  const cookie = readCookie(request, 'second_step', { key, origin: getConfig().origin })
  if (cookie.state !== 'signed') return null
  const identifier = `second-step/${keptForm(cookie.token)}`
  const waiting = await (await authOf(database)).findVerificationValue(identifier)
  if (!waiting || waiting.expiresAt <= clock.now()) return null
  return { identifier, personId: waiting.value }
}
