import { open } from 'node:fs/promises'

import { asFileProblem, refuseFile } from './file-problem.ts'
import { refusalHeading, refusalLine } from './refusal.ts'
import type { RefusalSink } from './refusal.ts'

/** Reasons go to disk a batch at a time. */
const batchCharacters = 64_000

/**
 * A list of refused rows on disk, for spreadsheets. A file that is there already is never written over: it may be the one
 * that is read.
 *
 * @throws ProblemError invalid-file
 */
export async function openRefusalFile(path: string): Promise<RefusalSink & { close(): Promise<void> }> {
  const file = await open(path, 'wx').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw taken(path)
    throw asFileProblem(error)
  })
  let waiting = refusalHeading
  const write = async () => {
    const text = waiting
    waiting = ''
    await file.appendFile(text)
  }
  return {
    async write(reason) {
      waiting += refusalLine(reason)
      if (waiting.length >= batchCharacters) await write()
    },
    async close() {
      await write()
      await file.close()
    },
  }
}

function taken(path: string) {
  return refuseFile('filen finns redan; ange ett nytt namn', 'the file exists already; give a new name', {
    column: '--refused',
    value: path,
  })
}
