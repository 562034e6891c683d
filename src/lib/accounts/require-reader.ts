import type { Reader, SignedIn } from './access.ts'

/** @throws Error on an address whose policy lets in people without saying to which municipality: a fault of ours */
export function requireReader({ reader }: { reader: Reader | null }): Reader {
  if (reader === null) throw new Error('the policy of this address names no municipality to read')
  return reader
}

/** @throws Error on an address whose policy lets in everybody: a fault of ours */
export function requireSignedIn({ signedIn }: { signedIn: SignedIn | null }): SignedIn {
  if (signedIn === null) throw new Error('the policy of this address lets in people who are not signed in')
  return signedIn
}
