import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'

import sql from 'sql-template-tag'
import { beforeEach, describe, expect, test } from 'vitest'

import type { Side } from '#lib/database/database.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import { applyForm } from '#lib/uploads/form.server.ts'
import { discardUpload, importUpload, openUpload, tryUpload } from '#lib/uploads/commands.server.ts'
import { readChunks } from '#lib/uploads/file-copy.server.ts'
import { findUpload, listOpenUploads } from '#lib/uploads/finding.server.ts'
import { uploadJobs } from '#lib/uploads/jobs.server.ts'
import { maximumUploadBytes } from '#lib/uploads/limit.ts'
import { readProgress } from '#lib/uploads/progress.server.ts'
import { receiveUploads } from '#lib/uploads/receiving.server.ts'
import { answerRefusals } from '#lib/uploads/refusal-file.server.ts'
import { versionOf, type Upload } from '#lib/uploads/upload.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { fileForm, type SentForm } from '../support/forms.ts'

const code = '9120'
const database = await openTestDatabase()
await addTestMunicipality(database, {
  code,
  name: 'Uppladdningen',
  slug: 'uppladdningen',
  boundary: boxBoundary(17, 59, 18, 60),
})

let now = new Date('2026-05-01T12:00:00Z')
const clock = { now: () => now }
const passHours = (hours: number) => (now = new Date(now.getTime() + hours * 3_600_000))

const remarkHeading = 'Tema;Känsla;Berättelse;Inkom;N;E'
/** SWEREF 99 TM: in the municipality, in it, far outside it. */
const remarkRows = [
  'Belysning;otrygg;Mörkt vid tunneln;2026-03-01;6598000,5;642000,5',
  'Trafik;trygg;Bra överfart;2026-03-02;6598100;642100',
  'Trafik;otrygg;Långt bort;2026-03-03;6398100;542100',
]
const remarks = [remarkHeading, ...remarkRows, ''].join('\n')
const crimes = 'Brottstyp,Datum,Longitud,Latitud\nCykelstöld,2026-03-01,17.5,59.5\nKlotter,2026-03-02,17.6,59.6\n'

const received = async (fields: Record<string, string>, files: Record<string, string | Uint8Array>) => {
  const { uploads } = await receiveUploads(database, code, await fileForm(fields, files), clock)
  return Promise.all(uploads.map(({ id }) => openUpload(database, code, id, clock)))
}

async function sent(kind: string, content: string | Uint8Array, name = 'synpunkter.csv'): Promise<Upload> {
  const [upload] = await received({ kind, trial: 'yes' }, { [name]: content })
  if (upload === undefined) throw new Error('nothing came')
  return upload
}

const again = ({ id }: Upload) => findUpload(database, code, id)
const work = () => new JobRunner(database, uploadJobs(database, clock), clock).runDue()

/** As the page's form would send it: every column as it is shown, but for what a person has changed. */
function correction({ examination, ...upload }: Upload, changes: Record<string, string>): FormData {
  const form = new FormData()
  form.set('version', versionOf(upload))
  examination?.columns.forEach(({ column, field }, index) =>
    form.set(`column.${index}`, changes[column] ?? field ?? ''),
  )
  for (const [name, value] of Object.entries(changes)) form.set(name, value)
  return form
}

async function tried(upload: Upload, changes: Record<string, string> = {}): Promise<Upload> {
  await applyForm(database, upload, 'try', correction(upload, changes), clock)
  await work()
  return again(upload)
}

async function count(side: Side, statement: ReturnType<typeof sql>): Promise<number> {
  const role = side === 'police' ? 'police_request' : 'kommun_request'
  const [row] = await database.withContext({ role, municipalityCodes: [code], access: 'read' }, (db) =>
    db.query<{ n: number }>(statement),
  )
  return row?.n ?? -1
}
const remarksHere = () =>
  count('municipality', sql`select count(*)::int as n from remark where municipality_code = ${code}`)
const chunksHere = async () =>
  (await count('municipality', sql`select count(*)::int as n from upload_chunk where municipality_code = ${code}`)) +
  (await count('police', sql`select count(*)::int as n from police.upload_chunk where municipality_code = ${code}`))
const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`fokuskartan-upload-${process.pid}-`))

beforeEach(() => passHours(1))

test('a file is seen on the map, corrected, tried and taken in, and is then gone', async () => {
  const upload = await sent('remarks', remarks)
  expect(upload).toMatchObject({ state: 'examined', fileName: 'synpunkter.csv', problem: null })
  expect(upload.examination?.preview.map(({ row, isOutside }) => [row, isOutside])).toEqual([
    [2, false],
    [3, false],
    [4, true],
  ])
  expect(upload.examination?.problems).toHaveLength(1)
  expect(upload.examination?.columns).toContainEqual({ column: 'Berättelse', field: null, guessed: false })
  // A file that lacks something isn't tried.
  expect(await tried(upload)).toMatchObject({ state: 'examined' })

  const ready = await tried(await again(upload), { Berättelse: 'words' })
  expect(ready).toMatchObject({
    state: 'tried',
    report: { rowsRead: 3, added: 3, outside: 1, refused: 0 },
    choice: { map: { Berättelse: 'words' } },
  })
  expect(await remarksHere()).toBe(0)

  await importUpload(database, ready, { acceptPartial: false }, clock)
  // Pressed twice.
  await importUpload(database, await again(upload), { acceptPartial: false }, clock)
  await work()
  const done = await again(upload)
  expect(done).toMatchObject({ state: 'done', examination: null, report: null, outcome: { report: { added: 3 } } })
  expect(done.outcome?.importIds).toHaveLength(1)
  expect(await remarksHere()).toBe(3)
  expect(await chunksHere()).toBe(0)
  expect(copies()).toEqual([])
  expect(await readProgress(database, 'uppladdningen', upload.id)).toEqual({ working: false, progress: null })

  // How it was read is offered for the next file with the same headings.
  const next = await sent('remarks', remarks, 'maj.csv')
  expect(next.examination?.saved).toMatchObject({ map: { Berättelse: 'words' } })
  await applyForm(database, next, 'saved', correction(next, {}), clock)
  expect(await again(next)).toMatchObject({ state: 'examined', examination: { problems: [] } })
  await discardUpload(database, await again(next), clock)
})

test('rows with faults are listed, every one as a file, and left out when a person says so', async () => {
  const broken = [
    remarkHeading.replace('Berättelse', 'Text'),
    ...remarkRows,
    'Trafik;otrygg;=1+1;igår;6598100;642200',
  ].join('\n')
  const ready = await tried(await sent('remarks', broken))
  expect(ready.report).toMatchObject({ rowsRead: 4, refused: 1, faults: [{ row: 5, value: 'igår' }] })
  const list = await (await answerRefusals(database, code, ready.id)).text()
  expect(list).toMatch(/\r\n5;Inkom;igår;.*är inte ett datum/)

  const before = await remarksHere()
  await importUpload(database, ready, { acceptPartial: false }, clock)
  await work()
  expect(await again(ready)).toMatchObject({ state: 'failed', problem: { code: 'invalid-file' } })
  expect(await remarksHere()).toBe(before)

  const retried = await tried(await again(ready))
  await importUpload(database, retried, { acceptPartial: true }, clock)
  await work()
  // The three others came with the file before.
  expect(await again(ready)).toMatchObject({
    state: 'done',
    outcome: { report: { rowsRead: 4, alreadyPresent: 3, refused: 1 } },
  })
})

test('several files of one form are several uploads, and a large one lies in pieces', async () => {
  const large = `${remarkHeading}\n${`${remarkRows[0]}\n`.repeat(40_000)}`
  const [first, second] = await received({ kind: 'remarks' }, { 'å.csv': remarks, 'b.csv': large })
  expect([first?.fileName, second?.fileName]).toEqual(['å.csv', 'b.csv'])
  expect(second?.fileBytes).toBe(Buffer.byteLength(large))
  const parts: Uint8Array[] = []
  if (second !== undefined) for await (const bytes of readChunks(database, second, 'file')) parts.push(bytes)
  expect(parts.length).toBeGreaterThan(1)
  expect(Buffer.concat(parts).toString()).toBe(large)
  const open = (await listOpenUploads(database, code)).map(({ fileName }) => fileName)
  expect(open).toEqual(expect.arrayContaining(['å.csv', 'b.csv']))
  for (const upload of [first, second]) if (upload !== undefined) await discardUpload(database, upload, clock)
  expect(await chunksHere()).toBe(0)
})

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

test('a form made of an earlier state changes nothing', async () => {
  const upload = await sent('remarks', remarks)
  const early = correction(upload, { Berättelse: 'summary' })
  passHours(0.1)
  await applyForm(database, upload, 'correct', correction(upload, { Berättelse: 'words' }), clock)
  const other = applyForm(database, await again(upload), 'correct', early, clock)
  await expect(other).rejects.toMatchObject({ code: 'conflict' })
  expect((await again(upload)).choice.map).toEqual({ Berättelse: 'words' })
  await discardUpload(database, await again(upload), clock)
})

describe("the police's files", () => {
  test('lie in schema police from the first byte, and go back there', async () => {
    const upload = await sent('crimes', crimes, 'brott.csv')
    expect(upload.side).toBe('police')
    expect(await count('municipality', sql`select count(*)::int as n from upload where id = ${upload.id}`)).toBe(0)
    await expect(count('municipality', sql`select count(*)::int as n from police.upload`)).rejects.toMatchObject({
      sqlState: '42501',
    })
    const ready = await tried(upload)
    await importUpload(database, ready, { acceptPartial: false }, clock)
    await work()
    expect(await again(upload)).toMatchObject({ state: 'done', outcome: { report: { added: 2 } } })
    expect(await count('police', sql`select count(*)::int as n from police.crime`)).toBe(2)
  })

  test('need a person to say that it is a trial, on the embedded engine', async () => {
    const form = await fileForm({ kind: 'crimes' }, { 'brott.csv': crimes })
    const attempt = receiveUploads(database, code, form, clock)
    if (database.engine === 'postgres') await expect(attempt).resolves.toMatchObject({ uploads: [{ side: 'police' }] })
    else await expect(attempt).rejects.toMatchObject({ code: 'exact-crimes-need-trial' })
    for (const { id } of await listOpenUploads(database, code)) {
      await discardUpload(database, await findUpload(database, code, id), clock)
    }
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
      update upload set state = 'importing', outcome = null, changed_at = ${now} where id = ${ready.id}
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
  const many = `${remarkHeading}\n${Array.from({ length: 9000 }, (_, row) => remarkRows[0]?.replace('tunneln', `tunnel ${row}`)).join('\n')}`
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

test('places, areas and the like go the same way', async () => {
  const upload = await sent('places', 'Namn,Slag,Longitud,Latitud\nTorget,square,17.5,59.5\n', 'platser.csv')
  expect(upload.examination?.columns.map(({ field }) => field)).toContain('name')
  await tryUpload(database, upload, clock)
  await work()
  const ready = await again(upload)
  expect(ready).toMatchObject({ state: 'tried', report: { of: 'register', rowsRead: 1 } })
  await importUpload(database, ready, { acceptPartial: false }, clock)
  await work()
  expect(await again(upload)).toMatchObject({ state: 'done', outcome: { report: { rowsRead: 1 } } })
  expect(await count('municipality', sql`select count(*)::int as n from place where name = 'Torget'`)).toBe(1)
})
