import sql from 'sql-template-tag'
import { expect, test } from 'vitest'

import { verifyCounts } from '#lib/cells/verification.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { randomStream } from '#seed/random.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

/** Files of several batches: what holds for one must hold across them, and when one is given up between two. */

const database = await openTestDatabase()
const write = madeFiles()

const west = '9951'
const east = '9952'
await addTestMunicipality(database, {
  code: west,
  name: 'Väst',
  slug: 'vast',
  boundary: boxBoundary(13, 56, 13.5, 56.5),
})
await addTestMunicipality(database, { code: east, name: 'Öst', slug: 'ost', boundary: boxBoundary(13.5, 56, 14, 56.5) })

const rowCount = 12_000
const heading = 'Brottskategori;Datum;Longitud;Latitud'

/** Rows of both municipalities in turn, some on the boundary, some outside; every eleventh is as one far before it. */
function crimes(name: string): string[] {
  const random = randomStream(name)
  const rows: string[] = []
  for (let index = 0; index < rowCount; index += 1) {
    const kind = index % 40
    const lng = kind === 0 ? 13.5 : kind === 1 ? 12.99 : random.between(13, 14)
    const lat = kind === 2 ? 56 : random.between(56.001, 56.499)
    const again = index % 11 === 0 ? rows[Math.floor(index / 2)] : undefined
    rows.push(again ?? `Cykelstöld;2026-03-${10 + (index % 20)} 14:20;${lng.toFixed(6)};${lat.toFixed(6)}`)
  }
  return rows
}

const fileOf = (name: string, rows: readonly string[]) => write(name, [heading, ...rows].join('\n'))

function readCrimes<Row>(code: string, columns: ReturnType<typeof sql>): Promise<Row[]> {
  const context = { role: 'police_request', municipalityCodes: [code], access: 'read' } as const
  return database.withContext(context, (db) =>
    db.query<Row>(sql`
      select ${columns} from police.crime
      join municipality on municipality.code = crime.municipality_code
      where crime.municipality_code = ${code}
    `),
  )
}

const countCrimes = async () => {
  const counts = await Promise.all(
    [west, east].map(async (code) => (await readCrimes<{ n: number }>(code, sql`count(*)::int as n`))[0]?.n ?? 0),
  )
  return counts.reduce((sum, n) => sum + n, 0)
}

const rows = crimes('batches')

test('a file that fails between two batches leaves nothing', async () => {
  const file = anImport('crime', fileOf('failing.csv', rows), { municipalityCode: west })
  const giveUp = importPoints(database, file, (progress) => {
    // The second batch is being written at this moment.
    if (progress.step === 'written' && progress.rows >= 10_000) throw new Error('given up')
  })
  await expect(giveUp).rejects.toThrow('given up')
  expect(await countCrimes()).toBe(0)
})

test('a file that changes while it is written leaves nothing', async () => {
  const file = anImport('crime', fileOf('changing.csv', rows))
  const changed = importPoints(database, file, ({ step }) => {
    if (step === 'written') fileOf('changing.csv', rows.slice(0, -1))
  })
  await expect(changed).rejects.toMatchObject({ code: 'invalid-file' })
  expect(await countCrimes()).toBe(0)
})

test('equal rows of one batch and of several are as many as they are, each in its municipality', async () => {
  const steps: string[] = []
  const file = anImport('crime', fileOf('first.csv', rows))
  const report = await importPoints(database, file, ({ step }) => steps.push(step))
  expect(report).toMatchObject({ rowsRead: rowCount, added: rowCount, alreadyPresent: 0 })
  expect(new Set(steps)).toEqual(new Set(['understood', 'checked', 'written']))
  expect(await countCrimes()).toBe(rowCount)
  for (const municipalityCode of [west, east]) {
    expect(await verifyCounts(database, { municipalityCode, side: 'police' })).toMatchObject({ total: 0 })
  }
})

test('what is outside is what PostGIS says is outside, on the boundary and near it', async () => {
  for (const code of [west, east]) {
    const [wrong] = await readCrimes<{ n: number; outside: number }>(
      code,
      sql`
        count(*) filter (where (outside_m is null) <> ST_Covers(boundary, position))::int as n,
        count(*) filter (where outside_m is not null)::int as outside
      `,
    )
    expect(wrong?.n).toBe(0)
    expect(wrong?.outside).toBe(code === west ? rows.filter((row) => row.includes(';12.99')).length : 0)
  }
})

test('a file that overlaps adds the rest, with batches all new, all there and both', async () => {
  const others = crimes('more batches')
  const mixed = [...rows.slice(0, 6000), ...rows.slice(6000).flatMap((row, index) => [row, others[index] ?? row])]
  const report = await importPoints(database, anImport('crime', fileOf('mixed.csv', [...mixed, ...others.slice(6000)])))
  expect(report.rowsRead).toBe(rowCount * 2)
  // The two files share no row but by chance of their first ones; what they share is there already.
  expect(report.added + report.alreadyPresent).toBe(rowCount * 2)
  expect(report.alreadyPresent).toBe(rowCount)
  expect(await countCrimes()).toBe(rowCount * 2)
  for (const municipalityCode of [west, east]) {
    expect(await verifyCounts(database, { municipalityCode, side: 'police' })).toMatchObject({ total: 0 })
  }
})
