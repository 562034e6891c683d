import { spawn, type ChildProcess } from 'node:child_process'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')

export interface Ended {
  /** Null when it was killed. */
  exitCode: number | null
  output: string
  errors: string
  /** Milliseconds from the moment it said `begins` to the last it said. */
  milliseconds: number
}

export interface Run {
  /** Path of the script from the project's root, and its arguments. */
  command: readonly string[]
  environment: Record<string, string>
  /** What it writes on its error stream when the work proper begins. */
  begins?: string
  /** Kills it with -9 this long after it has begun. */
  killAfterMilliseconds?: number
}

const running = new Set<ChildProcess>()

/** For the end of a test file: what a test that was given up has left running would keep its process, and vitest with it. */
export function killRunning(): void {
  for (const child of running) child.kill('SIGKILL')
}

/** Runs a script of the project under this Node, to its end or until it is killed. */
export function runScript({ command, environment, begins, killAfterMilliseconds }: Run): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [...command], { cwd: root, env: { ...cleanEnvironment(), ...environment } })
    running.add(child)
    let output = ''
    let errors = ''
    let begunAt: number | undefined
    let spokeAt = 0
    const begin = () => {
      begunAt = performance.now()
      if (killAfterMilliseconds !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMilliseconds)
    }
    child.stdout.on('data', (chunk) => {
      output += String(chunk)
      spokeAt = performance.now()
    })
    child.stderr.on('data', (chunk) => {
      errors += String(chunk)
      spokeAt = performance.now()
      if (begunAt === undefined && begins !== undefined && errors.includes(begins)) begin()
    })
    child.on('error', fail)
    child.on('close', (exitCode) => {
      running.delete(child)
      done({ exitCode, output, errors, milliseconds: spokeAt - (begunAt ?? spokeAt) })
    })
  })
}

/** This process's own settings must not decide which database a child opens. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const ours = /^(?:DATA_DIR|DATABASE_|BASEMAP_|SMTP_|ROUTING_|ENGINE$)/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)))
}
