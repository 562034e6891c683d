import type { DatabaseConfig } from '#lib/platform/config.ts'
import type { Database } from './database.ts'
import { EmbeddedDatabase } from './embedded.server.ts'
import { PostgresDatabase } from './postgres.server.ts'

/**
 * The engine the configuration names. It is not migrated here: see migrate.server.ts.
 *
 * @throws ProblemError data-directory-in-use when another process holds the embedded data directory
 */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  if (config.engine === 'embedded') return EmbeddedDatabase.open({ dataDirectory: config.dataDirectory })
  return new PostgresDatabase(config)
}
