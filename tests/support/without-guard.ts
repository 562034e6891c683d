import { resolve } from 'node:path'

/** A line of the product taken away or changed, for `scripts/prove.ts`: what the tests then say is what guards it. */
export interface RemovedGuard {
  /** From the root: 'src/lib/accounts/access.ts'. */
  file: string
  found: string
  replacement: string
}

const variable = 'WITHOUT_GUARD'

export function withoutGuard(guard: RemovedGuard): Record<string, string> {
  return { [variable]: JSON.stringify(guard) }
}

/** Part of the tests' configuration: changes the one file as it is read, and nothing on the disk. */
export function removeGuard() {
  const stated = process.env[variable]
  const guard = stated === undefined ? null : (JSON.parse(stated) as RemovedGuard)
  const path = guard === null ? null : resolve(import.meta.dirname, '../..', guard.file)
  return {
    name: 'fokuskartan-without-guard',
    enforce: 'pre' as const,
    transform(code: string, id: string) {
      if (guard === null || id.split('?', 1)[0] !== path) return null
      if (!code.includes(guard.found)) throw new Error(`${guard.file} does not hold ${guard.found}`)
      return { code: code.replace(guard.found, guard.replacement), map: null }
    },
  }
}
