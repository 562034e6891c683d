import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { readConfig } from '#lib/platform/config.ts'
import { prepareListening } from '#lib/platform/listening.server.ts'
import { projectRoot } from '#lib/platform/project-root.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { runCommand } from '#lib/platform/command.server.ts'
import { formBytes, maximumUploadBytes } from '#lib/uploads/limit.ts'

const builtServer = join(projectRoot(), 'build', 'index.js')

await runCommand({
  help: `
npm start
  Startar den byggda produkten på http://127.0.0.1:PORT (3000). Bygg först: npm run build.
  Starts the built product on http://127.0.0.1:PORT (3000). Build first: npm run build.
`,
  run: async () => {
    const config = readConfig(process.env)
    await prepareListening(config, maximumUploadBytes + formBytes)
    if (!existsSync(builtServer)) throw new ProblemError('not-built')
    await import(pathToFileURL(builtServer).href)
    return 0
  },
})
