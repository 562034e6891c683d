import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { readCounts } from '#lib/cells/counts.server.ts'
import { parseCellQuery } from '#lib/cells/filter.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { describeImport } from '#lib/imports/report.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const station = '12.7512345,55.0012345'

test('an address with much of the file is listed, and marked as not the place it is counted beside the map', async () => {
  const boundary = boxBoundary(12.5, 54.9, 13, 55.1)
  await addTestMunicipality(database, { code: '9904', name: 'Sydkommun', slug: 'sydkommun', boundary })
  const rows = Array.from({ length: 100 }, (_, index) => {
    const day = `2025-01-${String((index % 28) + 1).padStart(2, '0')}`
    return index < 25 ? `Rån,${day},${station}` : `Rån,${day},${12.6 + index / 1000},55.05`
  })
  const path = write('station.csv', ['Crime type,Month,Longitude,Latitude', ...rows].join('\n'))
  const listed = await importPoints(database, anImport('crime', path, { dryRun: true }))
  const [address] = listed.heavyPositions
  expect(listed.heavyPositions).toHaveLength(1)
  expect(address).toMatchObject({ municipalityCode: '9904', lngLat: [12.7512345, 55.0012345], rows: 25, share: 0.25 })
  expect(describeImport(listed)).toContain(`${station}: 25 (25 %)`)
  const notPlaces = address === undefined ? [] : [address.lngLat]
  const report = await importPoints(database, anImport('crime', path, { notPlaces }))
  expect(report).toMatchObject({ added: 100, notAPlace: 25, withoutPosition: 0, heavyPositions: [{ isMarked: true }] })
  const context = { role: 'police_request', municipalityCodes: ['9904'], access: 'read' } as const
  const stored = await database.withContext(context, (db) =>
    db.query(sql`
      select precision_m > 250 as coarse, cell is null as "withoutCell", count(*)::int as n
      from police.crime where municipality_code = '9904' group by 1, 2 order by 3
    `),
  )
  expect(stored).toEqual([
    { coarse: true, withoutCell: true, n: 25 },
    { coarse: false, withoutCell: false, n: 75 },
  ])
  const params = { municipality: '9904', bbox: '12,54,14,56', res: '9' }
  const counts = await readCounts(database, parseCellQuery(new URLSearchParams(params)))
  expect(counts).toMatchObject({ total: 75, withoutPosition: 25 })
  expect(await importPoints(database, anImport('crime', path))).toMatchObject({ added: 0, alreadyPresent: 100 })
})
