import { findFoldWork, foldMunicipality } from '#lib/cells/commands.server.ts'
import type { Database } from '#lib/database/database.ts'
import type { JobHandlers } from '#lib/jobs/job.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { uploadJobs } from '#lib/uploads/jobs.server.ts'

/** Every kind of background work and who does it; the server and `npm run jobs` run the same. */
export function jobHandlers(database: Database): JobHandlers {
  return {
    fold: {
      find: (side) => findFoldWork(database, side),
      run: async ({ side, payload }, signal) => {
        const municipalityCode = String(payload['municipalityCode'])
        const request = { municipalityCode, side, clock: systemClock, signal }
        await foldMunicipality(database, request)
      },
    },
    ...uploadJobs(database),
  }
}
