import { openDatabase } from '#lib/database/open.server.ts'
import { closeQuietly } from '#lib/database/prepare.server.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import { readConfig } from '#lib/platform/config.ts'
import { jobHandlers } from '../src/job-handlers.server.ts'
import { runCommand } from '#lib/platform/command.server.ts'

await runCommand({
  help: `
npm run jobs
  Gör det bakgrundsarbete som väntar och slutar sedan. Servern gör detsamma varje sekund.
  Does the background work that is waiting, then ends. The server does the same every second.
`,
  run: async () => {
    const database = await openDatabase(readConfig(process.env).database)
    try {
      const runner = new JobRunner(database, jobHandlers(database))
      await runner.recoverAbandoned()
      await runner.runDue()
      return 0
    } finally {
      await closeQuietly(database)
    }
  },
})
