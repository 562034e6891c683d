import QRCode from 'qrcode'

import { appendAudit } from '#lib/audit/commands.server.ts'
import type { Database } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { wholeInstallation, type SignedIn } from './access.ts'
import { limitAttempts } from './attempts.server.ts'
import { authOf } from './auth.server.ts'
import { hashPassword, refuseWeakPassword } from './password.server.ts'
import { provePerson, type Proof } from './proof.server.ts'
import { selectAccount } from './person-queries.server.ts'
import { deleteSessionsOf } from './session-queries.server.ts'
import { listSessions } from './session.server.ts'
import { accountsContext, joinTransaction } from './statement-pool.server.ts'
import { beginTwoSteps, confirmTwoSteps, endTwoSteps, type BegunTwoSteps } from './two-factor.server.ts'

/** What a person sees of the own account. */
export async function readOwnAccount(database: Database, { person, sessionId }: SignedIn, clock: Clock = systemClock) {
  const account = await database.withContext(accountsContext('read'), (db) => selectAccount(db, person.id))
  const sessions = await listSessions(database, person.id, clock)
  return { ...account, sessions: sessions.map((session) => ({ ...session, isHere: session.id === sessionId })) }
}

/**
 * Whoever changes the password is signed out everywhere else: somebody else may have known the old one.
 *
 * @throws ProblemError weak-password, password-refused, too-many-attempts
 */
export async function changePassword(
  database: Database,
  { person, sessionId }: SignedIn,
  { current, wanted }: { current: string; wanted: string },
  clock: Clock = systemClock,
): Promise<void> {
  refuseWeakPassword(wanted, person.email)
  await prove(database, person.id, { password: current }, clock)
  const hashed = await hashPassword(wanted)
  const auth = await authOf(database)
  await database.withContext(accountsContext('write', [wholeInstallation]), (db) =>
    joinTransaction(db, async () => {
      await auth.updatePassword(person.id, hashed)
      await deleteSessionsOf(db, person.id, sessionId)
      const subject = { subjectKind: 'person', subjectId: person.id, municipalityCode: wholeInstallation } as const
      await appendAudit(db, { ...subject, act: 'person.password', audience: 'shared', detail: {} }, clock)
    }),
  )
}

/** A QR code as one path of unit squares: `size` of them on each side. */
export interface QrCode {
  size: number
  path: string
}

/** @throws ProblemError password-refused, too-many-attempts, two-steps-already-on */
export async function beginOwnTwoSteps(
  database: Database,
  { person }: SignedIn,
  password: string,
  clock: Clock = systemClock,
): Promise<BegunTwoSteps & { qr: QrCode }> {
  await prove(database, person.id, { password }, clock)
  const begun = await beginTwoSteps(database, person)
  return { ...begun, qr: drawQrCode(begun.address) }
}

/** @throws ProblemError code-refused, too-many-attempts */
export async function confirmOwnTwoSteps(
  database: Database,
  { person }: SignedIn,
  code: string,
  clock: Clock = systemClock,
): Promise<void> {
  const attempt = await limitAttempts(database, 'step-up', { account: person.id }, clock)
  await confirmTwoSteps(database, person, code, clock)
  await attempt.succeeded()
}

/** With a code: whoever has only got hold of the password does not get rid of it. */
export async function endOwnTwoSteps(
  database: Database,
  { person }: SignedIn,
  code: string,
  clock: Clock = systemClock,
): Promise<void> {
  await prove(database, person.id, { code }, clock)
  await endTwoSteps(database, person, clock)
}

async function prove(database: Database, personId: string, proof: Proof, clock: Clock): Promise<void> {
  const attempt = await limitAttempts(database, 'step-up', { account: personId }, clock)
  await provePerson(database, personId, proof, clock)
  await attempt.succeeded()
}

function drawQrCode(text: string): QrCode {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules
  if (data.length !== size * size) throw new ProblemError('internal')
  const squares = [...data].flatMap((dark, index) =>
    dark ? `M${index % size} ${Math.floor(index / size)}h1v1h-1z` : [],
  )
  return { size, path: squares.join('') }
}
