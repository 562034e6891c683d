import type { SignedIn } from '#lib/accounts/access.ts'
import { createPerson } from '#lib/accounts/commands.server.ts'
import { readSession } from '#lib/accounts/session.server.ts'
import { signIn } from '#lib/accounts/sign-in.server.ts'
import type { MadeCookie } from '#lib/accounts/session-token.server.ts'
import type { Membership } from '#lib/accounts/access.ts'
import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

export const password = 'fyra ord utan samband'

/** A request as far as accounts look at one: its cookies. */
export function requestWith(...cookies: readonly MadeCookie[]): Pick<Request, 'headers'> {
  return { headers: new Headers({ cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }) }
}

/** People of a test file's own, a clock that the test moves, and what each of them meets. */
export function openAccounts(database: Database, start = new Date('2026-11-22T08:00:00Z')) {
  let now = start
  let people = 0
  const clock = { now: () => now }
  const pass = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000))
  const add = async (memberships: readonly Membership[] = [], secret: string | null = password) => {
    people += 1
    const email = `person${people}@kommun.example`
    return createPerson(database, { name: `Person ${people}`, email, password: secret, memberships }, clock)
  }
  const enter = async (email: string, secret = password, userAgent: string | null = 'Prov') => {
    const { cookies } = await signIn(database, { email, password: secret }, { address: '192.0.2.1', userAgent }, clock)
    return requestWith(...cookies)
  }
  const stateOf = async (request: Pick<Request, 'headers'>): Promise<string> => {
    const session = await readSession(database, request, clock)
    return session.state === 'ended' ? session.why : session.state
  }
  const signedInBy = async (request: Pick<Request, 'headers'>): Promise<SignedIn> => {
    const session = await readSession(database, request, clock)
    if (session.state !== 'signed-in') throw new Error(`nobody is signed in: ${session.state}`)
    return session.signedIn
  }
  return { clock, pass, add, enter, stateOf, signedInBy }
}

/** The code of the problem that a promise ends with; 'none' where it ends well. */
export function problemOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => {
      if (error instanceof ProblemError) return error.code
      throw error
    },
  )
}
