import { hash, verify, type Options } from '@node-rs/argon2'

import { ProblemError } from '#lib/platform/problem.ts'

/**
 * Argon2id with 19 MiB, two passes and one thread: OWASP Password Storage Cheat Sheet, the first of its settings for
 * Argon2id. About 30 ms, in a thread of its own.
 */
const options: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const minimumPasswordLength = 12
/** Nobody types more, and everything is hashed. */
export const maximumPasswordLength = 200

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), options)
}

/** How many verifications have been made: what a sign-in costs, whoever tries. For tests. */
export const verifications = { made: 0 }

/** A hash of nothing that anybody knows, so that a sign-in does the same work for those who have none. */
let dummy: Promise<string> | undefined

/** Always one verification, also where there is no hash to verify against. */
export async function verifyPassword(password: string, hashed: string | null): Promise<boolean> {
  dummy ??= hashPassword(crypto.randomUUID())
  const against = hashed ?? (await dummy)
  verifications.made += 1
  const isRight = await verify(against, password.slice(0, maximumPasswordLength).normalize('NFKC'))
  return isRight && hashed !== null && password.length <= maximumPasswordLength
}

/** @throws ProblemError weak-password */
export function refuseWeakPassword(password: string, email: string): void {
  const tooShort = password.length < minimumPasswordLength || password.length > maximumPasswordLength
  const name = email.slice(0, email.indexOf('@'))
  const guessable = new Set(password).size < 5 || password.toLowerCase() === email || password.toLowerCase() === name
  if (tooShort || guessable) throw new ProblemError('weak-password')
}
