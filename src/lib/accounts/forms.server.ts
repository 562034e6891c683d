import type { Database } from '#lib/database/database.ts'
import { getConfig } from '#lib/database/instance.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import type { SignedIn } from './access.ts'
import { demoAccounts, demoPassword } from './demo-accounts.ts'
import type { Proof } from './proof.server.ts'
import { needsPurpose, readPurpose } from './purpose.ts'
import { beginOwnTwoSteps, changePassword, confirmOwnTwoSteps, endOwnTwoSteps } from './own-account.server.ts'
import { endOneSession, endSessionsOf, readSession, stepUp, type SessionEnd } from './session.server.ts'
import { awaitsCode, giveCode, signIn, type Caller, type SignInStep } from './sign-in.server.ts'

/** What the page to sign in on shows. */
export interface SignInPage {
  isSignedIn: boolean
  why: SessionEnd | null
  awaitsCode: boolean
  /** Null but for the demo. */
  demo: { accounts: typeof demoAccounts; password: string } | null
}

export async function readSignInPage(database: Database, request: Request, clock: Clock = systemClock) {
  const session = await readSession(database, request, clock)
  return {
    isSignedIn: session.state === 'signed-in',
    why: session.state === 'ended' ? session.why : null,
    awaitsCode: await awaitsCode(database, request, clock),
    demo: getConfig().demo ? { accounts: demoAccounts, password: demoPassword } : null,
  } satisfies SignInPage
}

/** The first form has an address and a password, the second a code. */
export async function signInByForm(
  database: Database,
  request: Request,
  address: string,
  clock: Clock = systemClock,
): Promise<SignInStep> {
  const form = await request.formData()
  const caller: Caller = { address, userAgent: request.headers.get('user-agent') }
  if (form.has('code')) return giveCode(database, request, textIn(form, 'code'), caller, clock)
  return signIn(database, { email: textIn(form, 'email'), password: textIn(form, 'password') }, caller, clock)
}

/** @throws ProblemError purpose-missing, and what `stepUp` throws */
export async function stepUpByForm(
  database: Database,
  request: Request,
  signedIn: SignedIn,
  clock: Clock = systemClock,
): Promise<void> {
  const form = await request.formData()
  const purpose = needsPurpose(signedIn) ? readPurpose(form) : null
  await stepUp(database, request, readProof(form), purpose, clock)
}

/** What a person does to the own account, by the name of its form. */
export type OwnAct = 'password' | 'begin' | 'confirm' | 'end' | 'session' | 'others'

/** @returns what was done, and what is shown of it */
export async function actOnOwnAccount(database: Database, signedIn: SignedIn, act: OwnAct, form: FormData) {
  const { person, sessionId } = signedIn
  if (act === 'begin') return { done: act, begun: await beginOwnTwoSteps(database, signedIn, textIn(form, 'password')) }
  if (act === 'others') return { done: act, ended: await endSessionsOf(database, person.id, sessionId) }
  if (act === 'session') {
    return { done: act, ended: Number(await endOneSession(database, person.id, textIn(form, 'session'))) }
  }
  if (act === 'confirm') await confirmOwnTwoSteps(database, signedIn, textIn(form, 'code'))
  else if (act === 'end') await endOwnTwoSteps(database, signedIn, textIn(form, 'code'))
  else await changePassword(database, signedIn, { current: textIn(form, 'current'), wanted: textIn(form, 'wanted') })
  return { done: act }
}

export function readProof(form: FormData): Proof {
  return form.has('code') ? { code: textIn(form, 'code') } : { password: textIn(form, 'password') }
}

export function textIn(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
