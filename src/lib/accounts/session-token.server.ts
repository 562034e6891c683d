import { createHash, randomBytes } from 'node:crypto'

import { readSigned, sign } from './secret.server.ts'

/** A cookie as a route sets it. */
export interface MadeCookie {
  name: string
  value: string
  options: { path: '/'; httpOnly: true; sameSite: 'lax'; secure: boolean; maxAge?: number }
}

type Kind = 'session_token' | 'second_step' | 'oidc'

/**
 * Over https the prefix has the browser refuse the cookie from any other host and any lesser connection.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 */
export function cookieName(kind: Kind, origin: string | undefined): string {
  return `${isSecure(origin) ? '__Host-' : ''}fokuskartan.${kind}`
}

function isSecure(origin: string | undefined): boolean {
  return origin?.startsWith('https:') ?? false
}

/** What a browser is given, and what is kept of it: whoever reads the database cannot go on with anybody's session. */
export function makeToken(): { token: string; kept: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, kept: keptForm(token) }
}

export function keptForm(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export function makeCookie(
  kind: Kind,
  token: string,
  { key, origin, maxAge }: { key: Buffer; origin: string | undefined; maxAge?: number },
): MadeCookie {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(origin) } as const
  const value = sign(token, key)
  return { name: cookieName(kind, origin), value, options: maxAge === undefined ? options : { ...options, maxAge } }
}

/** A cookie that takes another away. */
export function noCookie(kind: Kind, origin: string | undefined): MadeCookie {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(origin), maxAge: 0 } as const
  return { name: cookieName(kind, origin), value: '', options }
}

export type ReadCookie = { state: 'none' } | { state: 'forged' } | { state: 'signed'; token: string }

export function readCookie(
  { headers }: Pick<Request, 'headers'>,
  kind: Kind,
  { key, origin }: { key: Buffer; origin: string | undefined },
): ReadCookie {
  const name = cookieName(kind, origin)
  const cookies = (headers.get('cookie') ?? '').split(';').map((cookie) => cookie.trim())
  const found = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
  if (found === '') return { state: 'none' }
  const token = readSigned(found, key)
  return token === null ? { state: 'forged' } : { state: 'signed', token }
}
