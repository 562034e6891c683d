import { writeFileSync } from 'node:fs'
import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { verifyCounts } from '#lib/cells/verification.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import type { ImportRequest } from '#lib/imports/import.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

// Where it is stated which municipality keeps a file, PostgreSQL writes it while it is being checked. What is kept and told
// is the same as where it is read twice: on the embedded engine, and where nothing is stated.
const database = await openTestDatabase()
const write = madeFiles()
const west = '9931'
const east = '9932'
await addTestMunicipality(database, {
  code: west,
  name: 'Väst',
  slug: 'vast',
  boundary: boxBoundary(13, 56, 13.5, 56.5),
})
await addTestMunicipality(database, { code: east, name: 'Öst', slug: 'ost', boundary: boxBoundary(13.5, 56, 14, 56.5) })
const stated = { municipalityCode: west }

/** More than two batches, in each of which rows come that came before; each test's are about a street of its own. */
const rowCount = 12_000
const heading = 'Brottskategori;Datum;Longitud;Latitud;Adress'
const rowsOf = (street: string) =>
  Array.from({ length: rowCount }, (_, index) => {
    const lng = 13.1 + (index % 300) / 1000
    return `Rån;2026-03-${10 + (index % 20)} 14:20;${lng.toFixed(3)};56.2;${street} ${index % 7000}`
  })

const fileOf = (street: string, rows: readonly string[]) => write(`${street}.csv`, [heading, ...rows].join('\n'))
const importCrimes = (path: string, more: Partial<ImportRequest> = stated) =>
  importPoints(database, anImport('crime', path, more))

async function keptOf(street: string): Promise<{ crimes: number; imports: number } | undefined> {
  const context = { role: 'police_request', municipalityCodes: [west, east], access: 'read' } as const
  const codes = [west, east]
  const [kept] = await database.withContext(context, (db) =>
    db.query<{ crimes: number; imports: number }>(sql`
      select
        (
          select count(*)::int from police.crime
          where municipality_code = any (${codes}) and place_name like ${`${street} %`}
        ) as crimes,
        (
          select count(*)::int from import
          where municipality_code = any (${codes}) and file_name = ${`${street}.csv`}
        ) as imports
    `),
  )
  return kept
}

async function expectRightCounts(): Promise<void> {
  expect(await verifyCounts(database, { municipalityCode: west, side: 'police' })).toMatchObject({ total: 0 })
}

test('a row is the same row whether its file was written early or by a second reading', async () => {
  const path = fileOf('Norra gatan', rowsOf('Norra gatan'))
  expect(await importCrimes(path)).toMatchObject({ rowsRead: rowCount, added: rowCount, alreadyPresent: 0 })
  const again = await importCrimes(path, { municipalityCode: null })
  expect(again).toMatchObject({ rowsRead: rowCount, added: 0, alreadyPresent: rowCount })
  expect(again.municipalities.map(({ municipalityCode }) => municipalityCode)).toEqual([west])
  expect(await keptOf('Norra gatan')).toEqual({ crimes: rowCount, imports: 2 })
  await expectRightCounts()
})

test('faults far into a file leave nothing of it, and are told as where nothing was written before them', async () => {
  const rows = rowsOf('Östra gatan')
  rows[9_000] = 'Rån;igår;13.1;56.2;Östra gatan 1'
  rows[11_999] = 'Rån;2026-03-10;13.1;x;Östra gatan 2'
  const path = fileOf('Östra gatan', rows)
  const toldOf = (more: Partial<ImportRequest>) =>
    importCrimes(path, more).then(
      () => null,
      (error: { code?: string; errors?: unknown[] }) => ({ code: error.code, errors: error.errors }),
    )
  const told = await toldOf(stated)
  expect(told).toMatchObject({ code: 'invalid-file', errors: [{ row: 9_002 }, { row: 12_001 }] })
  expect(await toldOf({ municipalityCode: null })).toEqual(told)
  expect(await keptOf('Östra gatan')).toEqual({ crimes: 0, imports: 0 })
  await expectRightCounts()
})

test('a partial import keeps all but the rows refused, and a dry run of it nothing', async () => {
  const rows = rowsOf('Södra gatan')
  rows[3] = 'Rån;igår;13.1;56.2;Södra gatan 1'
  rows[8_000] = 'Rån;2026-03-10;56.2;13.1;Södra gatan 2'
  const path = fileOf('Södra gatan', rows)
  const expected = { rowsRead: rowCount, added: rowCount - 2, refusedRows: 2 }
  expect(await importCrimes(path, { ...stated, acceptPartial: true, dryRun: true })).toMatchObject(expected)
  expect(await keptOf('Södra gatan')).toEqual({ crimes: 0, imports: 0 })
  const report = await importCrimes(path, { ...stated, acceptPartial: true })
  expect(report).toMatchObject(expected)
  expect(report.municipalities).toMatchObject([{ rowsRead: rowCount, added: rowCount - 2, refused: 2 }])
  expect(await keptOf('Södra gatan')).toEqual({ crimes: rowCount - 2, imports: 1 })
  await expectRightCounts()
})

test('a file that changes while it is written, or is given up between two batches, leaves nothing', async () => {
  const rows = rowsOf('Västra gatan')
  const path = fileOf('Västra gatan', rows)
  const changed = importPoints(database, anImport('crime', path, stated), ({ step }) => {
    if (step === 'written') writeFileSync(path, [heading, ...rows.slice(0, -1)].join('\n'))
  })
  await expect(changed).rejects.toMatchObject({ code: 'invalid-file' })
  fileOf('Västra gatan', rows)
  const givenUp = importPoints(database, anImport('crime', path, stated), (progress) => {
    if (progress.step === 'written' && progress.rows >= 10_000) throw new Error('given up')
  })
  await expect(givenUp).rejects.toThrow('given up')
  expect(await keptOf('Västra gatan')).toEqual({ crimes: 0, imports: 0 })
  await expectRightCounts()
})

// Which areas there are is asked when the file has been read: rows about them are written after that.
test('rows about an area that does not exist are refused when the rest has been read, which is kept all the same', async () => {
  const lines = [
    'Tema,Upplevelse,Synpunkt,Inkommen,Lat,Lon,Områdeskod',
    'Belysning,otrygg,Mörkt.,2026-03-01,56.2,13.1,',
    'Belysning,otrygg,Mörkt här.,2026-03-02,,,SAKNAS',
    'Belysning,otrygg,Mörkt överallt.,2026-03-03,,,',
  ]
  const path = write('remarks.csv', lines.join('\n'))
  await expect(importPoints(database, anImport('remark', path, stated))).rejects.toMatchObject({ code: 'invalid-file' })
  const report = await importPoints(database, anImport('remark', path, { ...stated, acceptPartial: true }))
  expect(report).toMatchObject({ rowsRead: 3, added: 2, refusedRows: 1, withoutPosition: 1 })
  expect(await verifyCounts(database, { municipalityCode: west, side: 'municipality' })).toMatchObject({ total: 0 })
})

test('a row about an area that comes to be while its file is checked is kept with that area', async () => {
  const row = (index: number) => `Belysning,otrygg,Mörkt ${index}.,2026-03-01,56.2,13.1,`
  const lines = [
    'Tema,Upplevelse,Synpunkt,Inkommen,Lat,Lon,Områdeskod',
    'Belysning,otrygg,Mörkt här.,2026-03-02,,,NYTT',
    ...Array.from({ length: rowCount }, (_, index) => row(index)),
    'Belysning,otrygg,Mörkt i går.,igår,56.2,13.1,',
  ]
  const context = { role: 'import_worker', municipalityCodes: [west], access: 'write' } as const
  // The last row is refused, and whoever is told of it is waited for.
  const addArea = () =>
    database.withContext(context, async (db) => {
      await db.execute(sql`
        insert into area (municipality_code, id, code, kind, name, boundary)
        select code, gen_random_uuid(), 'NYTT', 'statistical', 'Nytt', boundary from municipality where code = ${west}
      `)
    })
  const request = anImport('remark', write('area.csv', lines.join('\n')), { ...stated, acceptPartial: true })
  const report = await importPoints(database, request, undefined, undefined, { write: addArea })
  expect(report).toMatchObject({ added: rowCount + 1, refusedRows: 1 })
  const lost = await database.withContext(context, (db) =>
    db.query(sql`select id from remark where municipality_code = ${west} and scope = 'area' and area_id is null`),
  )
  expect(lost).toEqual([])
})
