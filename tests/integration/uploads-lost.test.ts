import sql from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { discardUpload, importUpload } from '#lib/uploads/commands.server.ts'
import { readChunks } from '#lib/uploads/file-copy.server.ts'
import { uploadJobs } from '#lib/uploads/jobs.server.ts'
import { maximumUploadBytes } from '#lib/uploads/limit.ts'
import { receiveUploads } from '#lib/uploads/receiving.server.ts'
import { fileForm, type SentForm } from '../support/forms.ts'
import { crimes, openUploads, remarkHeading, remarkRows, remarks } from '../support/uploads.ts'

const { code, database, clock, passHours, sent, again, work, tried, count, remarksHere, chunksHere } =
  await openUploads()

describe('what comes wrong leaves nothing behind', () => {
  const refusal = async (form: SentForm | Promise<SentForm>) =>
    receiveUploads(database, code, await form, clock).then(
      () => null,
      (error: { code?: string }) => error.code ?? error,
    )

  test.each([1_200_000, 200])('a transfer that breaks off after %d bytes', async (bytes) => {
    const form = fileForm({ kind: 'remarks' }, { 'a.csv': remarks.repeat(10_000) }, bytes)
    expect(await refusal(form)).toBe('invalid-file')
    expect(await chunksHere()).toBe(0)
    expect(await count('municipality', sql`select count(*)::int as n from upload where state = 'receiving'`)).toBe(0)
  })

  test('no file, an empty one, one that is too large, or of no kind', async () => {
    const one = (fields: Record<string, string>, content = remarks) => fileForm(fields, { 'a.csv': content })
    expect(await refusal(fileForm({ kind: 'remarks' }, {}))).toBe('invalid-file')
    expect(await refusal(one({ kind: 'remarks' }, ''))).toBe('invalid-file')
    expect(await refusal(one({ kind: 'secrets' }))).toBe('invalid-parameter')
    const { body, headers } = await one({ kind: 'remarks' })
    const stated = new Headers(headers)
    stated.set('content-length', String(maximumUploadBytes * 2))
    expect(await refusal({ body, headers: stated })).toBe('too-large')
    expect(await chunksHere()).toBe(0)
  })

  test('a file that is no table stays, with words that say why', async () => {
    const upload = await sent('remarks', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254, 0, 7]), 'bild.csv')
    expect(upload).toMatchObject({ state: 'examined', examination: null, problem: { code: 'invalid-file' } })
    await discardUpload(database, upload, clock)
    expect(await again(upload)).toMatchObject({ state: 'discarded', problem: null })
  })
})

test('a process that dies between the import and the telling of it leaves one import', async () => {
  const ready = await tried(await sent('remarks', remarks.replaceAll('2026-03', '2026-04'), 'april.csv'), {
    Berättelse: 'words',
  })
  await importUpload(database, ready, { acceptPartial: false }, clock)
  const imports = sql`select count(*)::int as n from import where file_name = 'april.csv'`
  // The import is done, and the update that says so is lost: the same job comes once more.
  const rewind = (db: Parameters<Parameters<typeof database.withContext>[1]>[0]) =>
    db.execute(sql`
      update upload set state = 'importing', outcome = null, changed_at = ${clock.now()} where id = ${ready.id}
    `)
  const jobs = uploadJobs(database, clock)
  const job = { id: ready.id, kind: 'upload.import', workKey: ready.id, side: 'municipality' as const, attempts: 1 }
  const payload = { municipalityCode: code, uploadId: ready.id }
  const parts: Uint8Array[] = []
  for await (const bytes of readChunks(database, ready, 'file')) parts.push(bytes)
  await jobs['upload.import']?.run({ ...job, payload }, new AbortController().signal)
  expect(await count('municipality', imports)).toBe(1)
  await database.withContext({ role: 'import_worker', municipalityCodes: [code], access: 'write' }, async (db) => {
    await rewind(db)
    for (const [part, bytes] of parts.entries()) {
      await db.execute(sql`
        insert into upload_chunk (municipality_code, upload_id, content, part, bytes)
        values (${code}, ${ready.id}, 'file', ${part}, ${bytes})
      `)
    }
  })
  await jobs['upload.import']?.run({ ...job, attempts: 2, payload }, new AbortController().signal)
  expect(await count('municipality', imports)).toBe(1)
  expect(await again(ready)).toMatchObject({ state: 'done', outcome: { report: { added: 3, alreadyPresent: 0 } } })
})

test('a server that is stopped in an import leaves nothing of it, and the job is done later', async () => {
  const many = `${remarkHeading}\n${Array.from({ length: 9000 }, (_, row) => remarkRows[0].replace('tunneln', `tunnel ${row}`)).join('\n')}`
  const ready = await tried(await sent('remarks', many, 'många.csv'), { Berättelse: 'words' })
  const before = await remarksHere()
  await importUpload(database, ready, { acceptPartial: false }, clock)
  const stopping = new AbortController()
  const jobs = uploadJobs(database, clock)
  const payload = { municipalityCode: code, uploadId: ready.id }
  const job = {
    id: ready.id,
    kind: 'upload.import',
    workKey: ready.id,
    side: 'municipality' as const,
    attempts: 1,
    payload,
  }
  stopping.abort()
  await expect(jobs['upload.import']?.run(job, stopping.signal)).rejects.toMatchObject({ name: 'AbortError' })
  expect(await again(ready)).toMatchObject({ state: 'importing' })
  expect(await remarksHere()).toBe(before)
  await work()
  expect(await again(ready)).toMatchObject({ state: 'done' })
  expect(await remarksHere()).toBe(before + 9000)
})

test('a file that nobody has touched for a day is thrown away, and so is half of one', async () => {
  const upload = await sent('remarks', remarks)
  const crime = await sent('crimes', crimes, 'brott.csv')
  await database.withContext({ role: 'import_worker', municipalityCodes: [code], access: 'write' }, (db) =>
    db.execute(sql`
      update upload set state = 'receiving' where id = ${upload.id}
    `),
  )
  const kept = await sent('remarks', remarks, 'senare.csv')
  passHours(2)
  await work()
  await expect(again(upload)).rejects.toMatchObject({ code: 'not-found' })
  expect(await again(crime)).toMatchObject({ state: 'examined' })
  passHours(23)
  await work()
  for (const late of [crime, kept]) {
    expect(await again(late)).toMatchObject({ state: 'expired', examination: null })
  }
  expect(await chunksHere()).toBe(0)
  passHours(31 * 24)
  await work()
  await expect(again(kept)).rejects.toMatchObject({ code: 'not-found' })
})
