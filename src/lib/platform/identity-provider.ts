/** The authorities' own identity providers (OpenID Connect), one a party at most, fixed by configuration. */
export interface IdentityProvider {
  party: 'municipality' | 'police'
  issuer: string
  clientId: string
  clientSecret: string
  /** What the button to sign in calls it, 'Fyrskärs kommun'. */
  name: string
}

const parties = ['municipality', 'police'] as const
const parts = ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'NAME'] as const

/** Every name that may be set: OIDC_POLICE_ISSUER and so on. */
export const providerVariables: readonly string[] = parties.flatMap((party) =>
  parts.map((part) => variable(party, part)),
)

function variable(party: (typeof parties)[number], part: (typeof parts)[number]): string {
  return `OIDC_${party.toUpperCase()}_${part}`
}

type Environment = Readonly<Record<string, string | undefined>>

export function readProviders(environment: Environment): IdentityProvider[] {
  return parties.flatMap((party) => {
    const [issuer, clientId, clientSecret, name] = parts.map((part) => environment[variable(party, part)])
    if (issuer === undefined || clientId === undefined || clientSecret === undefined || name === undefined) return []
    return [{ party, issuer, clientId, clientSecret, name }]
  })
}

/** What is missing or cannot be: a provider is set whole or not at all, and must know where to send people back to. */
export function providerReasons(environment: Environment) {
  return parties.flatMap((party) => {
    const names = parts.map((part) => variable(party, part))
    const [first = ''] = names
    const given = names.filter((name) => environment[name] !== undefined)
    if (given.length === 0) return []
    const missing = names.filter((name) => environment[name] === undefined)
    const reasons = missing.map((name) => ({ column: name, reason: needed(name, given[0] ?? '') }))
    if (!isIssuer(environment[first])) reasons.push({ column: first, reason: issuerWanted(first) })
    if (environment['ORIGIN'] === undefined) reasons.push({ column: 'ORIGIN', reason: needed('ORIGIN', first) })
    return reasons
  })
}

/** Over https, or on this machine for a trial. */
function isIssuer(value: string | undefined): boolean {
  const url = value === undefined ? null : URL.parse(value)
  return value === undefined || url?.protocol === 'https:' || isLoopback(url)
}

export function isLoopback(url: URL | null): boolean {
  return url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
}

const needed = (name: string, by: string) => ({
  sv: `${name} ska också vara satt när ${by} är det.`,
  en: `${name} must be set too when ${by} is.`,
})

const issuerWanted = (name: string) => ({
  sv: `${name} ska vara utfärdarens adress, som https://id.exempel.se.`,
  en: `${name} must be the address of the issuer, like https://id.example.org.`,
})
