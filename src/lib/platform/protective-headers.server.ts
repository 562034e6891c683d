import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'

import { writeContentPolicy } from './content-policy.ts'

/** Half a year, in seconds: what a browser remembers of an address that is only reached encrypted. */
const encryptedForSeconds = 15_552_000

/**
 * What stands on everything that is answered, drawn pages and files alike.
 *
 * @param origin the address people use (ORIGIN)
 */
export function protectiveHeaders(origin: string | undefined): Readonly<Record<string, string>> {
  return {
    'content-security-policy': writeContentPolicy(),
    'x-content-type-options': 'nosniff',
    // Forms must still say where they come from: 'no-referrer' would make their Origin null.
    'referrer-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(origin?.startsWith('https:') ? { 'strict-transport-security': `max-age=${encryptedForSeconds}` } : {}),
  }
}

/**
 * Puts headers on every answer of this process's HTTP servers before anyone else does: what the framework answers by itself
 * (files, addresses it cannot read, its last resort when all else fails) never comes to a hook. A hook may write others over.
 *
 * @returns undoes it
 */
export function putOnEveryAnswer(headers: () => Readonly<Record<string, string>>): () => void {
  const put = (message: unknown) => {
    const { response } = message as { response: ServerResponse }
    for (const [name, value] of Object.entries(headers())) response.setHeader(name, value)
  }
  subscribe('http.server.request.start', put)
  return () => void unsubscribe('http.server.request.start', put)
}
