import type { Side } from '#lib/database/database.ts'

/** A letter to be sent by e-mail, in plain text. */
export interface Letter {
  /** '0000' for what belongs to no single municipality. */
  municipalityCode: string
  id: string
  /** The party that sends it. */
  audience: Side
  recipient: string
  subject: string
  body: string
}

/** A letter that waits is tried until it is sent or has failed too often; one may also hand it over oneself. */
export type MessageState = 'waiting' | 'sent' | 'handed-over' | 'failed'

/** A letter as it lies in the outbox. */
export interface OutboxMessage {
  id: string
  recipient: string
  subject: string
  /** Null once it is sent or handed over. */
  body: string | null
  state: MessageState
  attempts: number
  createdAt: Date
  createdBy: string
  endedAt: Date | null
  lastError: string | null
}

export const maximumSendings = 8

/** How long a letter that could not be sent rests: 1, 4, 16, 64 … minutes, a day at most. */
export function restSeconds(attempts: number): number {
  return Math.min(60 * 4 ** Math.max(0, attempts - 1), 86_400)
}
