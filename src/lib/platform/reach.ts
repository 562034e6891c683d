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

/**
 * Whether what a form sends comes from a page of ours: under whatever own name the page was opened, or ORIGIN. Kit's own
 * check knows one name only, so localhost would be refused where ORIGIN is 127.0.0.1. Browsers name the page's origin with
 * all that may change something; what names none is refused where a form could have sent it.
 */
export function isOwnPage({ method, headers }: Request, origin: string | undefined): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return true
  const sender = headers.get('origin')
  if (sender === null) return !formTypes.test(headers.get('content-type') ?? '')
  const host = URL.parse(sender)?.host
  return sender === origin || (host !== undefined && host === headers.get('host')?.toLowerCase())
}

/** What a form of another site can send without being asked about it first. */
const formTypes = /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/i

/** Whether a Host header names this machine itself, or is the host of ORIGIN. */
export function isOwnHost(header: string | null, origin: string | undefined): boolean {
  if (header === null) return false
  if (origin !== undefined && header.toLowerCase() === URL.parse(origin)?.host) return true
  return loopbackName.test(header.replace(/:\d{1,5}$/, ''))
}
