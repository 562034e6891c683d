import type { Side } from '#lib/database/database.ts'

/** Background work: asked for in the transaction that needs it, done afterwards, tried again when it fails. */
export interface Job {
  id: string
  kind: string
  /** Work of one kind and key waits once, however often it is asked for. */
  workKey: string
  side: Side
  payload: Record<string, unknown>
  attempts: number
}

export type JobRequest = Pick<Job, 'kind' | 'workKey' | 'side' | 'payload'>

/** Who does one kind of work. */
export interface JobHandler {
  /** May stop halfway with an AbortError once `signal` is aborted: the job is then put back. */
  run(job: Job, signal: AbortSignal): Promise<void>
  /** Work that nobody asks for but that can be seen to be there; it is asked for when the runner finds it. */
  find?(side: Side): Promise<JobRequest[]>
}

export type JobHandlers = Readonly<Record<string, JobHandler>>

export interface JobSummary {
  waiting: number
  running: number
  failed: number
  /** Seconds the oldest due job has waited; 0 when none is due. */
  oldestDueSeconds: number
}

export const noJobs: JobSummary = { waiting: 0, running: 0, failed: 0, oldestDueSeconds: 0 }

export const maximumAttempts = 5

/** A running job that has not been heard from for this long belongs to a process that is gone. */
export const abandonedAfterSeconds = 600

/** How often a process says that it is still at a job. */
export const heardEverySeconds = 60

/** Work found again so soon after it was given up is left alone, for the failed job to be seen. */
export const givenUpForSeconds = 3600

/** How long a failed job rests before its next attempt: 2, 8, 32, 128 seconds. */
export function retryDelaySeconds(attempts: number): number {
  return 2 * 4 ** Math.max(0, attempts - 1)
}

export function secondsFrom(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000)
}
