import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const cacheFolder = join(root, 'node_modules/.cache/fokuskartan')

/** One hash over the names and contents of files; folders count with all that is in them. */
export function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) hash.update(`${file}\0`).update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(file).isFile())
    .sort()
}

/**
 * A folder that is made once and kept between runs. It takes its name only when `make` has ended, so a run that was
 * stopped halfway leaves nothing that looks finished; folders of the same kind with another hash are removed.
 */
export async function cachedFolder(
  kind: string,
  hash: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const finished = join(cacheFolder, `${kind}-${hash}`)
  if (existsSync(finished)) return finished
  mkdirSync(cacheFolder, { recursive: true })
  for (const name of readdirSync(cacheFolder)) {
    if (name.startsWith(`${kind}-`)) rmSync(join(cacheFolder, name), { recursive: true, force: true })
  }
  const unfinished = mkdtempSync(join(cacheFolder, `unfinished-${kind}-`))
  try {
    await make(unfinished)
    renameSync(unfinished, finished)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(finished)) throw error
  }
  return join(dirname(finished), `${kind}-${hash}`)
}
