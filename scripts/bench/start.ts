import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { projectRoot } from '#lib/platform/project-root.server.ts'
import { describeMachine } from './machine.ts'

const root = projectRoot()
const port = 3499
const demoPage = `http://127.0.0.1:${port}/fyrskar/map`
const giveUpSeconds = 600

/** Seconds from `npm run demo` to its first answer, without a build and database and with them. */
export async function benchStart(): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'fokuskartan-bench-'))
  rmSync(join(root, 'build'), { recursive: true, force: true })
  try {
    const first = await secondsToFirstAnswer(dataDirectory)
    const second = await secondsToFirstAnswer(dataDirectory)
    console.log(describeMachine())
    console.log(`start, first time   ${first.toFixed(1)} s  (bar: 75 s)`)
    console.log(`start, second time  ${second.toFixed(1)} s  (bar: 15 s)`)
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true })
  }
}

async function secondsToFirstAnswer(dataDirectory: string): Promise<number> {
  const started = performance.now()
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDirectory }
  const demo = spawn('npm', ['run', 'demo'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'], detached: true })
  try {
    while (!(await answers())) {
      if (demo.exitCode !== null) throw new Error(`npm run demo ended with ${demo.exitCode}`)
      if (performance.now() - started > giveUpSeconds * 1000) throw new Error('npm run demo never answered')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    return (performance.now() - started) / 1000
  } finally {
    await stop(demo)
  }
}

async function answers(): Promise<boolean> {
  const response = await fetch(demoPage).catch(() => null)
  return response?.ok === true
}

/** npm starts the server as its child: the whole group is asked to end, and waited for. */
async function stop(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null || demo.pid === undefined) return
  const ended = new Promise((resolve) => demo.once('exit', resolve))
  process.kill(-demo.pid, 'SIGTERM')
  await ended
}
