import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

import { findPostgres } from './tests/support/postgres-server.ts'
import { skippedBanner } from './tests/support/skipped.ts'

const postgres = findPostgres()
if (!postgres.found) console.warn(skippedBanner('database tests on PostgreSQL', postgres.reason))

const integration = (engine: 'embedded' | 'postgres') => ({
  extends: true as const,
  test: {
    name: engine,
    include: ['tests/integration/**/*.test.ts'],
    // What only one engine has (a data directory, say) is tested in files that begin with its name.
    exclude: [`tests/integration/${engine === 'embedded' ? 'postgres' : 'embedded'}*.test.ts`],
    globalSetup: [`tests/support/${engine}-setup.ts`],
    env: { ENGINE: engine },
    // The embedded engine fills a core and up to 1.3 GB a file; both engines are kept to the two cores of a small machine.
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
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
          testTimeout: 60_000,
        },
      },
      integration('embedded'),
      ...(postgres.found ? [integration('postgres')] : []),
    ],
  },
})
