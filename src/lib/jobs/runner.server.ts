import type { Context, Database, Side, Transaction } from '#lib/database/database.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { log } from '#lib/platform/log.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { requestFoundJob } from './commands.server.ts'
import {
  abandonedAfterSeconds,
  heardEverySeconds,
  maximumAttempts,
  retryDelaySeconds,
  secondsFrom,
  type Job,
  type JobHandlers,
} from './job.ts'
import {
  claimNextJob,
  deleteDoneJobs,
  failJob,
  finishJob,
  hearOfJob,
  putBackJob,
  retryJob,
  selectAbandonedJobs,
} from './queries.server.ts'

const doneJobsKeptSeconds = 24 * 3600

/** Takes waiting jobs one at a time and runs their handlers; many runners may work on one database. */
export class JobRunner {
  readonly #database: Database
  readonly #handlers: JobHandlers
  readonly #clock: Clock
  readonly #heardEverySeconds: number
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> = Promise.resolve()
  readonly #stopping = new AbortController()

  constructor(database: Database, handlers: JobHandlers, clock: Clock = systemClock, heardEvery = heardEverySeconds) {
    this.#database = database
    this.#handlers = handlers
    this.#clock = clock
    this.#heardEverySeconds = heardEvery
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

  /** Takes no more work, and waits for what is running to come to where it may stop. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    clearTimeout(this.#timer)
    await this.#working
  }

  /** Runs everything that is due now, on both sides, until nothing is left. */
  async runDue(): Promise<void> {
    await onEachSide(async (side) => {
      await this.#requestFound(side)
      for (let job = await this.#claim(side); job !== null; job = await this.#claim(side)) await this.#run(job)
    })
  }

  /** Puts back work whose process is gone, and forgets work done more than a day ago. */
  async recoverAbandoned(): Promise<void> {
    const now = this.#clock.now()
    // Where only one process can work, whatever is running as a runner looks belongs to one before it.
    const { exclusive } = await this.#database.storage()
    const startedBefore = secondsFrom(now, exclusive ? 0 : -abandonedAfterSeconds)
    await onEachSide((side) =>
      this.#inContext(side, async (db) => {
        for (const { id, attempts } of await selectAbandonedJobs(db, side, startedBefore)) {
          const reason = 'the process that ran it is gone'
          await (attempts >= maximumAttempts ? failJob(db, id, now, reason) : retryJob(db, id, now, reason))
        }
        await deleteDoneJobs(db, side, secondsFrom(now, -doneJobsKeptSeconds))
      }),
    )
  }

  async #requestFound(side: Side): Promise<void> {
    for (const { find } of Object.values(this.#handlers)) {
      if (find === undefined || this.#stopped) continue
      const found = await find(side)
      if (found.length === 0) continue
      await this.#inContext(side, async (db) => {
        for (const request of found) await requestFoundJob(db, request, this.#clock)
      })
    }
  }

  async #run(job: Job): Promise<void> {
    try {
      const handler = this.#handlers[job.kind]
      if (handler === undefined) throw new Error(`no handler for jobs of kind ${job.kind}`)
      if (this.#stopped) return await this.#putBack(job)
      await this.#heard(job, handler.run(job, this.#stopping.signal))
      await this.#inContext(job.side, (db) => finishJob(db, job.id, this.#clock.now()))
    } catch (error) {
      await (this.#stopped && isAbort(error) ? this.#putBack(job) : this.#fail(job, error))
    }
  }

  /** Lets other processes know that a long job is being done, so that none of them takes it for lost. */
  async #heard(job: Job, work: Promise<void>): Promise<void> {
    let telling = false
    const tell = async (): Promise<void> => {
      // On the embedded engine it waits for its turn; one at a time is enough.
      if (telling) return
      telling = true
      await this.#inContext(job.side, (db) => hearOfJob(db, job.id, this.#clock.now())).catch((error: unknown) =>
        log.warn({ err: error }, 'a running job could not be told of'),
      )
      telling = false
    }
    const timer = setInterval(() => void tell(), this.#heardEverySeconds * 1000)
    try {
      await work
    } finally {
      clearInterval(timer)
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

  get #stopped(): boolean {
    return this.#stopping.signal.aborted
  }

  #putBack(job: Job): Promise<void> {
    return this.#inContext(job.side, (db) => putBackJob(db, job.id))
  }

  async #claim(side: Side): Promise<Job | null> {
    if (this.#stopped) return null
    return this.#inContext(side, (db) => claimNextJob(db, side, this.#clock.now()))
  }

  #inContext<Result>(side: Side, work: (db: Transaction) => Promise<Result>): Promise<Result> {
    const role: Context['role'] = side === 'police' ? 'police_fold_worker' : 'fold_worker'
    return this.#database.withContext({ role, municipalityCodes: [], access: 'write' }, work)
  }
}

/** An installation may have no police side to work on. */
async function onEachSide(work: (side: Side) => Promise<void>): Promise<void> {
  for (const side of ['municipality', 'police'] as const) {
    await work(side).catch((error: unknown) => {
      if (!(error instanceof ProblemError && error.code === 'police-side-not-connected')) throw error
    })
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError'
}
