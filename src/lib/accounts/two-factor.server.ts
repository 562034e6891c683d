import { createHmac, randomBytes } from 'node:crypto'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { v7 as uuidv7 } from 'uuid'

import { appendAudit } from '#lib/audit/commands.server.ts'
import type { Database } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { wholeInstallation, type Person } from './access.ts'
import { secretOf } from './secret.server.ts'
import { accountsContext } from './statement-pool.server.ts'
import { base32, keyAddress, stepOfCode } from './totp.server.ts'
import {
  confirmTwoFactor,
  deleteTwoFactor,
  replaceBackupCodes,
  selectTwoFactor,
  upsertTwoFactor,
  useStep,
} from './two-factor-queries.server.ts'

const backupCodeCount = 10
const secretBytes = 20

/** What is shown once, while two-step sign-in is being turned on. */
export interface BegunTwoSteps {
  /** For a QR code. */
  address: string
  /** To type, where no picture can be read. */
  secret: string
  backupCodes: string[]
}

/** Nothing changes before a first code has been shown to be right. @throws ProblemError two-steps-already-on */
export async function beginTwoSteps(database: Database, person: Person): Promise<BegunTwoSteps> {
  const key = await keyOf(database)
  const secret = randomBytes(secretBytes)
  const backupCodes = Array.from({ length: backupCodeCount }, makeBackupCode)
  const kept = {
    id: uuidv7(),
    secret: await symmetricEncrypt({ key: key.toString('hex'), data: secret.toString('hex') }),
    backupCodes: JSON.stringify(backupCodes.map((code) => keptCode(code, key))),
  }
  const written = await database.withContext(accountsContext('write'), (db) => upsertTwoFactor(db, person.id, kept))
  if (written === 0) throw new ProblemError('two-steps-already-on')
  return { address: keyAddress(secret, person.email), secret: base32(secret), backupCodes }
}

/** @throws ProblemError code-refused */
export async function confirmTwoSteps(
  database: Database,
  { id }: Person,
  code: string,
  clock: Clock = systemClock,
): Promise<void> {
  const found = await database.withContext(accountsContext('read'), (db) => selectTwoFactor(db, id))
  const step = found && stepOfCode(await secretIn(database, found.secret), clean(code), clock.now(), 0)
  if (typeof step !== 'number') throw new ProblemError('code-refused')
  await database.withContext(accountsContext('write', [wholeInstallation]), async (db) => {
    await useStep(db, id, step)
    await confirmTwoFactor(db, id, clock.now())
    await appendAudit(db, actOn(id, 'account.two-steps-on'), clock)
  })
}

/** Whoever calls it has had the person prove who they are. */
export async function endTwoSteps(database: Database, { id }: Person, clock: Clock = systemClock): Promise<void> {
  await database.withContext(accountsContext('write', [wholeInstallation]), async (db) => {
    await deleteTwoFactor(db, id, clock.now())
    await appendAudit(db, actOn(id, 'account.two-steps-off'), clock)
  })
}

function actOn(personId: string, act: string) {
  const subject = { subjectKind: 'person', subjectId: personId }
  return { ...subject, act, municipalityCode: wholeInstallation, audience: 'shared', detail: {} } as const
}

/** Takes a code of the app, or a backup code, each once. @returns whether it was right */
export async function useCode(database: Database, personId: string, code: string, clock: Clock): Promise<boolean> {
  const key = await keyOf(database)
  const found = await database.withContext(accountsContext('read'), (db) => selectTwoFactor(db, personId))
  if (found === null || !found.verified) return false
  const given = clean(code)
  const step = stepOfCode(await secretIn(database, found.secret), given, clock.now(), Number(found.lastStep))
  const codes = JSON.parse(found.backupCodes) as string[]
  const left = codes.filter((kept) => kept !== keptCode(given, key))
  if (step === null && left.length === codes.length) return false
  const change = { before: found.backupCodes, after: JSON.stringify(left) }
  const used = await database.withContext(accountsContext('write'), (db) =>
    step === null ? replaceBackupCodes(db, personId, change) : useStep(db, personId, step),
  )
  return used === 1
}

/** Ten letters and digits, 50 bits: XXXXX-XXXXX. */
function makeBackupCode(): string {
  const text = base32(randomBytes(7)).slice(0, 10)
  return `${text.slice(0, 5)}-${text.slice(5)}`
}

function clean(code: string): string {
  return code.replaceAll(/[\s-]/g, '').toUpperCase()
}

function keptCode(code: string, key: Buffer): string {
  return createHmac('sha256', key).update(clean(code)).digest('base64url')
}

async function keyOf(database: Database): Promise<Buffer> {
  return (await secretOf(database)).keyFor('two-factor')
}

async function secretIn(database: Database, encrypted: string): Promise<Buffer> {
  const key = (await keyOf(database)).toString('hex')
  return Buffer.from(await symmetricDecrypt({ key, data: encrypted }), 'hex')
}
