import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'

import { importPoints } from '#lib/imports/commands.server.ts'
import { examinePoints } from '#lib/imports/examination.server.ts'
import type { MappingChoice } from '#lib/imports/mapping.ts'
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

/** 9627 is rape indoors in a close relation. */
const secret = [
  'Våld i nära relation;;2026-01-02;55.0123;12.7123;Hemliga gatan',
  '"Våldtäkt, inomhus";;fel;12.7123;55.0123;Hemliga gatan',
  'Rån;9627;2026-01-02;55.0123;12.7123;Hemliga gatan',
  'Barnmisshandel;;2026-01-02;;;Hemliga gatan',
]
const content = ['Brottstyp;Brottskod;Datum;Lat;Lon;Adress', ...secret, 'Rån;;2026-01-02;55;12.7;Torget'].join('\n')

const ways: [way: string, choice: MappingChoice][] = [
  ['as they are', { map: {}, set: {} }],
  ['with the name taken for a place', { map: { Brottstyp: 'place' }, set: { offence: 'Rån' } }],
  ['with the code taken for a reference', { map: { Brottskod: 'reference' }, set: {} }],
  ['with both left out', { map: { Brottstyp: '', Brottskod: '' }, set: { offence: 'Rån' } }],
]

test.each(ways)('rows that are never mapped are told and kept nowhere, read %s', async (way, choice) => {
  const path = write(`${way}.csv`, content)
  const request = anImport('crime', path, { municipalityCode, choice, acceptPartial: true })
  const told: unknown[] = [await examinePoints(database, request)]
  const sink = { write: (reason: unknown) => void told.push(reason) }
  for (const dryRun of [true, false]) {
    const report = await importPoints(database, { ...request, dryRun }, (step) => told.push(step), systemClock, sink)
    expect(report).toMatchObject({ excluded: 4, refusedRows: 0 })
    expect(report.added + report.alreadyPresent).toBe(1)
    told.push(report)
  }
  const context = { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' } as const
  const kept = await database.withContext(context, (db) =>
    db.query<{ row: string }>(sql`
      select crime::text as row from police.crime as crime where municipality_code = ${municipalityCode}
      union all select entry::text from import as entry where municipality_code = ${municipalityCode}
      union all select saved::text from saved_columns as saved where municipality_code = ${municipalityCode}
      union all select entry::text from audit_entry as entry where municipality_code = ${municipalityCode}
    `),
  )
  expect(JSON.stringify([told, kept])).not.toMatch(/Hemliga|0123|7123|nära relation|inomhus|Barnmisshandel|9627/)
})
