import { randomBytes } from 'node:crypto'
import type { TestProject } from 'vitest/node'

import { createLogins, createTemplate, dropEverything } from './installation.ts'
import { findPostgres, startPostgres } from './postgres-server.ts'

/** A server, its logins and one migrated template database for all test files; all of it gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = findPostgres()
  if (!found.found) throw new Error(found.reason)
  const server = await startPostgres(found)
  try {
    const prefix = `fokuskartan_test_${randomBytes(4).toString('hex')}_`
    const password = randomBytes(12).toString('hex')
    const testServer = { engine: 'postgres', adminUrl: server.adminUrl, prefix, password } as const
    await createLogins(testServer)
    await createTemplate(testServer)
    project.provide('testServer', testServer)
    return async () => {
      await dropEverything(testServer)
      await server.stop()
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}
