import type { Context, Database, Side, Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { log } from '#lib/platform/log.server.ts'
import { abandonedAfterSeconds, maximumAttempts, retryDelaySeconds, type Job, type JobHandler } from './job.ts'
import { claimNextJob, deleteDoneJobs, failJob, finishJob, retryJob, selectAbandonedJobs } from './queries.server.ts'

export type JobHandlers = Readonly<Record<string, JobHandler>>

const sides = ['municipality', 'police'] as const
const doneJobsKeptSeconds = 24 * 3600

/** Takes waiting jobs one at a time and runs their handlers; many runners may work on one database. */
export class JobRunner {
  readonly #database: Database
  readonly #handlers: JobHandlers
  readonly #clock: Clock
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(database: Database, handlers: JobHandlers, clock: Clock = systemClock) {
    this.#database = database
    this.#handlers = handlers
    this.#clock = clock
  }

  /** Looks for work every second until stopped, and every minute for work that a lost process left behind. */
  start(turn = 0): void {
    this.#timer = setTimeout(() => {
      this.#working = (turn % 60 === 0 ? this.recoverAbandoned() : Promise.resolve())
        .then(() => this.runDue())
        .catch((error: unknown) => log.error({ err: error }, 'jobs could not be run'))
        .then(() => (this.#stopped ? undefined : this.start(turn + 1)))
    }, 1000)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#working
  }

  /** Runs everything that is due now, on both sides, until nothing is left. */
  async runDue(): Promise<void> {
    for (const side of sides) {
      let job = await this.#claim(side)
      while (job !== null && !this.#stopped) {
        await this.#run(job)
        job = await this.#claim(side)
      }
    }
  }

  /** Puts back work whose process is gone, and forgets work done more than a day ago. */
  async recoverAbandoned(): Promise<void> {
    const now = this.#clock.now()
    for (const side of sides) {
      await this.#inContext(side, async (db) => {
        for (const id of await selectAbandonedJobs(db, side, secondsFrom(now, -abandonedAfterSeconds))) {
          await retryJob(db, id, now, 'the process that ran it is gone')
        }
        await deleteDoneJobs(db, side, secondsFrom(now, -doneJobsKeptSeconds))
      })
    }
  }

  async #run(job: Job): Promise<void> {
    try {
      const handler = this.#handlers[job.kind]
      if (handler === undefined) throw new Error(`no handler for jobs of kind ${job.kind}`)
      await handler(job)
      await this.#inContext(job.side, (db) => finishJob(db, job.id, this.#clock.now()))
    } catch (error) {
      await this.#fail(job, error)
    }
  }

  async #fail(job: Job, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error)
    log.warn({ kind: job.kind, attempts: job.attempts, reason }, 'a job failed')
    const now = this.#clock.now()
    await this.#inContext(job.side, (db) => {
      if (job.attempts >= maximumAttempts) return failJob(db, job.id, now, reason)
      return retryJob(db, job.id, secondsFrom(now, retryDelaySeconds(job.attempts)), reason)
    })
  }

  #claim(side: Side): Promise<Job | null> {
    return this.#inContext(side, (db) => claimNextJob(db, side, this.#clock.now()))
  }

  #inContext<Result>(side: Side, work: (db: Transaction) => Promise<Result>): Promise<Result> {
    const role: Context['role'] = side === 'police' ? 'police_fold_worker' : 'fold_worker'
    return this.#database.withContext({ role, municipalityCodes: [], access: 'write' }, work)
  }
}

function secondsFrom(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000)
}
