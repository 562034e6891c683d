import type { Database, Side, Transaction } from '#lib/database/database.ts'
import { secondsFrom, type JobHandlers } from '#lib/jobs/job.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { log } from '#lib/platform/log.server.ts'
import { outboxContext } from './commands.server.ts'
import type { SendLetter } from './mail.server.ts'
import { maximumSendings, restSeconds, type Letter } from './message.ts'
import { delayMessage, endMessage, selectCodesWithDue, takeDueMessage } from './queries.server.ts'

export const mailJob = 'mail'

export interface MailRound {
  /** Null where no mail server is set: letters then wait for somebody to hand them over. */
  send: SendLetter | null
  /** Every code a letter may stand under; the outbox, below the municipalities, does not know them. */
  listCodes: (db: Transaction) => Promise<string[]>
  clock?: Clock
}

/** The background work that sends letters which are due. */
export function mailJobs(database: Database, { send, listCodes, clock = systemClock }: MailRound): JobHandlers {
  if (send === null) return {}
  return {
    [mailJob]: {
      find: async (side) => {
        const codes = await database.withContext(outboxContext(side, [], 'read'), listCodes)
        const due = await database.withContext(outboxContext(side, codes, 'read'), (db) =>
          selectCodesWithDue(db, codes, side, clock.now()),
        )
        return due.map((municipalityCode) => ({
          kind: mailJob,
          workKey: `${side}/${municipalityCode}`,
          side,
          payload: { municipalityCode },
        }))
      },
      run: ({ side, payload }, signal) =>
        sendDue(database, { side, municipalityCode: String(payload['municipalityCode']), send, clock, signal }),
    },
  }
}

interface Sending {
  side: Side
  municipalityCode: string
  send: SendLetter
  clock: Clock
  signal: AbortSignal
}

/** One after another, until none is due or one cannot be sent: the mail server is then left in peace for a while. */
async function sendDue(database: Database, sending: Sending): Promise<void> {
  for (;;) {
    sending.signal.throwIfAborted()
    const letter = await take(database, sending)
    if (letter === null || !(await sendOne(database, sending, letter))) return
  }
}

/** A process that is killed while it sends leaves a letter that is tried again after its first rest. */
function take(database: Database, { side, municipalityCode, clock }: Sending) {
  const now = clock.now()
  return database.withContext(outboxContext(side, [municipalityCode], 'write'), (db) =>
    takeDueMessage(db, municipalityCode, side, { now, sendAfter: secondsFrom(now, restSeconds(1)) }),
  )
}

/** @returns whether the mail server took it */
async function sendOne(
  database: Database,
  { side, municipalityCode, send, clock }: Sending,
  letter: Letter & { attempts: number },
): Promise<boolean> {
  const context = outboxContext(side, [municipalityCode], 'write')
  try {
    await send(letter)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    // The address is a person's: the log says which letter, not to whom.
    log.warn({ message: letter.id, attempts: letter.attempts }, 'a letter could not be sent')
    const hasFailed = letter.attempts >= maximumSendings
    const sendAfter = secondsFrom(clock.now(), restSeconds(letter.attempts))
    await database.withContext(context, (db) => delayMessage(db, letter, { sendAfter, error: reason, hasFailed }))
    return false
  }
  await database.withContext(context, (db) => endMessage(db, letter, 'sent', clock.now()))
  return true
}
