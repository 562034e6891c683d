import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

import { ProblemError } from '#lib/platform/problem.ts'

/**
 * The single-writer lock of an embedded data directory. Two processes on one directory lose rows silently, so the
 * operating system's own file lock, held by an exclusive SQLite transaction, refuses the second at once; a killed
 * process gives it up with its file handles.
 *
 * It is held until it is released or the process ends, also when the caller forgets it: a connection that nothing
 * refers to is closed by the garbage collector, and its lock with it.
 *
 * @throws ProblemError data-directory-in-use, data-directory-unusable
 */
export function takeWriterLock(dataDirectory: string): { release(): void } {
  const path = join(dataDirectory, 'writer.lock')
  const lock = usable(dataDirectory, () => {
    mkdirSync(dataDirectory, { recursive: true })
    return new DatabaseSync(path, { timeout: 0 })
  })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (resultCodeOf(error) === sqliteBusy) throw new ProblemError('data-directory-in-use', [], error)
    throw unusable(path, error)
  }
  held.add(lock)
  return {
    release: () => {
      held.delete(lock)
      lock.close()
    },
  }
}

const held = new Set<DatabaseSync>()

// https://www.sqlite.org/rescode.html: the low byte of an error code says what kind it is.
const sqliteBusy = 5

function resultCodeOf(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : null
}

function usable<Made>(path: string, make: () => Made): Made {
  try {
    return make()
  } catch (error) {
    throw unusable(path, error)
  }
}

function unusable(path: string, error: unknown): ProblemError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const { sv, en } = whyUnusable[code] ?? {
    sv: 'filen är skadad eller är något annat än Fokuskartans låsfil',
    en: "the file is damaged, or is something else than Fokuskartan's lock file",
  }
  return new ProblemError(
    'data-directory-unusable',
    [{ reason: { sv: `${path}: ${sv}.`, en: `${path}: ${en}.` } }],
    error,
  )
}

const inTheWay = { sv: 'där ligger en fil och inte en mapp', en: 'there is a file there and not a folder' }
const notAllowed = { sv: 'får inte skrivas till', en: 'may not be written to' }

const whyUnusable: Record<string, { sv: string; en: string }> = {
  EEXIST: inTheWay,
  ENOTDIR: inTheWay,
  EACCES: notAllowed,
  EPERM: notAllowed,
  EROFS: notAllowed,
  ENOSPC: { sv: 'disken är full', en: 'the disk is full' },
}
