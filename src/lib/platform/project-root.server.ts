import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The folder that holds package.json and migrations/. Looked for upwards from this module, because the same code runs
 * from src/ (scripts, tests) and bundled under build/.
 */
export function projectRoot(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'migrations')) || !existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('migrations/ and package.json were not found above the running code')
    folder = parent
  }
  return folder
}
