import { mkdtempSync, rmSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { afterAll, describe, expect, it } from 'vitest'

import { EmbeddedDatabase } from '#lib/database/embedded.server.ts'
import { checkDatabase } from '#lib/database/health.server.ts'
import { takeWriterLock } from '#lib/database/writer-lock.server.ts'
import { createTestInstallation } from '../support/database.ts'

// What only the embedded engine has: one directory, one writer, a disk of its own.
describe('the embedded engine', () => {
  it('refuses a second opener of its directory in words, and a new one once the first has closed', async () => {
    const { environment } = await createTestInstallation()
    const dataDirectory = environment['DATA_DIR'] ?? ''
    const first = await EmbeddedDatabase.open({ dataDirectory })
    await expect(EmbeddedDatabase.open({ dataDirectory })).rejects.toMatchObject({ code: 'data-directory-in-use' })
    await first.close()
    const second = await EmbeddedDatabase.open({ dataDirectory })
    await second.close()
  })

  it('is free again as soon as the process that held it is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-lock-'))
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { takeWriterLock } from '#lib/database/writer-lock.server.ts'
         takeWriterLock(process.argv[1]); console.log('held'); setInterval(() => {}, 1000)`,
        folder,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    expect(() => takeWriterLock(folder)).toThrow(expect.objectContaining({ code: 'data-directory-in-use' }))
    holder.kill('SIGKILL')
    await new Promise((resolve) => holder.once('exit', resolve))
    takeWriterLock(folder).release()
  })

  it('refuses writes with 507 when the disk is nearly full, still reads, and says so in its health', async () => {
    const { environment } = await createTestInstallation()
    const readFreeBytes = () => Promise.resolve(199 * 1024 * 1024)
    const database = await EmbeddedDatabase.open({ dataDirectory: environment['DATA_DIR'] ?? '', readFreeBytes })
    try {
      const context = { role: 'kommun_request', municipalityCodes: [] } as const
      const write = database.withContext({ ...context, access: 'write' }, (db) => db.query(sql`select 1`))
      await expect(write).rejects.toMatchObject({ code: 'disk-full', status: 507 })
      const read = database.withContext({ ...context, access: 'read' }, (db) => db.query(sql`select 1 as one`))
      expect(await read).toEqual([{ one: 1 }])
      const checks = await checkDatabase(database, new Date())
      expect(checks).toMatchObject({ disk: { ok: false }, write: { ok: false, problem: 'disk-full' } })
    } finally {
      await database.close()
    }
  })
})
