import { setTimeout } from 'node:timers/promises'

import sql from 'sql-template-tag'
import { describe, expect, it } from 'vitest'

import type { Database, Transaction } from '#lib/database/database.ts'
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
const summary = () => inWorker((db) => summariseJobs(db, now))
const takenNext = () => inWorker((db) => claimNextJob(db, 'municipality', now))

it('does work that was asked for twice while waiting once', async () => {
  await ask('anna')
  await ask('anna')
  const done: unknown[] = []
  await new JobRunner(database, { greet: { run: async ({ payload }) => void done.push(payload) } }, clock).runDue()
  expect(done).toEqual([{ workKey: 'anna' }])
})

it('tries failed work again after a growing rest, and gives it up in the end', async () => {
  await forgetAll()
  await ask('bo')
  let attempts = 0
  const runner = new JobRunner(
    database,
    { greet: { run: () => Promise.reject(new Error(`no. ${++attempts}`)) } },
    clock,
  )
  await runner.runDue()
  await runner.runDue()
  expect(attempts).toBe(1)
  for (let turn = 0; turn < maximumAttempts + 2; turn++) {
    passSeconds(1000)
    await runner.runDue()
  }
  expect(attempts).toBe(maximumAttempts)
  expect(await summary()).toMatchObject({ failed: 1, waiting: 0 })
})

it('is not taken for lost while its process is at it, however long that is', async () => {
  await forgetAll()
  await ask('long')
  let runs = 0
  const work = async () => {
    runs += 1
    passSeconds(24 * 3600)
    const isHeardOf = () => inWorker((db) => db.query(sql`select from app.job where started_at = ${now}`))
    while ((await isHeardOf()).length === 0) await setTimeout(5)
    const other = new JobRunner(database, { greet: { run: work } }, clock)
    // Where only one process can work, another that looks is one that came after it.
    if (!(await database.storage()).exclusive) await other.recoverAbandoned()
    await other.runDue()
  }
  await new JobRunner(database, { greet: { run: work } }, clock, 0.01).runDue()
  expect(runs).toBe(1)
})

describe('work whose process is gone', () => {
  const takeAndVanish = takenNext

  it('is taken up: at once where only one process can work, else when it has run too long', async () => {
    await forgetAll()
    await ask('cia')
    await takeAndVanish()
    const done: string[] = []
    const runner = new JobRunner(database, { greet: { run: async ({ workKey }) => void done.push(workKey) } }, clock)
    await runner.recoverAbandoned()
    await runner.runDue()
    expect(done).toEqual(database.engine === 'embedded' ? ['cia'] : [])
    passSeconds(3600)
    await runner.recoverAbandoned()
    await runner.runDue()
    expect(done).toEqual(['cia'])
  })

  it('is given up when it has been the end of as many processes as it has attempts', async () => {
    await forgetAll()
    await ask('cia')
    const runner = new JobRunner(database, {}, clock)
    for (let attempt = 1; attempt <= maximumAttempts; attempt++) {
      expect(await takeAndVanish(), `attempt ${attempt}`).toMatchObject({ attempts: attempt })
      passSeconds(3600)
      await runner.recoverAbandoned()
    }
    expect(await summary()).toMatchObject({ waiting: 0, running: 0, failed: 1 })
  })
})

describe('a runner that is stopped', () => {
  it('takes nothing more once the work at hand is done', async () => {
    await forgetAll()
    for (const name of ['dag', 'eva', 'flo']) await ask(name)
    let done = 0
    const runner: JobRunner = new JobRunner(
      database,
      { greet: { run: async () => void ((done += 1), void runner.stop()) } },
      clock,
    )
    await runner.runDue()
    expect(done).toBe(1)
    expect(await summary()).toMatchObject({ waiting: 2, running: 0 })
  })

  it('puts back what it had taken and not begun, as if it had not been taken', async () => {
    await forgetAll()
    await ask('gun')
    let begun = 0
    // Stopped in the very moment in which a job is being taken.
    const stopping: Database = {
      engine: database.engine,
      asOwner: (work) => database.asOwner(work),
      storage: () => database.storage(),
      connections: () => database.connections(),
      close: () => database.close(),
      withContext: async (context, work) => {
        const result = await database.withContext(context, work)
        if (result !== null && typeof result === 'object' && 'workKey' in result) void runner.stop()
        return result
      },
    }
    const runner = new JobRunner(stopping, { greet: { run: async () => void (begun += 1) } }, clock)
    await runner.runDue()
    expect(begun).toBe(0)
    expect(await takenNext()).toMatchObject({ workKey: 'gun', attempts: 1 })
  })

  it('puts back what stopped halfway for it', async () => {
    await forgetAll()
    await ask('hal')
    const runner: JobRunner = new JobRunner(
      database,
      {
        greet: {
          run: async (_, signal) => {
            void runner.stop()
            signal.throwIfAborted()
          },
        },
      },
      clock,
    )
    await runner.runDue()
    expect(await takenNext()).toMatchObject({ workKey: 'hal', attempts: 1 })
  })
})

describe('work that is found to be there', () => {
  const finding = (run: () => Promise<void>) =>
    new JobRunner(
      database,
      { greet: { run, find: async (side) => (side === 'municipality' ? [request('ivo')] : []) } },
      clock,
    )

  it('is done without being asked for, and seen as done', async () => {
    await forgetAll()
    let done = 0
    await finding(async () => void (done += 1)).runDue()
    expect(done).toBe(1)
    expect(await summary()).toEqual({ waiting: 0, running: 0, failed: 0, oldestDueSeconds: 0 })
  })

  it('rests like other work when it fails, and longer once it is given up', async () => {
    await forgetAll()
    let attempts = 0
    const runner = finding(() => Promise.reject(new Error(`no. ${++attempts}`)))
    await runner.runDue()
    await runner.runDue()
    expect(attempts).toBe(1)
    for (let turn = 0; turn < maximumAttempts + 2; turn++) {
      passSeconds(200)
      await runner.runDue()
    }
    expect(attempts).toBe(maximumAttempts)
    expect(await summary()).toMatchObject({ failed: 1, waiting: 0 })
    passSeconds(3600)
    await runner.runDue()
    expect(attempts).toBe(maximumAttempts + 1)
  })
})

it('lets two runners share the work without doing any of it twice', async () => {
  await forgetAll()
  for (let index = 0; index < 20; index++) await ask(`key ${index}`)
  const done: string[] = []
  const handlers = { greet: { run: async ({ workKey }: Job) => void done.push(workKey) } }
  await Promise.all([
    new JobRunner(database, handlers, clock).runDue(),
    new JobRunner(database, handlers, clock).runDue(),
  ])
  expect(done.toSorted()).toEqual(Array.from({ length: 20 }, (_, index) => `key ${index}`).toSorted())
})
