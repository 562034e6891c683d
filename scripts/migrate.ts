import { closeQuietly, prepareDatabase } from '#lib/database/prepare.server.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { readConfig } from '#lib/platform/config.ts'
import { runCommand } from '#lib/platform/command.server.ts'

await runCommand({
  help: `
npm run db:migrate
  Förbereder databasen: kör de ändringar i migrations/ som återstår och ger varje sidas inloggning dess roller.
  Prepares the database: applies what remains of migrations/ and grants each side's login its roles.
  DATABASE_URL, DATABASE_URL_POLICE, DATABASE_URL_OWNER · DATA_DIR (inbyggd databas / embedded database)
`,
  run: async () => {
    const database = await openDatabase(readConfig(process.env).database)
    try {
      const { applied, warnings } = await prepareDatabase(database)
      for (const name of applied) console.log(`${name}`)
      console.log(applied.length === 0 ? 'Inget återstod. / Nothing remained.' : `${applied.length} körda. / applied.`)
      for (const warning of warnings) console.warn(`${warning.sv}\n${warning.en}`)
      return 0
    } finally {
      await closeQuietly(database)
    }
  },
})
