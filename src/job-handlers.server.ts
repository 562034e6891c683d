import { foldMunicipality } from '#lib/cells/commands.server.ts'
import type { Database } from '#lib/database/database.ts'
import type { JobHandlers } from '#lib/jobs/runner.server.ts'
import { systemClock } from '#lib/platform/clock.ts'

/** Every kind of background work and who does it; the server and `npm run jobs` run the same. */
export function jobHandlers(database: Database): JobHandlers {
  return {
    fold: async ({ side, payload }) => {
      const municipalityCode = String(payload['municipalityCode'])
      await foldMunicipality(database, { municipalityCode, side, clock: systemClock })
    },
  }
}
