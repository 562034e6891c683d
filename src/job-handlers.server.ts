import { auditJobs } from '#lib/audit/jobs.server.ts'
import { findFoldWork, foldMunicipality } from '#lib/cells/commands.server.ts'
import { wholeInstallation } from '#lib/accounts/access.ts'
import type { Database } from '#lib/database/database.ts'
import type { JobHandlers } from '#lib/jobs/job.ts'
import { listMunicipalityCodes } from '#lib/municipalities/queries.server.ts'
import { mailJobs } from '#lib/outbox/jobs.server.ts'
import { mailBy } from '#lib/outbox/mail.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { uploadJobs } from '#lib/uploads/jobs.server.ts'

/**
 * Every kind of background work and who does it; the server and `npm run jobs` run the same. Without a mail server, letters
 * are left for somebody to hand over.
 */
export function jobHandlers(database: Database, smtpUrl?: string): JobHandlers {
  return {
    fold: {
      find: (side) => findFoldWork(database, side),
      run: async ({ side, payload }, signal) => {
        const municipalityCode = String(payload['municipalityCode'])
        const request = { municipalityCode, side, clock: systemClock, signal }
        await foldMunicipality(database, request)
      },
    },
    ...auditJobs(database, systemClock),
    ...mailJobs(database, {
      send: smtpUrl === undefined ? null : mailBy(smtpUrl),
      listCodes: async (db) => [wholeInstallation, ...(await listMunicipalityCodes(db))],
    }),
    ...uploadJobs(database),
  }
}
