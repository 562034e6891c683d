import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { migrate } from '#lib/database/migrate.server.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { closeQuietly } from '#lib/database/prepare.server.ts'
import { readSchemaText } from '#lib/database/schema-text.server.ts'
import { runCommand } from '#lib/platform/command.server.ts'
import { projectRoot } from '#lib/platform/project-root.server.ts'

const target = join(projectRoot(), 'db', 'schema.sql')

await runCommand({
  help: `
npm run db:dump
  Skriver db/schema.sql: hela databasens form, läst ur en ny databas som migrations/ har gjort.
  Writes db/schema.sql: the whole schema, read from a new database that migrations/ has made.
`,
  run: async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'fokuskartan-schema-'))
    try {
      const database = await openDatabase({ engine: 'embedded', dataDirectory })
      try {
        await migrate(database)
        writeFileSync(target, await database.asOwner(readSchemaText))
      } finally {
        await closeQuietly(database)
      }
    } finally {
      rmSync(dataDirectory, { recursive: true, force: true })
    }
    console.log('db/schema.sql')
    return 0
    return 0
  },
})
