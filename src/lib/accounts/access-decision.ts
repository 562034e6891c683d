import { accessIn, hasSteppedUp, wholeInstallation } from './access.ts'
import type { Access, Reader, SignedIn } from './access.ts'
import { may } from './permissions.ts'
import type { Rule } from './route-policy.ts'

/** What is known of a request when it is decided whether it is let in. */
export interface Asking {
  rule: Rule
  signedIn: SignedIn | null
  /** Of the municipality that the address names, if there is one; anything else is null. */
  municipalityCode: string | null
  isThisMachine: boolean
  now: Date
}

/** Names of the problem registry. Whoever may not know that something exists is told what is told of what does not. */
export type Refusal = 'not-signed-in' | 'invalid-parameter' | 'unknown-municipality' | 'step-up-required' | 'not-found'

export type Decision =
  { admitted: true; access: Access | null; reader: Reader | null } | { admitted: false; because: Refusal }

const admitted: Decision = { admitted: true, access: null, reader: null }

/** Whether a request is let in, and as whom it then reads. Pure: the hook finds out what is asked here. */
export function decideAccess({ rule, signedIn, municipalityCode, isThisMachine, now }: Asking): Decision {
  if (rule === 'everyone' || rule === 'unasked') return admitted
  if (rule === 'this-machine') return isThisMachine ? admitted : refused('not-found')
  if (signedIn === null) return refused('not-signed-in')
  if (rule === 'signed-in') return admitted
  if (rule.in === 'query' && municipalityCode === null) return refused('invalid-parameter')
  const code = rule.in === 'installation' ? wholeInstallation : municipalityCode
  const access = code === null ? null : accessIn(signedIn, code)
  if (access === null || !may(access, rule.may)) return refused('unknown-municipality')
  if (rule.stepUp && !hasSteppedUp(signedIn, now)) return refused('step-up-required')
  const reader = rule.in === 'installation' ? null : readerOf(signedIn, access, now)
  return { admitted: true, access, reader }
}

/** Whom data are read for: single crimes only while a proof of who one is is fresh, and for a purpose. */
function readerOf(signedIn: SignedIn, access: Access, now: Date): Reader {
  const { municipalityCode, party } = access
  const { person, purpose } = signedIn
  const reader = { municipalityCode, party, person }
  if (!may(access, 'crimes.cells')) return { ...reader, crimes: 'areas', purpose: null }
  if (!may(access, 'crimes.exact') || purpose === null || !hasSteppedUp(signedIn, now)) {
    return { ...reader, crimes: 'cells', purpose: null }
  }
  return { ...reader, crimes: 'exact', purpose }
}

const refused = (because: Refusal): Decision => ({ admitted: false, because })

/**
 * The municipality that ?municipality= names: exactly one, as a code. Two would be read differently by different readers
 * of the address.
 */
export function codeInQuery(params: URLSearchParams): string | null {
  const [code, second] = params.getAll('municipality')
  if (code === undefined || second !== undefined) return null
  return /^\d{4}$/.test(code) && code !== wholeInstallation ? code : null
}
