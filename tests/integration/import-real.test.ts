import { readFileSync } from 'node:fs'
import sql from 'sql-template-tag'
import { expect } from 'vitest'

import { readCounts } from '#lib/cells/counts.server.ts'
import { parseCellQuery } from '#lib/cells/filter.ts'
import { verifyCounts } from '#lib/cells/verification.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'
import { sharedFile, testOn } from '../support/shared-data.ts'

const database = await openTestDatabase()
const write = madeFiles()

const cityOfLondon = 'uk-police-city-of-london/city-of-london-street-2018-03_2020.csv'
const newHaven = 'seeclickfix-newhaven/newhaven-2014.masked.csv'

testOn(cityOfLondon)('City of London: every crime once, on the map or beside it', async () => {
  const municipality = { name: 'Provkommun', boundary: boxBoundary(-1.7, 51.2, 0.1, 53.3) }
  await addTestMunicipality(database, { ...municipality, code: '9902', slug: 'provkommun' })
  const file = anImport('crime', sharedFile(cityOfLondon))
  const first = await importPoints(database, file)
  expect(first).toMatchObject({ rowsRead: 22_111, added: 22_111, alreadyPresent: 0, withoutPosition: 1699, outside: 0 })
  expect(first.understanding.precisionMeters).toBe(100)
  expect(await importPoints(database, file)).toMatchObject({ added: 0, alreadyPresent: 22_111 })
  for (let resolution = 5; resolution <= 12; resolution++) {
    const params = { municipality: '9902', bbox: '-1.8,51.1,0.2,53.4', res: String(resolution) }
    const counts = await readCounts(database, parseCellQuery(new URLSearchParams(params)))
    const inCells = counts.cells.counts.reduce((sum, n) => sum + n, 0)
    expect({ resolution, inCells, total: counts.total, withoutPosition: counts.withoutPosition }).toEqual({
      resolution,
      inCells: 20_412,
      total: 20_412,
      withoutPosition: 1699,
    })
  }
  expect(await verifyCounts(database, { municipalityCode: '9902', side: 'police' })).toMatchObject({ total: 0 })
})

testOn(cityOfLondon)('City of London: overlapping parts, columns shuffled and renamed, give the union', async () => {
  const municipality = { name: 'Delkommun', boundary: boxBoundary(-1.7, 51.2, 0.1, 53.3) }
  await addTestMunicipality(database, { ...municipality, code: '9907', slug: 'delkommun' })
  const lines = readFileSync(sharedFile(cityOfLondon), 'utf8').trim().split('\n')
  const [heading = '', ...rows] = lines
  // Whole months, as such files are handed over: equal rows of one month are never parted.
  const early = rows.filter((row) => (row.split(',')[1] ?? '') <= '2019-06')
  const late = rows.filter((row) => (row.split(',')[1] ?? '') >= '2019-01')
  const shuffled = [heading.replace('Crime type', 'Brottstyp'), ...late].map((row) =>
    row.split(',').reverse().join('\t'),
  )
  const stated = { municipalityCode: '9907' }
  const first = await importPoints(
    database,
    anImport('crime', write('early.csv', [heading, ...early].join('\n')), stated),
  )
  expect(first.added).toBe(early.length)
  const second = await importPoints(database, anImport('crime', write('late.csv', shuffled.join('\n')), stated))
  expect(second).toMatchObject({
    added: rows.length - early.length,
    alreadyPresent: early.length + late.length - rows.length,
  })
})

testOn(newHaven)('New Haven: words with their line breaks, however long', async () => {
  const boundary = boxBoundary(-73.1, 41.2, -72.8, 41.4)
  await addTestMunicipality(database, { code: '9908', name: 'Nyhamn', slug: 'nyhamn', boundary })
  const choice = { map: {}, set: { feeling: 'unsafe', theme: 'other' } }
  const report = await importPoints(
    database,
    anImport('remark', sharedFile(newHaven), { choice, municipalityCode: '9908' }),
  )
  expect(report).toMatchObject({ rowsRead: 9965, added: 9965, withoutPosition: 0 })
  expect(report.outside).toBeGreaterThan(0)
  expect(report.outsideRows).toHaveLength(report.outside)
  const context = { role: 'kommun_request', municipalityCodes: ['9908'], access: 'read' } as const
  const [words] = await database.withContext(context, (db) =>
    db.query(sql`
      select max(length(words)) as longest, count(*) filter (where words like ${'%\n%'})::int as "withLineBreaks",
        count(*) filter (where words = '')::int as empty, count(*) filter (where cell is null)::int as "withoutCell"
      from remark where municipality_code = '9908' and feeling = 'unsafe' and theme = 'other'
    `),
  )
  // Of 882 descriptions with line breaks two hold nothing else: their heading stands in for them.
  expect(words).toEqual({ longest: 7799, withLineBreaks: 880, empty: 0, withoutCell: report.outside })
})
