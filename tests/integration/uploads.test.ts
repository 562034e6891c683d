import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'

import sql from 'sql-template-tag'
import { describe, expect, test } from 'vitest'

import { discardUpload, importUpload, tryUpload } from '#lib/uploads/commands.server.ts'
import { readChunks } from '#lib/uploads/file-copy.server.ts'
import { findUpload, listOpenUploads } from '#lib/uploads/finding.server.ts'
import { applyForm } from '#lib/uploads/form.server.ts'
import { readProgress } from '#lib/uploads/progress.server.ts'
import { receiveUploads } from '#lib/uploads/receiving.server.ts'
import { answerRefusals } from '#lib/uploads/refusal-file.server.ts'
import { fileForm } from '../support/forms.ts'
import { correction, crimes, openUploads, remarkHeading, remarkRows, remarks } from '../support/uploads.ts'

const { code, slug, database, clock, passHours, received, sent, again, work, tried, count, remarksHere, chunksHere } =
  await openUploads()
const copies = () => readdirSync(tmpdir()).filter((name) => name.startsWith(`fokuskartan-upload-${process.pid}-`))

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
  expect(await readProgress(database, slug, upload.id)).toEqual({ working: false, progress: null })

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

test('a form made of an earlier state changes nothing', async () => {
  const upload = await sent('remarks', remarks)
  const early = correction(upload, { Berättelse: 'summary' })
  passHours(0.1)
  await applyForm(database, upload, 'correct', correction(upload, { Berättelse: 'words' }), clock)
  const other = applyForm(database, await again(upload), 'correct', early, clock)
  await expect(other).rejects.toMatchObject({ code: 'upload-changed' })
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

  const archive = await sent('areas', 'PK\u0005\u0006', 'områden.zip')
  expect(archive).toMatchObject({ examination: null, problem: { code: 'invalid-file' } })
  await discardUpload(database, archive, clock)
})
