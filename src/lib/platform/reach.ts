import { ProblemError } from './problem.ts'

/**
 * Who may reach the product, and from where what changes something may come. It answers no name but a loopback one or
 * ORIGIN's, so that a page elsewhere cannot reach it by a name that it has pointed here (DNS rebinding).
 */
const loopbackName = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1|::ffff:127(?:\.\d{1,3}){3})$/i

/** Whether an address of the network, or a name, is this machine's own. */
export function isLoopback(host: string): boolean {
  return loopbackName.test(host)
}

/** What decides who else may come. */
export interface Listening {
  /** The Node adapter listens to everyone when it is not set. */
  host: string | undefined
  origin: string | undefined
  /** The demo's accounts have a password that everybody knows. */
  demo: boolean
}

/**
 * Other computers are let in only where people sign in over an encrypted address, and never to the demo.
 *
 * @throws ProblemError invalid-configuration
 */
export function refuseOpenHost({ host, origin, demo }: Listening): void {
  if (host !== undefined && isLoopback(host)) return
  const value = host === undefined || host === '' ? '0.0.0.0' : host
  if (demo) throw openHost(demoOnly(value))
  if (origin === undefined || !origin.startsWith('https://')) throw openHost(needsOrigin(value))
}

function openHost(reason: { sv: string; en: string }): ProblemError {
  return new ProblemError('invalid-configuration', [{ column: 'HOST', reason }])
}

const demoOnly = (value: string) => ({
  sv: `HOST skulle släppa in andra datorer (${value}), och demons konton har ett lösenord som alla känner till. Sätt HOST=127.0.0.1.`,
  en: `HOST would let other computers in (${value}), and the demo's accounts have a password that everybody knows. Set HOST=127.0.0.1.`,
})

const needsOrigin = (value: string) => ({
  sv: `HOST skulle släppa in andra datorer (${value}). Då måste ORIGIN vara adressen som de använder, och börja med https://. Eller sätt HOST=127.0.0.1.`,
  en: `HOST would let other computers in (${value}). Then ORIGIN must be the address they use, and begin with https://. Or set HOST=127.0.0.1.`,
})

/** Whether a Host header names this machine itself, or is the host of ORIGIN. */
export function isOwnHost(header: string | null, origin: string | undefined): boolean {
  if (header === null) return false
  if (origin !== undefined && header.toLowerCase() === URL.parse(origin)?.host) return true
  return isLoopback(header.replace(/:\d{1,5}$/, ''))
}

/** What changes nothing. */
const readingMethods = ['GET', 'HEAD', 'OPTIONS']

/**
 * Whether what is sent comes from a page of ours: ORIGIN itself, or the page of this machine under whatever own name it was
 * opened. Kit's own check knows one name only, and forms only. Browsers name the page's origin with all that may change
 * something; what names none, or null, is refused. A program says `Origin` too.
 */
export function isOwnPage(
  { method, headers }: Pick<Request, 'method' | 'headers'>,
  origin: string | undefined,
): boolean {
  if (readingMethods.includes(method)) return true
  const sender = headers.get('origin')
  if (sender === null) return false
  if (sender === origin) return true
  const host = URL.parse(sender)?.host
  const isThisMachine = host !== undefined && isLoopback(host.replace(/:\d{1,5}$/, ''))
  return isThisMachine && host === headers.get('host')?.toLowerCase()
}

/**
 * Whether what is sent is of a kind that is taken, written as browsers and our own pages write it: a form, with files or
 * without, or JSON. Another spelling is read differently by different readers, so it is none.
 */
export function isOwnContent({ method, headers }: Pick<Request, 'method' | 'headers'>): boolean {
  if (readingMethods.includes(method)) return true
  const type = headers.get('content-type')
  if (type !== null) return contentTypes.test(type)
  return !headers.has('transfer-encoding') && Number(headers.get('content-length') ?? 0) === 0
}

const contentTypes =
  /^(?:application\/(?:x-www-form-urlencoded|json)(?:; ?charset=(?:utf-8|UTF-8))?|multipart\/form-data; ?boundary="?[\w'()+,./:=?-]{1,70}"?)$/
