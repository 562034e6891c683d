import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { delimiter, join, resolve } from 'node:path'

import { ProcessFamily } from './process-family.ts'

/** How a step runs a program of node_modules, and what it does about one that does not end. */

const root = resolve(import.meta.dirname, '../..')
const mark = 'FOKUSKARTAN_TEST_STEP'

export type Command = readonly [program: string, ...options: string[]]

export interface CommandOptions {
  /** No command may go on for ever, so that the last line of the run is always printed. */
  limitMinutes: number
  environment?: Record<string, string | undefined>
  /** Whether everything that is to be known of the command has been written. */
  isReported?: () => boolean
  /** A command that has reported and is still there after this waits for something that a test left behind. */
  endingSeconds?: number
}

export interface CommandEnd {
  /** 1 for a command that was stopped. */
  code: number
  /** Why it was stopped, null for one that ended by itself. */
  stopped: 'reported' | 'idle' | 'too-long' | null
}

const lookMilliseconds = 1_000
/** Nothing in a test waits so long without anybody working: it would have come to its own time limit before. */
const idleSeconds = 300
/** A server that waits looks for jobs every second. */
const idleLoad = 0.02

/** Runs a program of node_modules with everything it prints passed on. Whatever it has started is gone afterwards. */
export async function runCommandLine([program, ...options]: Command, how: CommandOptions): Promise<CommandEnd> {
  const bin = join(root, 'node_modules', '.bin')
  const identity = randomUUID()
  const child = spawn(join(bin, program), options, {
    cwd: root,
    // The project's own Node stands first on the path, whatever the machine has.
    env: {
      ...process.env,
      PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`,
      ...how.environment,
      [mark]: identity,
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const family = new ProcessFamily(mark, identity)
  const ended = exitOf(child)
  const stopped = await Promise.race([ended.then(() => null), untilStuck(child, family, how)])
  if (stopped !== null) console.error(describeStop(program, stopped, family))
  child.kill('SIGKILL')
  await family.kill()
  const code = await ended
  return { code: stopped === null ? code : 1, stopped }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(error.message)
      done(1)
    })
    child.once('exit', (code) => done(code ?? 1))
  })
}

/** Settles only when the child has to be stopped. */
function untilStuck(
  child: ChildProcess,
  family: ProcessFamily,
  { limitMinutes, isReported = () => false, endingSeconds = 60 }: CommandOptions,
): Promise<Exclude<CommandEnd['stopped'], null>> {
  const began = performance.now()
  let reportedAt: number | null = null
  let worked = { at: began, seconds: 0 }
  return new Promise((stop) => {
    const look = setInterval(() => {
      const now = performance.now()
      const since = (moment: number) => (now - moment) / 1000
      const seconds = family.processorSeconds()
      if (Math.abs(seconds - worked.seconds) > idleLoad * since(worked.at)) worked = { at: now, seconds }
      if (reportedAt === null && isReported()) reportedAt = now
      if (reportedAt !== null && since(reportedAt) > endingSeconds) stop('reported')
      else if (seconds > 0 && since(worked.at) > idleSeconds) stop('idle')
      else if (since(began) > limitMinutes * 60) stop('too-long')
    }, lookMilliseconds)
    child.once('exit', () => clearInterval(look))
  })
}

function describeStop(program: string, stopped: Exclude<CommandEnd['stopped'], null>, family: ProcessFamily): string {
  const why = {
    reported: 'had reported everything and did not end',
    idle: `had done nothing for ${idleSeconds} seconds`,
    'too-long': 'had not ended within its limit',
  }[stopped]
  const alive = family.members().map(({ id, command }) => `  ${id} ${command}`)
  return [`${program} ${why}. It was stopped; alive were:`, ...alive].join('\n')
}
