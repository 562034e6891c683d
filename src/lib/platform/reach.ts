import { ProblemError } from './problem.ts'

/**
 * Who may reach the product. Until people sign in, only this machine: the server listens on a loopback address, and
 * answers no name but a loopback one or ORIGIN's, so that a page elsewhere cannot reach it by a name that it has pointed
 * here (DNS rebinding).
 */
const loopbackName = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i

/** @throws ProblemError invalid-configuration; the Node adapter listens to everyone when HOST is not set */
export function refuseOpenHost(host: string | undefined): void {
  if (host !== undefined && loopbackName.test(host)) return
  const value = host === undefined || host === '' ? '0.0.0.0' : host
  throw new ProblemError('invalid-configuration', [
    {
      column: 'HOST',
      reason: {
        sv: `HOST skulle släppa in andra datorer (${value}), och ingen inloggning finns än. Starta med npm start, eller sätt HOST=127.0.0.1.`,
        en: `HOST would let other computers in (${value}), and nobody signs in yet. Start with npm start, or set HOST=127.0.0.1.`,
      },
    },
  ])
}

/** Whether a Host header names this machine itself, or is the host of ORIGIN. */
export function isOwnHost(header: string | null, origin: string | undefined): boolean {
  if (header === null) return false
  if (origin !== undefined && header.toLowerCase() === URL.parse(origin)?.host) return true
  return loopbackName.test(header.replace(/:\d{1,5}$/, ''))
}
