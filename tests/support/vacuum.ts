import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { postgis } from '@electric-sql/pglite-postgis'
import pg from 'pg'

import type { TestInstallation } from './installation.ts'

/**
 * Vacuums and analyses all that the owner has, as a database in use is by itself now and then: a table just filled has
 * no page known to be visible to all, and plans are made as if its indexes could not answer alone. No transaction may
 * hold a vacuum, so it goes past the product's own door; the embedded database must be closed.
 */
export async function vacuum({ config }: TestInstallation): Promise<void> {
  if (config.engine === 'postgres') {
    if (config.ownerUrl === null) throw new Error('the owner of the schema is not connected')
    const client = new pg.Client({ connectionString: config.ownerUrl })
    await client.connect()
    await client.query('vacuum analyze').finally(() => client.end())
  } else {
    const dataDir = join(config.dataDirectory, 'postgres')
    const embedded = await PGlite.create({ dataDir, extensions: { postgis } })
    await embedded.exec('vacuum analyze').finally(() => embedded.close())
  }
}
