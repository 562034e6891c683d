import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'

import { getConfig } from '#lib/database/instance.server.ts'
import type { Database } from '#lib/database/database.ts'
import { insertSecret, selectSecret } from './secret-queries.server.ts'
import { accountsContext } from './statement-pool.server.ts'

/** What the installation signs and encrypts with; two purposes never share a key. */
export interface Secret {
  keyFor(purpose: 'session' | 'second-step' | 'two-factor' | 'rate-limit' | 'oidc'): Buffer
}

const secrets = new WeakMap<Database, Promise<Secret>>()

/** AUTH_SECRET, else one that is made once and kept in the database. */
export function secretOf(database: Database): Promise<Secret> {
  const known = secrets.get(database)
  if (known !== undefined) return known
  const reading = readSecret(database).catch((error: unknown) => {
    secrets.delete(database)
    throw error
  })
  secrets.set(database, reading)
  return reading
}

async function readSecret(database: Database): Promise<Secret> {
  const given = getConfig().authSecret
  const secret = given === undefined ? await keptSecret(database) : Buffer.from(given)
  const keys = new Map<string, Buffer>()
  return {
    keyFor(purpose) {
      const key = keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, '', `fokuskartan ${purpose}`, 32))
      keys.set(purpose, key)
      return key
    },
  }
}

async function keptSecret(database: Database): Promise<Uint8Array> {
  const name = 'auth'
  const kept = await database.withContext(accountsContext('read'), (db) => selectSecret(db, name))
  if (kept !== null) return kept
  return database.withContext(accountsContext('write'), async (db) => {
    await insertSecret(db, name, randomBytes(32))
    const made = await selectSecret(db, name)
    if (made === null) throw new Error('the secret was not kept')
    return made
  })
}

/** A value that nobody else could have written: itself and its HMAC. */
export function sign(value: string, key: Buffer): string {
  return `${value}.${createHmac('sha256', key).update(value).digest('base64url')}`
}

/** Null for what was not signed with the key. */
export function readSigned(signed: string, key: Buffer): string | null {
  const dot = signed.lastIndexOf('.')
  if (dot < 1) return null
  const value = signed.slice(0, dot)
  const [given, right] = [Buffer.from(signed), Buffer.from(sign(value, key))]
  return given.length === right.length && timingSafeEqual(given, right) ? value : null
}
