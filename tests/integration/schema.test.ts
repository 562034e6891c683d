import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

import { readSchemaText } from '#lib/database/schema-text.server.ts'
import { openTestDatabase } from '../support/database.ts'

const database = await openTestDatabase()

test('db/schema.sql is what migrations/ makes on this engine (else: npm run db:dump)', async () => {
  const written = readFileSync(resolve(import.meta.dirname, '../../db/schema.sql'), 'utf8')
  expect(await database.asOwner(readSchemaText)).toBe(written)
})
