/**
 * What an operator collects, in the text form of Prometheus: how far counts are behind their fold, background work,
 * connections, and the process itself. Numbers of the installation only: no municipality, no person, no address.
 */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

import { readFoldStates } from '#lib/cells/health.server.ts'
import type { Database } from '#lib/database/database.ts'
import { summariseSides } from '#lib/jobs/health.server.ts'
import { log } from '#lib/platform/log.server.ts'
import { asProblem } from '#lib/platform/problem.ts'

const sides = ['municipality', 'police'] as const

const register = new Registry()
const gauge = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
  new Gauge({ name: `fokuskartan_${name}`, help, labelNames, registers: [register] })

const databaseUp = gauge('database_up', 'Whether the database answered when this was read', [])
const deltasWaiting = gauge('deltas_waiting', 'Changes of counts not folded yet, counted to a million', ['side'])
const folds = gauge('folds', 'Folds and rebuilds of counts so far', ['side'])
const foldAge = gauge('fold_age_seconds', 'Seconds since the last fold; none before the first', ['side'])
const jobs = gauge('jobs', 'Background work by state', ['side', 'state'])
const oldestJob = gauge('oldest_due_job_seconds', 'Seconds the oldest due job has waited; 0 when none is due', ['side'])
const connections = gauge('database_connections', 'Connections that work, and transactions that wait for one', [
  'side',
  'state',
])
const maximumConnections = gauge('database_connections_maximum', 'Connections there are at most', ['side'])

collectDefaultMetrics({ register })

/** Answers also when the database does not: that is when the process's own numbers are wanted. */
export async function answerMetrics(openDatabase: () => Promise<Database>, now: Date): Promise<Response> {
  const database = await openDatabase().catch(tellUnavailable)
  if (database === null) forget()
  else await measure(database, now)
  return new Response(await register.metrics(), {
    headers: { 'content-type': register.contentType, 'cache-control': 'no-store' },
  })
}

async function measure(database: Database, now: Date): Promise<void> {
  // Before the questions below, which take connections themselves.
  const busy = database.connections()
  const seen = await Promise.all([readFoldStates(database), summariseSides(database, now)]).catch(tellUnavailable)
  forget()
  for (const { side, maximum, inUse, waiting } of busy) {
    maximumConnections.set({ side }, maximum)
    connections.set({ side, state: 'in_use' }, inUse)
    connections.set({ side, state: 'waiting' }, waiting)
  }
  if (seen === null) return
  databaseUp.set(1)
  const [fold, work] = seen
  for (const side of sides) {
    const { unfolded, folds: number, foldedAt } = fold[side]
    deltasWaiting.set({ side }, unfolded)
    folds.set({ side }, number)
    if (foldedAt !== null) foldAge.set({ side }, (now.getTime() - foldedAt.getTime()) / 1000)
    for (const state of ['waiting', 'running', 'failed'] as const) jobs.set({ side, state }, work[side][state])
    oldestJob.set({ side }, work[side].oldestDueSeconds)
  }
}

/** What could not be read now is left out, not repeated from the time before. */
function forget(): void {
  for (const each of [deltasWaiting, folds, foldAge, jobs, oldestJob, connections, maximumConnections]) each.reset()
  databaseUp.set(0)
}

function tellUnavailable(error: unknown): null {
  log.warn({ problem: asProblem(error).code }, 'measurements could not be read from the database')
  return null
}
