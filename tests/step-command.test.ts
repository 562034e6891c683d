import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { runCommandLine, type CommandOptions } from './support/step-command.ts'

/** A program that leaves a child behind which holds its output, in a process group of its own. */
function leaving(then: string) {
  const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-step-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'child')
  const program = `
    const { spawn } = require('node:child_process')
    const { renameSync, writeFileSync } = require('node:fs')
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit', detached: true })
    writeFileSync('${file}.written', String(child.pid))
    renameSync('${file}.written', '${file}')
    ${then}
  `
  const run = async (options: Partial<CommandOptions>) => {
    const end = await runCommandLine(['node', '-e', program], { limitMinutes: 5, ...options })
    return { end, child: Number(readFileSync(file, 'utf8')) }
  }
  return { run, hasReported: () => existsSync(file) }
}

const isAlive = (id: number) => !/^State:\s+[ZX]/m.test(statusOf(id) ?? 'State: X')

function statusOf(id: number): string | null {
  try {
    return readFileSync(`/proc/${id}/status`, 'utf8')
  } catch {
    return null
  }
}

// What a process was started with is told by Linux alone.
const onLinux = test.skipIf(process.platform !== 'linux')

onLinux('a step that has reported and does not end is ended, with all that it has started', async () => {
  const { run, hasReported } = leaving('')
  const { end, child } = await run({ isReported: hasReported, endingSeconds: 0 })
  expect(end).toEqual({ code: 1, stopped: 'reported' })
  await expect.poll(() => isAlive(child), { timeout: 30_000 }).toBe(false)
})

onLinux('a step that ends by itself leaves nothing behind, and its exit code is its own', async () => {
  const { run } = leaving('process.exit(3)')
  const { end, child } = await run({})
  expect(end).toEqual({ code: 3, stopped: null })
  await expect.poll(() => isAlive(child), { timeout: 30_000 }).toBe(false)
})

test('a step that goes on past its limit is stopped', async () => {
  const end = await runCommandLine(['node', '-e', 'setInterval(() => {}, 1000)'], { limitMinutes: 0 })
  expect(end).toEqual({ code: 1, stopped: 'too-long' })
})
