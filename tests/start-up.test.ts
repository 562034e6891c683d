import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

import { killRunning, runScript } from './support/killed-process.ts'

/** What stops a start is said in both languages, with exit code 1 and without a stack. */

const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-start-'))
afterAll(() => {
  killRunning()
  rmSync(folder, { recursive: true, force: true })
})

async function refusal(script: string, environment: Record<string, string>): Promise<string> {
  const { exitCode, errors } = await runScript({ command: script.split(' '), environment })
  expect(exitCode, errors).toBe(1)
  expect(errors).not.toMatch(/\n\s+at |node:internal/)
  return errors
}

test.concurrent.each([
  [{ PORT: 'abc' }, 'PORT ska vara ett heltal från 1 till 65535.', 'PORT must be a whole number from 1 to 65535.'],
  [{ PORT: '65536' }, 'PORT ska vara ett heltal', 'PORT must be a whole number'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL ska vara fatal, error', 'LOG_LEVEL must be fatal, error'],
  [{ ORIGIN: 'karta' }, 'ORIGIN ska vara en fullständig adress', 'ORIGIN must be a whole address'],
  [{ ORIGIN: 'ftp://karta.example' }, 'ORIGIN ska vara en fullständig adress', 'ORIGIN must be a whole address'],
  [
    { DATABASE_URL: 'postgres://kommun:hemligt@[fel/fokuskartan' },
    'DATABASE_URL ska vara en adress som postgres://',
    'DATABASE_URL must be an address like postgres://',
  ],
] as [Record<string, string>, string, string][])('%o', async (environment, sv, en) => {
  const said = await refusal('scripts/start.ts', environment)
  expect(said).toContain(sv)
  expect(said).toContain(en)
  expect(said).not.toContain('hemligt')
})

test.each(['scripts/start.ts', 'scripts/demo.ts'])('%s: a port in use', async (script) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const address = server.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const said = await refusal(script, { PORT: port, DATA_DIR: join(folder, 'unused') })
    expect(said).toContain(`Port ${port} används redan av ett annat program.`)
    expect(said).toContain(`Port ${port} is already used by another program.`)
  } finally {
    server.close()
  }
})

describe('a data directory that cannot be used', () => {
  test('a file in its place', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    for (const directory of [file, join(file, 'inside')]) {
      const said = await refusal('scripts/verify.ts counts', { DATA_DIR: directory })
      expect(said).toContain('där ligger en fil och inte en mapp')
      expect(said).toContain('Datakatalogen (DATA_DIR) går inte att använda.')
      expect(said).toContain('The data directory (DATA_DIR) cannot be used.')
    }
  })

  test('a lock file that is something else is not another process', async () => {
    const directory = mkdtempSync(join(folder, 'garbage-'))
    writeFileSync(
      join(directory, 'writer.lock'),
      'this is no lock file at all, and long enough to be looked at'.repeat(20),
    )
    const said = await refusal('scripts/verify.ts counts', { DATA_DIR: directory })
    expect(said).toContain('writer.lock: the file is damaged, or is something else')
    expect(said).not.toContain('Another process')
  })
})

test('an empty LOG_LEVEL is the usual one', async () => {
  const { exitCode, errors } = await runScript({
    command: ['scripts/start.ts', '--help'],
    environment: { LOG_LEVEL: '' },
  })
  expect(exitCode, errors).toBe(0)
  const child = await runScript({
    command: [
      '--input-type=module',
      '-e',
      "await import('#lib/platform/log.server.ts'); console.log('there is a log')",
    ],
    environment: { LOG_LEVEL: '' },
  })
  expect(child.output).toContain('there is a log')
})
