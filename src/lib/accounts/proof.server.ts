import type { Database } from '#lib/database/database.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { authOf } from './auth.server.ts'
import { verifyPassword } from './password.server.ts'
import { useCode } from './two-factor.server.ts'

/** How a signed-in person proves anew who they are. */
export type Proof = { password: string } | { code: string }

/** @throws ProblemError password-refused, code-refused */
export async function provePerson(database: Database, personId: string, proof: Proof, clock: Clock): Promise<void> {
  if ('code' in proof) {
    if (!(await useCode(database, personId, proof.code, clock))) throw new ProblemError('code-refused')
    return
  }
  const credential = await (await authOf(database)).findCredentialAccount(personId)
  if (!(await verifyPassword(proof.password, credential?.password ?? null))) throw new ProblemError('password-refused')
}
