import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { verifyCounts } from '#lib/cells/verification.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { undoImport } from '#lib/imports/undo.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const municipalityCode = '9904'

/** More than are written at once, so that each file comes to hold rows that the other waits for. */
const rowsOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `Rån;2026-02-01;55.0;12.7;Gatan ${from + index}`)

// The embedded engine runs one transaction at a time, so only on PostgreSQL can two imports wait for each other.
test('files with the same rows in different orders, taken in at the same time, are their union', async () => {
  const boundary = boxBoundary(12.5, 54.9, 13, 55.1)
  await addTestMunicipality(database, { code: municipalityCode, name: 'Sydkommun', slug: 'sydkommun', boundary })
  const files = [rowsOf(0, 12_000), rowsOf(6_000, 18_000).reverse(), rowsOf(3_000, 15_000).reverse()].map(
    (rows, index) => write(`${index}.csv`, ['Brottstyp;Datum;Lat;Lon;Adress', ...rows].join('\n')),
  )
  const reports = await Promise.all(
    files.map((path) => importPoints(database, anImport('crime', path, { municipalityCode }))),
  )
  expect(reports.map(({ added, alreadyPresent }) => added + alreadyPresent)).toEqual([12_000, 12_000, 12_000])
  expect(reports.reduce((sum, { added }) => sum + added, 0)).toBe(18_000)
  const context = { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' } as const
  const [stored] = await database.withContext(context, (db) =>
    db.query<{ n: number; imports: number }>(sql`
      select
        (select count(*)::int from police.crime where municipality_code = ${municipalityCode}) as n,
        (select count(*)::int from import where municipality_code = ${municipalityCode}) as imports
    `),
  )
  expect(stored).toEqual({ n: 18_000, imports: 3 })
  expect(await verifyCounts(database, { municipalityCode, side: 'police' })).toMatchObject({ total: 0 })
})

// Written while it is checked, a file takes two connections: it must do with one where others have the rest.
test('a file is taken in with the last connection, by a second reading', async () => {
  const maximum = database.connections().find(({ side }) => side === 'police')?.maximum ?? 0
  const path = write('last.csv', ['Brottstyp;Datum;Lat;Lon;Adress', ...rowsOf(20_000, 22_500)].join('\n'))
  const context = { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' } as const
  const leaving = Promise.withResolvers<undefined>()
  const others = Array.from({ length: maximum - 1 }, () => database.withContext(context, () => leaving.promise))
  try {
    const report = await importPoints(database, anImport('crime', path, { municipalityCode }))
    expect(report).toMatchObject({ added: 2_500, alreadyPresent: 0 })
  } finally {
    leaving.resolve(undefined)
    await Promise.all(others)
  }
})

test('rows that go with an import undone while a file that has them too is checked, come with that file', async () => {
  const fileOf = (name: string, rows: readonly string[]) =>
    write(name, ['Brottstyp;Datum;Lat;Lon;Adress', ...rows].join('\n'))
  const earlier = await importPoints(
    database,
    anImport('crime', fileOf('earlier.csv', rowsOf(30_000, 36_000)), { municipalityCode }),
  )
  const id = earlier.municipalities[0]?.importId ?? ''
  // One row is refused: whoever is told of it is waited for, and undoes the other import meanwhile.
  const rows = [...rowsOf(30_000, 42_000), 'Rån;igår;55.0;12.7;Gatan']
  const later = anImport('crime', fileOf('later.csv', rows), { municipalityCode, acceptPartial: true })
  const undo = async () => void (await undoImport(database, { side: 'police', municipalityCode, id }))
  const report = await importPoints(database, later, undefined, undefined, { write: undo })
  expect(report).toMatchObject({ added: 12_000, alreadyPresent: 0, refusedRows: 1 })
  expect(await verifyCounts(database, { municipalityCode, side: 'police' })).toMatchObject({ total: 0 })
})
