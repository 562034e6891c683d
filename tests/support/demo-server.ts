import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * What the browser tests run against: `npm run demo` in a data directory of its own, which goes when the server goes.
 * Takes PORT from the environment.
 */
const root = resolve(import.meta.dirname, '../..')
const dataDirectory = mkdtempSync(join(tmpdir(), 'fokuskartan-browser-'))
const own = new Set(['DATABASE_URL', 'DATABASE_URL_POLICE', 'DATABASE_URL_OWNER', 'BASEMAP_STYLE', 'BASEMAP_PMTILES'])
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.has(name)))

const server = spawn(process.execPath, [join(root, 'scripts/demo.ts')], {
  cwd: root,
  env: { ...environment, DATA_DIR: dataDirectory, LOG_LEVEL: 'error' },
  stdio: ['ignore', 'inherit', 'inherit'],
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => server.kill(signal))
server.once('exit', (code) => {
  rmSync(dataDirectory, { recursive: true, force: true })
  process.exit(code ?? 1)
})
