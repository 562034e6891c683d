import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { findPageEnd, followIndex, listCrimesOfPage } from '#lib/exports/queries.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'
import { explaining, rowsRead, readsOf, type PlanNode } from '../support/plan.ts'

const database = await openTestDatabase()
const write = madeFiles()
const municipalityCode = '9904'

/** Of fewer the planner reads the index anyway. */
const crimesAtOnce = 400_000

test('a page of a download reads that page, also of a table that has just been filled', async () => {
  const boundary = boxBoundary(12.5, 54.9, 13, 55.1)
  await addTestMunicipality(database, { code: municipalityCode, name: 'Sydkommun', slug: 'sydkommun', boundary })
  const crimes = ['Brottstyp;Datum;Lat;Lon', 'Rån;2026-02-01;;'].join('\n')
  await importPoints(database, anImport('crime', write('crimes.csv', crimes), { municipalityCode }))
  const writing = { role: 'police_import_worker', municipalityCodes: [municipalityCode], access: 'write' } as const
  await database.withContext(writing, (db) =>
    db.execute(sql`
      insert into police.crime (municipality_code, id, precision_m, month, slot, w, state, offence_group, offence_name)
      select municipality_code, gen_random_uuid(), precision_m, month, slot, w, state, offence_group, offence_name
      from police.crime, generate_series(1, ${crimesAtOnce}::int) where municipality_code = ${municipalityCode}
    `),
  )
  const plans: PlanNode[] = []
  const after = '00000000-0000-0000-0000-000000000000'
  const context = { role: 'police_request', municipalityCodes: [municipalityCode], access: 'read' } as const
  await database.withContext(context, async (db) => {
    await followIndex(db)
    const explained = explaining(db, plans)
    const until = await findPageEnd(explained, 'crime', { municipalityCode, after, rows: 500 })
    const selection = { municipalityCode, slots: 'all', fromMonth: null, toMonth: null, importId: null } as const
    await listCrimesOfPage(explained, { ...selection, after, until: until ?? '', imports: [] })
  })
  const reads = readsOf(plans, 'crime')
  expect(reads).toHaveLength(2)
  for (const read of reads) expect(rowsRead(read)).toBeLessThanOrEqual(500)
})
