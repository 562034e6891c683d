import { readConfig, type Config } from '#lib/platform/config.ts'
import type { Database } from './database.ts'
import { migrate } from './migrate.server.ts'
import { openDatabase } from './open.server.ts'

/**
 * The process's one database and configuration, opened on first use. The embedded database is brought up to date as it
 * opens; a PostgreSQL is prepared beforehand by `npm run db:migrate`, by the owner of its schema.
 */
let opening: Promise<Database> | undefined
let configuration: Config | undefined

export function getConfig(): Config {
  configuration ??= readConfig(process.env)
  return configuration
}

export function getDatabase(): Promise<Database> {
  opening ??= open().catch((error: unknown) => {
    opening = undefined
    throw error
  })
  return opening
}

export async function closeDatabase(): Promise<void> {
  const closing = opening
  opening = undefined
  await (await closing?.catch(() => undefined))?.close()
}

async function open(): Promise<Database> {
  const database = await openDatabase(getConfig().database)
  if (database.engine === 'embedded') await migrate(database)
  return database
}
