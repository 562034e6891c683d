import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client'

import { log } from '#lib/platform/log.server.ts'
import { isLoopback, type IdentityProvider } from '#lib/platform/identity-provider.ts'
import { ProblemError } from '#lib/platform/problem.ts'

/** What is kept between sending a person to their identity provider and their coming back. */
export interface Sent {
  state: string
  nonce: string
  codeVerifier: string
  redirectUri: string
  /** Whether the person is to prove anew who they are, whatever the provider remembers. */
  fresh: boolean
}

/** A person as an identity provider knows them. Nothing else of what it says is used: never an e-mail address. */
export interface Subject {
  issuer: string
  subject: string
}

const configurations = new Map<string, Promise<Configuration>>()

/** The provider's own description, fetched once; again after a failure. */
function configurationOf({ issuer, clientId, clientSecret }: IdentityProvider): Promise<Configuration> {
  const key = `${issuer} ${clientId}`
  const known = configurations.get(key)
  if (known !== undefined) return known
  const server = new URL(issuer)
  // Over http only on this machine, for a trial: the configuration lets no other in.
  const execute = isLoopback(server) ? [allowInsecureRequests] : []
  const asking = discovery(server, clientId, clientSecret, undefined, { execute, timeout: 10 })
  configurations.set(key, asking)
  asking.catch(() => configurations.delete(key))
  return asking
}

/**
 * Where to send a person to sign in at their provider, and what to keep until they are back: authorization code with PKCE.
 *
 * @throws ProblemError provider-unavailable
 */
export async function sendToProvider(
  provider: IdentityProvider,
  redirectUri: string,
  fresh: boolean,
): Promise<{ address: URL; sent: Sent }> {
  const configuration = await configurationOf(provider).catch((error: unknown) => {
    throw new ProblemError('provider-unavailable', [], error)
  })
  const codeVerifier = randomPKCECodeVerifier()
  const sent = { state: randomState(), nonce: randomNonce(), codeVerifier, redirectUri, fresh }
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid',
    state: sent.state,
    nonce: sent.nonce,
    code_challenge: await calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...(fresh ? { prompt: 'login', max_age: '0' } : {}),
  })
  return { address, sent }
}

/** How old a fresh proof may be: the time it takes to come back. */
const freshSeconds = 60

/**
 * Who has come back. Issuer, audience, signature, nonce, state, PKCE and age are checked by openid-client.
 *
 * @throws ProblemError provider-refused
 */
export async function readReturn(
  provider: IdentityProvider,
  search: string,
  { state, nonce, codeVerifier, redirectUri, fresh }: Sent,
): Promise<Subject> {
  try {
    const configuration = await configurationOf(provider)
    const tokens = await authorizationCodeGrant(configuration, new URL(search, redirectUri), {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: codeVerifier,
      ...(fresh ? { maxAge: freshSeconds } : {}),
    })
    const claims = tokens.claims()
    if (claims === undefined) throw new Error('no ID token')
    return { issuer: claims.iss, subject: claims.sub }
  } catch (error) {
    // The error may hold a token or a code: only its kind is told.
    const kind = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    log.warn({ party: provider.party, kind }, 'a sign-in at an identity provider failed')
    throw new ProblemError('provider-refused')
  }
}
