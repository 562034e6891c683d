import type { MultiPolygon } from 'geojson'
import sql from 'sql-template-tag'
import { afterAll, inject } from 'vitest'

import type { Database } from '#lib/database/database.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import { createInstallation, type TestInstallation, type TestServer } from './installation.ts'
import { killRunning, runScript, type Ended, type Run } from './killed-process.ts'
import { untilDisconnected } from './postgres-connections.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

/**
 * An empty, migrated database of this test file's own, on the engine of its project (`embedded` or `postgres`), closed
 * and removed after the file. Call it at the top of the file or of a `describe`:
 *
 *     const database = await openTestDatabase()
 *
 * On PostgreSQL it is opened as the product opens it, by three NOINHERIT logins of which none is a superuser.
 */
export async function openTestDatabase(): Promise<Database> {
  const installation = await createInstallation(inject('testServer'))
  try {
    const database = await openDatabase(installation.config)
    afterAll(async () => {
      await database.close()
      await installation.remove()
    })
    return database
  } catch (error) {
    await installation.remove()
    throw error
  }
}

/** The same, not opened: for tests that start commands, kill them, or open it more than once. */
export async function createTestInstallation(): Promise<TestInstallation> {
  const installation = await createInstallation(inject('testServer'))
  afterAll(async () => {
    killRunning()
    await installation.remove()
  })
  return installation
}

/**
 * Runs a script on an installation, to its end or until it is killed. When it answers, nothing of it is at work in the
 * database any more: a server may be committing what a process had sent before it was killed.
 */
export async function runScriptOn(
  { config, environment }: TestInstallation,
  run: Omit<Run, 'environment'>,
): Promise<Ended> {
  const ended = await runScript({ ...run, environment })
  if (config.engine === 'postgres') await untilDisconnected(config.municipalityUrl)
  return ended
}

export interface TestMunicipality {
  code: string
  name: string
  slug: string
  boundary: MultiPolygon
}

/** Adds a municipality, or gives the one with this code the new name, slug and boundary. */
export async function addTestMunicipality(database: Database, municipality: TestMunicipality): Promise<void> {
  const { code, name, slug, boundary } = municipality
  await database.withContext({ role: 'import_worker', municipalityCodes: [code], access: 'write' }, (db) =>
    db.execute(sql`
      insert into municipality (code, name, slug, boundary, updated_at)
      values (
        ${code}, ${name}, ${slug},
        st_setsrid(st_geomfromgeojson(${JSON.stringify(boundary)}), 4326), ${new Date('2026-01-01T00:00:00Z')}
      )
      on conflict (code) do update
        set name = excluded.name, slug = excluded.slug, boundary = excluded.boundary
    `),
  )
}

/** A boundary for tests: the box between two longitudes and two latitudes. */
export function boxBoundary(west: number, south: number, east: number, north: number): MultiPolygon {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return { type: 'MultiPolygon', coordinates: [[ring]] }
}
