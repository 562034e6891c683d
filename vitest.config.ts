import { totalmem } from 'node:os'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

import { findPostgres } from './tests/support/postgres-server.ts'
import { skippedBanner } from './tests/support/skipped.ts'

const postgres = findPostgres()
if (!postgres.found) console.warn(skippedBanner('database tests on PostgreSQL', postgres.reason))

/** Of the machine, or of the container that is all of it one may use. */
const memoryBytes = Math.min(totalmem(), process.constrainedMemory() || Infinity)
/**
 * A test file on the embedded engine takes up to 1.3 GB, the one that has it run out of memory 2.5 GB: two at once on a
 * machine with less than this and the system ends one of them.
 */
const enoughForTwoBytes = 6e9

const integration = (engine: 'embedded' | 'postgres') => ({
  extends: true as const,
  test: {
    name: engine,
    include: ['tests/integration/**/*.test.ts'],
    // What only one engine has (a data directory, say) is tested in files that begin with its name.
    exclude: [`tests/integration/${engine === 'embedded' ? 'postgres' : 'embedded'}*.test.ts`],
    globalSetup: [`tests/support/${engine}-setup.ts`],
    env: { ENGINE: engine },
    // Either engine fills a core a file; both are kept to the two cores of a small machine.
    maxWorkers: engine === 'embedded' && memoryBytes < enoughForTwoBytes ? 1 : 2,
    // Many times what the slowest takes on a quiet machine: they are there to end a hang.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
})

export default defineConfig({
  plugins: [svelte()],
  test: {
    maxWorkers: 2,
    env: { TZ: 'UTC', LOG_LEVEL: 'error' },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'db/**/*.test.ts', 'tests/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      integration('embedded'),
      ...(postgres.found ? [integration('postgres')] : []),
    ],
  },
})
