import sql, { type Sql } from 'sql-template-tag'

import type { Side, Transaction } from '#lib/database/database.ts'
import { noJobs, type Job, type JobSummary } from './job.ts'

export async function insertJob(db: Transaction, job: Job, createdAt: Date): Promise<void> {
  await db.execute(sql`
    insert into app.job (id, kind, work_key, side, payload, state, run_after, created_at)
    values (
      ${job.id}, ${job.kind}, ${job.workKey}, ${job.side}, ${JSON.stringify(job.payload)}::jsonb,
      'waiting', ${createdAt}, ${createdAt}
    )
    on conflict (kind, work_key) where state = 'waiting' do nothing
  `)
}

/** Asks for work that was found to be there, unless it waits or runs already or was given up a while ago. */
export async function insertFoundJob(db: Transaction, job: Job, createdAt: Date, givenUpBefore: Date): Promise<void> {
  await db.execute(sql`
    insert into app.job (id, kind, work_key, side, payload, state, run_after, created_at)
    select
      ${job.id}::uuid, ${job.kind}::text, ${job.workKey}::text, ${job.side}::text, ${JSON.stringify(job.payload)}::jsonb,
      'waiting', ${createdAt}::timestamptz, ${createdAt}::timestamptz
    where not exists (
      select from app.job
      where kind = ${job.kind} and work_key = ${job.workKey}
        and (state in ('waiting', 'running') or (state = 'failed' and finished_at > ${givenUpBefore}))
    )
    on conflict (kind, work_key) where state = 'waiting' do nothing
  `)
}

export async function claimNextJob(db: Transaction, side: Side, now: Date): Promise<Job | null> {
  const [job] = await db.query<Job>(sql`
    update app.job set state = 'running', attempts = attempts + 1, started_at = ${now}
    where id = (
      select id from app.job
      where side = ${side} and state = 'waiting' and run_after <= ${now}
      order by run_after
      limit 1
      for update skip locked
    )
    returning id, kind, work_key as "workKey", side, payload, attempts
  `)
  return job ?? null
}

/** Its process is still at it: `started_at` is when a running job was taken or last heard from. */
export async function hearOfJob(db: Transaction, id: string, now: Date): Promise<void> {
  await db.execute(sql`update app.job set started_at = ${now} where id = ${id} and state = 'running'`)
}

export async function finishJob(db: Transaction, id: string, finishedAt: Date): Promise<void> {
  await db.execute(sql`
    update app.job set state = 'done', finished_at = ${finishedAt}, last_error = null where id = ${id}
  `)
}

export async function failJob(db: Transaction, id: string, finishedAt: Date, reason: string): Promise<void> {
  await db.execute(sql`
    update app.job set state = 'failed', finished_at = ${finishedAt}, last_error = ${reason} where id = ${id}
  `)
}

/** Back to waiting, unless the same work has been asked for again meanwhile: then this attempt is over. */
export async function retryJob(db: Transaction, id: string, runAfter: Date, reason: string): Promise<void> {
  await db.execute(sql`
    update app.job set state = ${stateOfWaiting(id)}, run_after = ${runAfter}, last_error = ${reason} where id = ${id}
  `)
}

/** A job that was taken but not done, as if it had not been taken. */
export async function putBackJob(db: Transaction, id: string): Promise<void> {
  await db.execute(sql`
    update app.job set state = ${stateOfWaiting(id)}, attempts = attempts - 1, started_at = null where id = ${id}
  `)
}

function stateOfWaiting(id: string): Sql {
  return sql`
    case
      when exists (
        select from app.job as mine
        join app.job as again on again.kind = mine.kind and again.work_key = mine.work_key and again.state = 'waiting'
        where mine.id = ${id}
      ) then 'done'
      else 'waiting'
    end
  `
}

export async function selectAbandonedJobs(
  db: Transaction,
  side: Side,
  startedBefore: Date,
): Promise<Pick<Job, 'id' | 'attempts'>[]> {
  return db.query(sql`
    select id, attempts from app.job
    where side = ${side} and state = 'running' and started_at <= ${startedBefore}
    for update skip locked
  `)
}

export async function deleteDoneJobs(db: Transaction, side: Side, finishedBefore: Date): Promise<void> {
  await db.execute(sql`delete from app.job where side = ${side} and state = 'done' and finished_at < ${finishedBefore}`)
}

export async function summariseJobs(db: Transaction, now: Date): Promise<JobSummary> {
  const [summary] = await db.query<JobSummary>(sql`
    select
      count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where state = 'running')::int as running,
      count(*) filter (where state = 'failed')::int as failed,
      coalesce(
        extract(epoch from ${now}::timestamptz - min(run_after) filter (where state = 'waiting' and run_after <= ${now})),
        0
      )::int as "oldestDueSeconds"
    from app.job
  `)
  return summary ?? noJobs
}
