import { createHmac } from 'node:crypto'
import { RateLimiterRes } from 'rate-limiter-flexible'
import RateLimiterStore from 'rate-limiter-flexible/lib/RateLimiterStoreAbstract.js'

import type { Database } from '#lib/database/database.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { countAttempts, deleteAttempts, selectAttempts, type Attempts } from './attempt-queries.server.ts'
import { secretOf } from './secret.server.ts'
import { accountsContext } from './statement-pool.server.ts'

/** Where somebody may guess. */
export type Guessing = 'sign-in' | 'second-step' | 'step-up'

/** Attempts within `minutes`: on one account, and from one address, behind which a whole authority may sit. */
export const attemptLimits = { minutes: 15, account: 10, address: 100 } as const

/** Counts in the database, so that all processes count together. */
class AttemptStore extends RateLimiterStore {
  readonly #database: Database
  readonly #clock: Clock

  constructor(database: Database, clock: Clock, limit: { keyPrefix: string; points: number }) {
    super({ ...limit, duration: attemptLimits.minutes * 60 })
    this.#database = database
    this.#clock = clock
  }

  protected _get(key: string): Promise<Attempts | null> {
    return this.#database.withContext(accountsContext('read'), (db) => selectAttempts(db, key, this.#clock.now()))
  }

  protected async _delete(key: string): Promise<boolean> {
    return (await this.#database.withContext(accountsContext('write'), (db) => deleteAttempts(db, key))) > 0
  }

  protected _upsert(key: string, points: number, milliseconds: number, anew: boolean): Promise<Attempts> {
    const now = this.#clock.now()
    const until = new Date(now.getTime() + milliseconds)
    return this.#database.withContext(accountsContext('write'), (db) =>
      countAttempts(db, key, { points, now, until, anew }),
    )
  }

  protected _getRateLimiterRes(_key: string, changed: number, { points, expiresAt }: Attempts): RateLimiterRes {
    const left = Math.max(0, expiresAt.getTime() - this.#clock.now().getTime())
    return new RateLimiterRes(Math.max(0, this.points - points), left, points, points === changed)
  }
}

export interface Attempt {
  /** It was no guess: the account counts from none again, and the address has one more. */
  succeeded(): Promise<void>
}

/**
 * Counts an attempt before it is looked at, so that many at once are many. Neither the account nor the address is kept,
 * only a salted hash of each.
 *
 * @throws ProblemError too-many-attempts, with when to try again
 */
export async function limitAttempts(
  database: Database,
  guessing: Guessing,
  { account, address }: { account: string; address?: string },
  clock: Clock,
): Promise<Attempt> {
  const key = (await secretOf(database)).keyFor('rate-limit')
  const hashed = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  const { account: perAccount, address: perAddress } = attemptLimits
  const byAccount = new AttemptStore(database, clock, { keyPrefix: `${guessing}/account`, points: perAccount })
  const byAddress = new AttemptStore(database, clock, { keyPrefix: `${guessing}/address`, points: perAddress })
  if (address !== undefined) await byAddress.consume(hashed(address)).catch(refuse)
  await byAccount.consume(hashed(account)).catch(refuse)
  return {
    async succeeded() {
      await byAccount.delete(hashed(account))
      if (address !== undefined) await byAddress.reward(hashed(address))
    },
  }
}

function refuse(thrown: unknown): never {
  if (!(thrown instanceof RateLimiterRes)) throw thrown
  const minutes = Math.max(1, Math.ceil(thrown.msBeforeNext / 60_000))
  throw new ProblemError('too-many-attempts', [
    {
      reason: {
        sv: `Försök igen om ${minutes} ${minutes === 1 ? 'minut' : 'minuter'}.`,
        en: `Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
      },
    },
  ])
}
