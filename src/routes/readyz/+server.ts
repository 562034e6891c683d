import { json } from '@sveltejs/kit'

import { checkDatabase, type Check } from '#lib/database/health.server.ts'
import { getDatabase } from '#lib/database/instance.server.ts'
import { checkJobs } from '#lib/jobs/health.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { asProblem } from '#lib/platform/problem.ts'
import type { RequestHandler } from './$types'

export const GET: RequestHandler = async () => {
  const checks = await readChecks()
  const ready = Object.values(checks).every(({ ok }) => ok)
  const headers = { 'cache-control': 'no-store' }
  return json({ status: ready ? 'ready' : 'not-ready', checks }, { status: ready ? 200 : 503, headers })
}

async function readChecks(): Promise<Record<string, Check>> {
  try {
    const database = await getDatabase()
    const now = systemClock.now()
    return { ...(await checkDatabase(database, now)), jobs: await checkJobs(database, now) }
  } catch (error) {
    return { engine: { ok: false, problem: asProblem(error).code } }
  }
}
