import { randomBytes } from 'node:crypto'
import { constants, cpSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'

import { migrate } from '#lib/database/migrate.server.ts'
import { openDatabase } from '#lib/database/open.server.ts'
import type { DatabaseConfig } from '#lib/platform/config.ts'

/** What the global setup hands to every test file. */
export type TestServer =
  { engine: 'embedded'; template: string } | { engine: 'postgres'; adminUrl: string; prefix: string; password: string }

type PostgresTestServer = Extract<TestServer, { engine: 'postgres' }>

/** A migrated, empty database of its own, not opened yet: for `openDatabase`, or for a command in a child process. */
export interface TestInstallation {
  config: DatabaseConfig
  /** What a command needs in its environment to work on it. */
  environment: Record<string, string>
  remove(): Promise<unknown>
}

export async function createInstallation(server: TestServer): Promise<TestInstallation> {
  return server.engine === 'embedded' ? copyDirectory(server.template) : copyDatabase(server)
}

function copyDirectory(template: string): TestInstallation {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'fokuskartan-test-'))
  cpSync(template, dataDirectory, { recursive: true, mode: constants.COPYFILE_FICLONE })
  return {
    config: { engine: 'embedded', dataDirectory },
    environment: { DATA_DIR: dataDirectory },
    remove: () => rm(dataDirectory, { recursive: true, force: true }),
  }
}

async function copyDatabase(server: PostgresTestServer): Promise<TestInstallation> {
  const name = `${server.prefix}${randomBytes(4).toString('hex')}`
  const owner = loginName(server, 'owner')
  await asAdmin(server, [`create database ${name} template ${templateName(server)} owner ${owner}`])
  const config = configOf(server, name)
  return {
    config,
    environment: {
      DATABASE_URL: config.municipalityUrl,
      DATABASE_URL_POLICE: config.policeUrl,
      DATABASE_URL_OWNER: config.ownerUrl ?? '',
    },
    remove: () => asAdmin(server, [`drop database if exists ${name} with (force)`]),
  }
}

/** Fills an empty folder with a migrated embedded database. */
export async function makeMigratedDirectory(dataDirectory: string): Promise<void> {
  await migrateAndClose({ engine: 'embedded', dataDirectory })
}

/** The request roles and the three logins, by the very file the README tells an operator to run. */
export async function createLogins(server: PostgresTestServer): Promise<void> {
  const file = readFileSync(resolve(import.meta.dirname, '../../db/logins.sql'), 'utf8')
  const logins = file.replaceAll(/fokuskartan_(?=owner|municipality|police)/g, server.prefix)
  const passwords = (['owner', 'municipality', 'police'] as const).map(
    (side) => `alter role ${loginName(server, side)} password '${server.password}'`,
  )
  await asAdmin(server, [logins, ...passwords])
}

/** As the README says: the owner's database with PostGIS made by the administrator, migrated by the owner. */
export async function createTemplate(server: PostgresTestServer): Promise<void> {
  const name = templateName(server)
  const owner = loginName(server, 'owner')
  await asAdmin(server, [`create database ${name} owner ${owner}`])
  await asAdmin(server, ['create extension postgis', `alter schema public owner to ${owner}`], name)
  await migrateAndClose(configOf(server, name))
}

export async function dropEverything(server: PostgresTestServer): Promise<void> {
  const databases = await asAdmin(server, [
    `select format('drop database %I with (force)', datname) as drop from pg_database where datname like '${server.prefix}%'`,
  ])
  const drops = databases.map((row) => String(row.drop))
  const logins = (['owner', 'municipality', 'police'] as const).map((side) => `drop role ${loginName(server, side)}`)
  await asAdmin(server, [...drops, ...logins])
}

async function migrateAndClose(config: DatabaseConfig): Promise<void> {
  const database = await openDatabase(config)
  try {
    await migrate(database)
  } finally {
    await database.close()
  }
}

function configOf(server: PostgresTestServer, database: string) {
  const url = (side: 'owner' | 'municipality' | 'police') =>
    addressOf(server.adminUrl, database, { user: loginName(server, side), password: server.password })
  return {
    engine: 'postgres' as const,
    municipalityUrl: url('municipality'),
    policeUrl: url('police'),
    ownerUrl: url('owner'),
  }
}

const templateName = (server: PostgresTestServer) => `${server.prefix}template`

export function loginName(server: PostgresTestServer, side: 'owner' | 'municipality' | 'police'): string {
  return `${server.prefix}${side}`
}

function addressOf(adminUrl: string, database: string, login?: { user: string; password: string }): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  if (login !== undefined) Object.assign(url, { username: login.user, password: login.password })
  return url.href
}

/** Each statement on its own, so that `create database` can be one; answers the rows of the last. */
async function asAdmin(
  server: PostgresTestServer,
  statements: readonly string[],
  database?: string,
): Promise<Record<string, unknown>[]> {
  const connectionString = database === undefined ? server.adminUrl : addressOf(server.adminUrl, database)
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    let rows: Record<string, unknown>[] = []
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}
