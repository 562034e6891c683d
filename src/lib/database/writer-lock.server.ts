import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { ProblemError } from '#lib/platform/problem.ts'

/**
 * The single-writer lock of an embedded data directory. Two processes on one directory lose rows silently, so the
 * operating system's own file lock, held by an exclusive SQLite transaction, refuses the second at once; a killed
 * process gives it up with its file handles.
 *
 * @throws ProblemError data-directory-in-use
 */
export function takeWriterLock(dataDirectory: string): { release(): void } {
  mkdirSync(dataDirectory, { recursive: true })
  const lock = new DatabaseSync(join(dataDirectory, 'writer.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    throw new ProblemError('data-directory-in-use', [], error)
  }
  return { release: () => lock.close() }
}
