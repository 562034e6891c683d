import { getDatabase } from '#lib/database/instance.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { answerMetrics } from '#lib/workspace/metrics.server.ts'
import type { RequestHandler } from './$types'

/** Measurements for an operator to collect; whoever may ask /readyz may ask this. */
export const GET: RequestHandler = () => answerMetrics(getDatabase, systemClock.now())
