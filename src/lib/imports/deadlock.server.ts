import { sqlStateOf } from '#lib/database/statement-error.ts'

/** PostgreSQL's error code, appendix A. */
const deadlockDetected = '40P01'
/** Of two that wait for each other only one is ended, so each time at least one of them gets on. */
const attempts = 10

/**
 * Files that hold the same rows in different orders, taken in side by side, come to wait for each other's rows, and
 * PostgreSQL ends one of them. Nothing of it is kept, so it is done again.
 *
 * @param work a transaction of its own each time
 */
export async function againAfterDeadlock<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt >= attempts || !isDeadlock(error)) throw error
    }
  }
}

export function isDeadlock(error: unknown): boolean {
  return sqlStateOf(error) === deadlockDetected
}
