import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

import { root } from './support/source.ts'

/** Scripts run under plain Node, without a bundler: starting each one finds imports that only a bundler would forgive. */
const scripts = readdirSync(join(root, 'scripts')).filter((name) => name.endsWith('.ts'))

test.concurrent.each(scripts)('scripts/%s --help says in Swedish and English how to call it', async (script) => {
  const file = join(root, 'scripts', script)
  const { stdout } = await promisify(execFile)(process.execPath, [file, '--help'], { cwd: root })
  expect(stdout).toMatch(/^npm (?:run )?[a-z:]+/)
  expect(stdout.trim().split('\n').length).toBeGreaterThanOrEqual(3)
})
