import { open } from 'node:fs/promises'

import { ProblemError } from './problem.ts'

/** A file that a setting names is there to be read. @throws ProblemError invalid-configuration */
export async function refuseUnreadable(setting: string, path: string): Promise<void> {
  const isFile = await lookAt(path).catch(() => false)
  if (isFile) return
  throw new ProblemError('invalid-configuration', [
    {
      column: setting,
      reason: {
        sv: `${setting} ska vara en fil som går att läsa: ${path}.`,
        en: `${setting} must be a file that can be read: ${path}.`,
      },
    },
  ])
}

async function lookAt(path: string): Promise<boolean> {
  const file = await open(path, 'r')
  try {
    return (await file.stat()).isFile()
  } finally {
    await file.close()
  }
}
