import { v7 as uuidv7 } from 'uuid'

import { appendAudit } from '#lib/audit/commands.server.ts'
import type { Database } from '#lib/database/database.ts'
import { getConfig } from '#lib/database/instance.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import type { IdentityProvider } from '#lib/platform/identity-provider.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { wholeInstallation, type Party } from './access.ts'
import { authOf } from './auth.server.ts'
import { readReturn, sendToProvider, type Sent, type Subject } from './oidc-client.server.ts'
import { insertLink, selectIssuersOf, selectLinked } from './oidc-queries.server.ts'
import { secretOf } from './secret.server.ts'
import { updateStepUp } from './session-queries.server.ts'
import { readSignedIn, startSession } from './session.server.ts'
import { keptForm, makeCookie, makeToken, noCookie, readCookie, type MadeCookie } from './session-token.server.ts'
import type { Caller } from './sign-in.server.ts'
import { accountsContext } from './statement-pool.server.ts'

/** Why somebody is sent to their identity provider. `to` is where they go afterwards. */
export type Errand =
  | { kind: 'sign-in'; to: string }
  | { kind: 'link'; to: string }
  | { kind: 'step-up'; to: string; purpose: string | null }
  | { kind: 'invitation'; to: string; token: string }

const awayMinutes = 15

interface Away {
  party: Party
  errand: Errand
  /** Whose errand it is, for those of somebody who is signed in. */
  sessionId: string | null
  sent: Sent
}

/** The providers people may be sent to, and what they are called. */
export function listProviders(): Pick<IdentityProvider, 'party' | 'name'>[] {
  return getConfig().identityProviders.map(({ party, name }) => ({ party, name }))
}

/** @throws ProblemError not-found for a party without one */
export function requireProvider(party: string): IdentityProvider {
  const provider = getConfig().identityProviders.find((one) => one.party === party)
  if (provider === undefined) throw new ProblemError('not-found')
  return provider
}

/** Providers by which the person can prove anew who they are. */
export async function providersOf(database: Database, personId: string): Promise<Party[]> {
  const issuers = await database.withContext(accountsContext('read'), (db) => selectIssuersOf(db, personId))
  return getConfig()
    .identityProviders.filter(({ issuer }) => issuers.includes(issuer))
    .map(({ party }) => party)
}

/**
 * Sends a person to their provider. What they come back with is taken once, from the same browser.
 *
 * @throws ProblemError not-found, provider-unavailable, not-signed-in
 */
export async function leaveForProvider(
  database: Database,
  request: Request,
  { party, errand }: { party: string; errand: Errand },
  clock: Clock = systemClock,
): Promise<{ address: URL; cookies: MadeCookie[] }> {
  const provider = requireProvider(party)
  const sessionId = await ownSession(database, request, errand, clock)
  const origin = getConfig().origin ?? new URL(request.url).origin
  const redirectUri = `${origin}/sign-in/oidc/${party}/callback`
  const { address, sent } = await sendToProvider(provider, redirectUri, errand.kind === 'step-up')
  const { token, kept } = makeToken()
  const now = clock.now()
  await (
    await authOf(database)
  ).createVerificationValue({
    identifier: identifierOf(kept),
    value: JSON.stringify({ party: provider.party, errand, sessionId, sent } satisfies Away),
    expiresAt: new Date(now.getTime() + awayMinutes * 60_000),
    createdAt: now,
    updatedAt: now,
  })
  const key = (await secretOf(database)).keyFor('oidc')
  return {
    address,
    cookies: [makeCookie('oidc', token, { key, origin: getConfig().origin, maxAge: awayMinutes * 60 })],
  }
}

async function ownSession(database: Database, request: Request, { kind }: Errand, clock: Clock) {
  if (kind === 'sign-in' || kind === 'invitation') return null
  const signedIn = await readSignedIn(database, request, clock)
  if (signedIn === null) throw new ProblemError('not-signed-in')
  return signedIn.sessionId
}

const identifierOf = (kept: string) => `oidc/${kept}`

/** Makes or finds the person for whom an invitation is accepted by a provider's account. */
export type AcceptBySubject = (token: string, subject: Subject, clock: Clock) => Promise<string>

/**
 * Somebody is back from their provider: signed in, linked, or proved anew, as they left for.
 *
 * @throws ProblemError provider-expired for what was not left for, or came back before; provider-refused,
 *   provider-unknown, sign-in-refused, not-signed-in
 */
export async function returnFromProvider(
  database: Database,
  request: Request,
  { party, caller, accept }: { party: string; caller: Caller; accept: AcceptBySubject },
  clock: Clock = systemClock,
): Promise<{ to: string; cookies: MadeCookie[] }> {
  const provider = requireProvider(party)
  const away = await takeAway(database, request, clock)
  if (away?.party !== provider.party) throw new ProblemError('provider-expired')
  const subject = await readReturn(provider, new URL(request.url).search, away.sent)
  const done = noCookie('oidc', getConfig().origin)
  const { errand } = away
  if (errand.kind === 'link' || errand.kind === 'step-up') {
    await actForSignedIn(database, request, { away, errand, subject }, clock)
    return { to: errand.to, cookies: [done] }
  }
  const personId =
    errand.kind === 'invitation'
      ? await accept(errand.token, subject, clock)
      : (await requireLinked(database, subject)).id
  return { to: errand.to, cookies: [done, await startSession(database, personId, caller, clock)] }
}

/** Once, also of two who come back at once with the same. */
async function takeAway(database: Database, request: Request, clock: Clock): Promise<Away | null> {
  const key = (await secretOf(database)).keyFor('oidc')
  const cookie = readCookie(request, 'oidc', { key, origin: getConfig().origin })
  if (cookie.state !== 'signed') return null
  const taken = await (await authOf(database)).consumeVerificationValue(identifierOf(keptForm(cookie.token)))
  return !taken || taken.expiresAt <= clock.now() ? null : (JSON.parse(taken.value) as Away)
}

async function requireLinked(database: Database, subject: Subject) {
  const person = await database.withContext(accountsContext('read'), (db) => selectLinked(db, subject))
  if (person === null) throw new ProblemError('provider-unknown')
  if (person.disabledAt !== null) throw new ProblemError('sign-in-refused')
  return person
}

interface SignedInErrand {
  away: Away
  errand: Extract<Errand, { kind: 'link' | 'step-up' }>
  subject: Subject
}

/** Only within the session that it was left from, and a proof only by an account that is the person's own. */
async function actForSignedIn(
  database: Database,
  request: Request,
  { away, errand, subject }: SignedInErrand,
  clock: Clock,
): Promise<void> {
  const signedIn = await readSignedIn(database, request, clock)
  if (signedIn === null || signedIn.sessionId !== away.sessionId) throw new ProblemError('not-signed-in')
  const personId = signedIn.person.id
  if (errand.kind === 'link') return linkSubject(database, personId, subject, clock)
  const linked = await requireLinked(database, subject)
  if (linked.id !== personId) throw new ProblemError('provider-unknown')
  const proof = { at: clock.now(), purpose: errand.purpose }
  await database.withContext(accountsContext('write'), (db) => updateStepUp(db, signedIn.sessionId, proof))
}

async function linkSubject(database: Database, personId: string, subject: Subject, clock: Clock): Promise<void> {
  await database.withContext(accountsContext('write', [wholeInstallation]), async (db) => {
    if (!(await insertLink(db, { ...subject, id: uuidv7(), personId }, clock.now()))) {
      const linked = await selectLinked(db, subject)
      if (linked?.id === personId) return
      throw new ProblemError('provider-taken')
    }
    await appendAudit(
      db,
      {
        municipalityCode: wholeInstallation,
        act: 'account.link-provider',
        subjectKind: 'person',
        subjectId: personId,
        audience: 'shared',
        detail: { issuer: subject.issuer },
      },
      clock,
    )
  })
}
