import { json } from '@sveltejs/kit'

import { checkFold } from '#lib/cells/health.server.ts'
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
    const [database, now] = [await getDatabase(), systemClock.now()]
    const [jobs, fold] = await Promise.all([checkJobs(database, now), checkFold(database)])
    return { ...(await checkDatabase(database, now)), jobs, fold }
  } catch (error) {
    return { engine: { ok: false, problem: asProblem(error).code } }
  }
}
