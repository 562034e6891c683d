import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { describe, expect, it, onTestFinished } from 'vitest'

import { EmbeddedDatabase } from '#lib/database/embedded.server.ts'
import { checkDatabase } from '#lib/database/health.server.ts'
import { takeWriterLock } from '#lib/database/writer-lock.server.ts'
import { createTestInstallation } from '../support/database.ts'

const reading = { role: 'kommun_request', municipalityCodes: [], access: 'read' } as const
const writing = { role: 'kommun_request', municipalityCodes: [], access: 'write' } as const
const probe = sql`
  insert into app.write_probe (id, written_at) values (1, now()) on conflict (id) do update set written_at = now()
`

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
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const holder = spawn(
      process.execPath,
      [
        '--expose-gc',
        '--input-type=module',
        '-e',
        `import { takeWriterLock } from '#lib/database/writer-lock.server.ts'
         takeWriterLock(process.argv[1]); await new Promise(setImmediate); gc()
         console.log('held'); setInterval(() => {}, 1000)`,
        folder,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    onTestFinished(() => void holder.kill('SIGKILL'))
    const ended = once(holder, 'exit')
    const said = once(holder.stdout, 'data').then(String)
    expect(await Promise.race([said, ended.then(() => 'ended')])).toBe('held\n')
    expect(() => takeWriterLock(folder)).toThrow(expect.objectContaining({ code: 'data-directory-in-use' }))
    holder.kill('SIGKILL')
    await ended
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

  it('stops a transaction that fills the disk on its way, and leaves nothing of it', async () => {
    const { environment } = await createTestInstallation()
    let freeBytes = 300 * 1024 * 1024
    const readFreeBytes = () => Promise.resolve(freeBytes)
    const database = await EmbeddedDatabase.open({ dataDirectory: environment['DATA_DIR'] ?? '', readFreeBytes })
    try {
      const filling = database.withContext(writing, async (db) => {
        await db.execute(probe)
        freeBytes = 100 * 1024 * 1024
        await new Promise((resolve) => setTimeout(resolve, 300))
        await db.execute(probe)
      })
      await expect(filling).rejects.toMatchObject({ code: 'disk-full' })
      const read = database.withContext(reading, (db) => db.query(sql`select 1 from app.write_probe`))
      expect(await read).toEqual([])
    } finally {
      await database.close()
    }
  })

  it('never says it has saved what a panic of the engine threw away, and works again afterwards', async () => {
    const { environment } = await createTestInstallation()
    const database = await EmbeddedDatabase.open({ dataDirectory: environment['DATA_DIR'] ?? '' })
    try {
      const panicking = database.withContext(writing, async (db) => {
        await db.execute(probe)
        await db.query(sql`
          select ST_AsText(ST_Buffer(ST_Collect(ST_MakePoint(n % 1000, n / 1000)), 5, 64)) from generate_series(1, 200000) n
        `)
      })
      const said = await panicking.then(
        () => 'saved',
        () => 'refused',
      )
      const rows = await database.withContext(reading, (db) => db.query(sql`select 1 from app.write_probe`))
      expect({ said, rows: rows.length }).toEqual(
        said === 'saved' ? { said: 'saved', rows: 1 } : { said: 'refused', rows: 0 },
      )
    } finally {
      await database.close()
    }
  })
})
