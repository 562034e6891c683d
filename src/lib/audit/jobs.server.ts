import type { Database, Side } from '#lib/database/database.ts'
import type { Clock } from '#lib/platform/clock.ts'
import { findUnsealed, sealMunicipality } from './sealing.server.ts'
import { checkChains, findUnchecked } from './verification.server.ts'

/** How often each process looks for work of a kind: entries to seal, and chains to go through once a day. */
const sealEverySeconds = 5
const checkEverySeconds = 600

/** What this floor knows of a job: those who run them stand above it. */
interface Work {
  side: Side
  payload: Record<string, unknown>
}

/** The background work of the log: sealing, and going through every chain once a day to keep its head. */
export function auditJobs(database: Database, clock: Clock) {
  const finding = (kind: string, seconds: number, find: (side: Side) => Promise<string[]>) => {
    const isTime = every(seconds, clock)
    return async (side: Side) => {
      if (!isTime(side)) return []
      const codes = await find(side)
      return codes.map((municipalityCode) => ({
        kind,
        workKey: `${side}/${municipalityCode}`,
        side,
        payload: { municipalityCode },
      }))
    }
  }
  return {
    'audit.seal': {
      find: finding('audit.seal', sealEverySeconds, (side) => findUnsealed(database, side)),
      run: async ({ side, payload }: Work, signal: AbortSignal) => {
        const municipalityCode = String(payload['municipalityCode'])
        await sealMunicipality(database, { municipalityCode, side, clock, signal })
      },
    },
    'audit.check': {
      find: finding('audit.check', checkEverySeconds, (side) => findUnchecked(database, side, clock.now())),
      run: async ({ side, payload }: Work) => {
        await checkChains(database, side, String(payload['municipalityCode']), clock)
      },
    },
  }
}

/** Says yes once in so many seconds, for each side. */
function every(seconds: number, clock: Clock): (side: Side) => boolean {
  const last = new Map<Side, number>()
  return (side) => {
    const now = clock.now().getTime()
    if (now - (last.get(side) ?? -Infinity) < seconds * 1000) return false
    last.set(side, now)
    return true
  }
}
