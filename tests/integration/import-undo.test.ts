import sql, { type Sql } from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'

import { foldMunicipality, recordChanges } from '#lib/cells/commands.server.ts'
import { readCounts } from '#lib/cells/counts.server.ts'
import { listCells } from '#lib/cells/packed.ts'
import { verifyCounts } from '#lib/cells/verification.server.ts'
import type { Role } from '#lib/database/database.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { listImports, readImport, readRefusals } from '#lib/imports/import-log.server.ts'
import { undoImport } from '#lib/imports/undo.server.ts'
import { systemClock } from '#lib/platform/clock.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const municipalityCode = '9904'

beforeAll(async () => {
  const boundary = boxBoundary(12.5, 54.9, 13, 55.1)
  await addTestMunicipality(database, { code: municipalityCode, name: 'Sydkommun', slug: 'sydkommun', boundary })
})

function read<Row>(role: Role, statement: Sql): Promise<Row[]> {
  const context = { role, municipalityCodes: [municipalityCode], access: 'read' } as const
  return database.withContext(context, (db) => db.query<Row>(statement))
}

async function countsAt(resolution: number) {
  const { cells, total, withoutPosition } = await readCounts(database, {
    filter: { municipalityCode, sources: null, categories: null, feelings: null, fromMonth: null, toMonth: null },
    box: [12.5, 54.9, 13, 55.1],
    resolution,
  })
  return { cells: listCells(cells), total, withoutPosition }
}

const resolutions = [5, 7, 9, 10]
const allCounts = () => Promise.all(resolutions.map(countsAt))

const heading = 'Brottstyp;Datum;Lat;Lon;Adress'
/** Some at the same place, some without one, some outside; two rows are the same as the row before. */
const rowsOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => {
    const n = from + index
    const place = n % 10 === 0 ? ';' : n % 17 === 0 ? '55.2;12.7' : `${(55 + (n % 7) / 100).toFixed(2)};12.7`
    return `${n % 3 === 0 ? 'Rån' : 'Cykelstöld'};2025-0${1 + (n % 9)}-02;${place};${n - (n % 2)}`
  })
const fileOf = (name: string, from: number, to: number) => write(name, [heading, ...rowsOf(from, to)].join('\n'))
const crimes = (path: string) => anImport('crime', path, { municipalityCode, acceptPartial: true })

async function undoable(fileName: string, side: 'police' | 'municipality' = 'police') {
  const logged = (await listImports(database, side, municipalityCode)).find((entry) => entry.fileName === fileName)
  return { side, municipalityCode, id: logged?.id ?? '' }
}

test('an import is undone as a whole: rows, counts at every resolution and refused rows; the log keeps it', async () => {
  await importPoints(database, crimes(fileOf('kept.csv', 0, 40)))
  await foldMunicipality(database, { municipalityCode, side: 'police', clock: systemClock })
  const before = await allCounts()
  const path = write('undone.csv', [heading, ...rowsOf(20, 300), 'Rån;fel;55;12.7;Hit'].join('\n'))
  const report = await importPoints(database, crimes(path))
  expect(report).toMatchObject({ refusedRows: 1, alreadyPresent: 20, added: 260 })
  // Half of what is to go has been folded into the counts already.
  await foldMunicipality(database, { municipalityCode, side: 'police', clock: systemClock, batchSize: 50 })
  const ids = await read('police_request', sql`select id from police.crime order by id`)
  const later = await importPoints(database, crimes(fileOf('later.csv', 290, 310)))
  expect(later).toMatchObject({ alreadyPresent: 10, added: 10 })
  const target = await undoable('undone.csv')
  expect(await readImport(database, 'police', municipalityCode, target.id)).toMatchObject({ laterImports: 1 })
  const undone = await undoImport(database, target)
  expect(undone).toMatchObject({ removed: 260, laterImports: 1 })
  expect(undone.warnings[0]?.sv).toContain('En senare inläsning')
  await undoImport(database, await undoable('later.csv'))
  expect(await allCounts()).toEqual(before)
  expect(await verifyCounts(database, { municipalityCode, side: 'police' })).toMatchObject({ total: 0 })
  await foldMunicipality(database, { municipalityCode, side: 'police', clock: systemClock })
  expect(await allCounts()).toEqual(before)
  expect(await verifyCounts(database, { municipalityCode, side: 'police' })).toMatchObject({ total: 0 })
  const logged = await readImport(database, 'police', municipalityCode, target.id)
  expect(logged).toMatchObject({ added: 260, refused: 1, hasRefusals: false, undoneAt: expect.any(Date) })
  expect(logged?.undoneBy).not.toBe('')
  let csv = ''
  for await (const bytes of readRefusals(database, 'police', municipalityCode, target.id))
    csv += Buffer.from(bytes).toString()
  expect(csv.trimEnd().split('\n')).toHaveLength(1)
  const acts = await read('police_request', sql`select detail from audit_entry where act = 'import.undo' order by id`)
  expect(acts[0]).toEqual({ detail: { kind: 'crimes', removed: 260, laterImports: 1 } })
  // The same file again gives the same rows.
  expect(await importPoints(database, crimes(path))).toMatchObject({ added: 260, alreadyPresent: 20 })
  expect(await read('police_request', sql`select id from police.crime order by id`)).toEqual(ids)
})

test('remarks and observations go with their people; what is held back was not counted and is not counted away', async () => {
  const remarks = ['Tema,Upplevelse,Synpunkt,Inkommen,Lat,Lon,Antal']
  for (let n = 1; n <= 5; n++) remarks.push(`Belysning,otrygg,Mörkt ${n}.,2025-01-0${n},55,12.7,${n}`)
  await importPoints(database, anImport('remark', write('r.csv', remarks.join('\n'))))
  const observations = ['Tema,Upplevelse,Iakttagen,Lat,Lon', 'Belysning,otrygg,2025-01-02,55,12.71']
  await importPoints(database, anImport('observation', write('o.csv', observations.join('\n'))))
  const context = { role: 'import_worker', municipalityCodes: [municipalityCode], access: 'write' } as const
  await database.withContext(context, async (db) => {
    const statement = sql`update remark set state = 'held' where municipality_code = ${municipalityCode} and w = 3 returning cell, month, audience, slot`
    const [held] = await db.query<{ cell: bigint; month: number; audience: 'shared'; slot: number }>(statement)
    if (held === undefined) throw new Error('nothing was held back')
    await recordChanges(db, { municipalityCode, side: 'municipality', changes: [{ ...held, n: -1, w: -3 }] })
  })
  expect(await undoImport(database, await undoable('r.csv', 'municipality'))).toMatchObject({
    removed: 5,
    warnings: [],
  })
  expect(await verifyCounts(database, { municipalityCode, side: 'municipality' })).toMatchObject({ total: 0 })
  expect(await undoImport(database, await undoable('o.csv', 'municipality'))).toMatchObject({ removed: 1 })
  expect(await read('kommun_request', sql`select id from remark union all select id from observation`)).toEqual([])
  expect(await verifyCounts(database, { municipalityCode, side: 'municipality' })).toMatchObject({ total: 0 })
})

test('an import is undone once, by its own side', async () => {
  const target = await undoable('kept.csv')
  const elsewhere = undoImport(database, { ...target, side: 'municipality' })
  await expect(elsewhere).rejects.toMatchObject({ code: 'unknown-import' })
  const strange = undoImport(database, { ...target, id: 'nonsense' })
  await expect(strange).rejects.toMatchObject({ code: 'unknown-import' })
  await undoImport(database, target)
  await expect(undoImport(database, target)).rejects.toMatchObject({ code: 'import-already-undone' })
})
