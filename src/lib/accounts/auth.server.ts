import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { Kysely, PostgresDialect } from 'kysely'
import { v7 as uuidv7 } from 'uuid'

import type { Database } from '#lib/database/database.ts'
import { log } from '#lib/platform/log.server.ts'
import { hashPassword, verifyPassword } from './password.server.ts'
import { secretOf } from './secret.server.ts'
import { StatementPool } from './statement-pool.server.ts'

/**
 * better-auth keeps people, credentials, sessions and what waits for an answer, over our own database and tables. Its HTTP
 * handler is not mounted: every address is ours, and says who is let in. See docs/decisions/0023-accounts-apart.md.
 */
function optionsOf(database: Database, secret: string) {
  const kysely = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: new PostgresDialect({ pool: new StatementPool(database) }),
  })
  return {
    appName: 'Fokuskartan',
    baseURL: 'http://127.0.0.1',
    secret,
    telemetry: { enabled: false },
    logger: { log: (level, message) => log[level === 'error' ? 'error' : 'debug']({ from: 'better-auth' }, message) },
    database: { db: kysely, type: 'postgres', schemaName: 'accounts', transaction: true },
    advanced: {
      // Of its columns we leave out those for pictures, network addresses and other services' tokens; a test of ours goes
      // through all that it is asked for.
      database: { generateId: () => uuidv7(), validateSchema: false },
      ipAddress: { disableIpTracking: true },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      password: { hash: hashPassword, verify: ({ password, hash }) => verifyPassword(password, hash) },
    },
    user: { modelName: 'person', fields: { ...times, emailVerified: 'email_verified' } },
    session: {
      fields: { ...times, ...ending, userId: 'person_id', userAgent: 'user_agent' },
    },
    account: {
      modelName: 'credential',
      fields: { ...times, userId: 'person_id', providerId: 'provider_id', accountId: 'account_id' },
    },
    verification: { fields: { ...times, ...ending } },
    // Of whom a session is stands in it; from where, nobody needs to know.
    databaseHooks: {
      session: {
        create: { before: (session) => Promise.resolve({ data: { ...session, ipAddress: undefined as never } }) },
      },
    },
  } satisfies BetterAuthOptions
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const
const ending = { expiresAt: 'expires_at' } as const

type Auth = Awaited<ReturnType<typeof openAuth>>
const opened = new WeakMap<Database, Promise<Auth>>()

async function openAuth(database: Database) {
  const secret = (await secretOf(database)).keyFor('two-factor').toString('hex')
  return (await betterAuth(optionsOf(database, secret)).$context).internalAdapter
}

/** better-auth's own questions about people, credentials and sessions: one set of them a database. */
export function authOf(database: Database): Promise<Auth> {
  const known = opened.get(database)
  if (known !== undefined) return known
  const opening = openAuth(database).catch((error: unknown) => {
    opened.delete(database)
    throw error
  })
  opened.set(database, opening)
  return opening
}
