import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * All processes that were started with a mark in their environment, by whomever: also those that have a process group of
 * their own, or whose parent has gone. Linux alone can tell; elsewhere nobody is found.
 */
export class ProcessFamily {
  readonly #mark: string

  /** @param name of the environment variable that its members are started with, and inherit */
  constructor(name: string, value: string) {
    this.#mark = `${name}=${value}`
  }

  /** Ids and command lines, this process left out. */
  members(): { id: number; command: string }[] {
    return processIds().flatMap((id) => {
      const isMember = id !== process.pid && read(id, 'environ').split('\0').includes(this.#mark)
      return isMember ? [{ id, command: read(id, 'cmdline').split('\0').join(' ').trim().slice(0, 160) }] : []
    })
  }

  /** Seconds that the members and the children they have waited for have had of the processors. */
  processorSeconds(): number {
    const clockTicks = this.members().flatMap(({ id }) => {
      // A program's name in brackets may hold anything; utime, stime, cutime and cstime are fields 14 to 17.
      const [, fields = ''] = /\) (.*)$/s.exec(read(id, 'stat')) ?? []
      return fields.split(' ').slice(11, 15).map(Number)
    })
    return clockTicks.reduce((sum, ticks) => sum + ticks, 0) / 100
  }

  /** Ends all members, and those that they start meanwhile. */
  async kill(): Promise<void> {
    for (let attempt = 0; attempt < maximumAttempts; attempt += 1) {
      const alive = this.members()
      if (alive.length === 0) return
      for (const { id } of alive) end(id)
      await pause(50)
    }
  }
}

/** A process that waits for a disk cannot be ended before that has answered. */
const maximumAttempts = 200

function end(id: number): void {
  try {
    process.kill(id, 'SIGKILL')
  } catch {
    // It has ended meanwhile.
  }
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

/** '' of a process that has ended, or that is not ours to look at. */
function read(id: number, file: string): string {
  try {
    return readFileSync(`/proc/${id}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
