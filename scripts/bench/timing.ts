import { readFileSync } from 'node:fs'
import sql from 'sql-template-tag'

import type { Database } from '#lib/database/database.ts'

/** Milliseconds of repeated runs. */
export interface Timing {
  medianMs: number
  p95Ms: number
  /** How many runs the two are of. */
  runs: number
}

export function summarise(milliseconds: readonly number[]): Timing {
  const sorted = milliseconds.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
  return { medianMs: round(at(0.5)), p95Ms: round(at(0.95)), runs: sorted.length }
}

export async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; milliseconds: number }> {
  const started = performance.now()
  const result = await work()
  return { result, milliseconds: performance.now() - started }
}

/** Milliseconds of processor time by process. */
export type ProcessorTimes = ReadonlyMap<number, number>

/**
 * The processor time that each of the database's processes has used so far; on the embedded engine all of this one.
 * Unlike time on the clock it does not grow with what else the machine does.
 */
export async function processorTimes(database: Database): Promise<ProcessorTimes> {
  if (database.engine === 'embedded') {
    const { user, system } = process.cpuUsage()
    return new Map([[process.pid, (user + system) / 1000]])
  }
  const backends = await database.asOwner((db) =>
    db.query<{ pid: number }>(sql`select pid from pg_stat_activity where datname = current_database()`),
  )
  return new Map(backends.map(({ pid }) => [pid, processorMsOf(pid)]))
}

/** Milliseconds used since `before`; of a process that has ended meanwhile nothing is known. */
export async function processorMsSince(database: Database, before: ProcessorTimes): Promise<number> {
  const now = await processorTimes(database)
  return [...now].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0)
}

const ticksASecond = 100

/** User and system time of a process of this machine; 0 for one that is gone or elsewhere. */
function processorMsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksASecond
  } catch {
    return 0
  }
}

/** To three digits: the noise of a shared machine hides the rest. */
export function round(value: number): number {
  return Number(value.toPrecision(3))
}
