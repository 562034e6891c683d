import sql from 'sql-template-tag'
import { expect, it } from 'vitest'

import type { Transaction } from '#lib/database/database.ts'
import { requestJob } from '#lib/jobs/commands.server.ts'
import { maximumAttempts, type Job, type JobRequest } from '#lib/jobs/job.ts'
import { claimNextJob, summariseJobs } from '#lib/jobs/queries.server.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()

let now = new Date('2026-05-01T12:00:00Z')
const clock = { now: () => now }
const passSeconds = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000))

const worker = { role: 'fold_worker', municipalityCodes: [], access: 'write' } as const
const inWorker = <Result>(work: (db: Transaction) => Promise<Result>) => database.withContext(worker, work)

const request = (workKey: string): JobRequest => ({
  kind: 'greet',
  workKey,
  side: 'municipality',
  payload: { workKey },
})
const ask = (workKey: string) => inWorker((db) => requestJob(db, request(workKey), clock))
const forgetAll = () => inWorker((db) => db.execute(sql`delete from app.job`))

it('does work that was asked for twice while waiting once', async () => {
  await ask('anna')
  await ask('anna')
  const done: unknown[] = []
  await new JobRunner(database, { greet: async ({ payload }) => void done.push(payload) }, clock).runDue()
  expect(done).toEqual([{ workKey: 'anna' }])
})

it('tries failed work again after a growing rest, and gives it up in the end', async () => {
  await forgetAll()
  await ask('bo')
  let attempts = 0
  const runner = new JobRunner(database, { greet: () => Promise.reject(new Error(`no. ${++attempts}`)) }, clock)
  await runner.runDue()
  await runner.runDue()
  expect(attempts).toBe(1)
  for (let turn = 0; turn < maximumAttempts + 2; turn++) {
    passSeconds(1000)
    await runner.runDue()
  }
  expect(attempts).toBe(maximumAttempts)
  expect(await inWorker((db) => summariseJobs(db, now))).toMatchObject({ failed: 1, waiting: 0 })
})

it('takes up work whose process is gone', async () => {
  await forgetAll()
  await ask('cia')
  await inWorker((db) => claimNextJob(db, 'municipality', now))
  const done: Job[] = []
  const runner = new JobRunner(database, { greet: async (job) => void done.push(job) }, clock)
  await runner.recoverAbandoned()
  await runner.runDue()
  expect(done).toEqual([])
  passSeconds(3600)
  await runner.recoverAbandoned()
  await runner.runDue()
  expect(done.map(({ workKey }) => workKey)).toEqual(['cia'])
})

it('lets two runners share the work without doing any of it twice', async () => {
  await forgetAll()
  for (let index = 0; index < 20; index++) await ask(`key ${index}`)
  const done: string[] = []
  const handlers = { greet: async ({ workKey }: Job) => void done.push(workKey) }
  await Promise.all([
    new JobRunner(database, handlers, clock).runDue(),
    new JobRunner(database, handlers, clock).runDue(),
  ])
  expect(done.toSorted()).toEqual(Array.from({ length: 20 }, (_, index) => `key ${index}`).toSorted())
})
