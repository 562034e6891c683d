import { defineConfig } from '@playwright/test'

import { findBrowser } from './tests/support/browser.ts'
import { freePort } from './tests/support/free-port.ts'

// Playwright reads this file again in every worker process; the environment hands them the first one's port.
process.env['BROWSER_TEST_PORT'] ??= String(await freePort())
const port = process.env['BROWSER_TEST_PORT']
const address = `http://127.0.0.1:${port}`

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results/browser',
  // Software WebGL fills a core; two maps at once on a small machine are slower than one after the other.
  workers: 1,
  timeout: 180_000,
  // Within the limit of the step, so that it is told which test was at it.
  globalTimeout: 720_000,
  expect: { timeout: 40_000 },
  forbidOnly: process.env['CI'] !== undefined,
  use: {
    baseURL: address,
    locale: 'sv-SE',
    timezoneId: 'Europe/Stockholm',
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: await findBrowser(),
  },
  webServer: {
    command: 'node tests/support/demo-server.ts',
    url: `${address}/readyz`,
    env: { PORT: port },
    timeout: 480_000,
    stdout: 'pipe',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
  },
})
