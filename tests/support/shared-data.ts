import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'vitest'

import { skippedBanner } from './skipped.ts'

const folder = resolve(import.meta.dirname, '../../../shared/data')

/** Real files for tests and trials; they are not part of the project. */
export function sharedFile(path: string): string {
  return resolve(folder, path)
}

/** `test` where the real file is at hand; elsewhere skipped, loudly. */
export function testOn(path: string) {
  return test.skipIf(!isShared(path))
}

/** Says loudly what is not tested where it is not. */
export function isShared(path: string): boolean {
  const isHere = existsSync(sharedFile(path))
  if (!isHere) console.warn(skippedBanner(`imports of ${path}`, `There is no ${folder}.`))
  return isHere
}
