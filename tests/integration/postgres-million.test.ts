import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip, gzipSync } from 'node:zlib'
import { expect } from 'vitest'

import { readCounts } from '#lib/cells/counts.server.ts'
import { parseCellQuery } from '#lib/cells/filter.ts'
import { verifyCounts } from '#lib/cells/verification.server.ts'
import { startExport } from '#lib/exports/commands.server.ts'
import { parseExport } from '#lib/exports/export.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'
import { sharedFile, testOn } from '../support/shared-data.ts'

const database = await openTestDatabase()
const write = madeFiles()

const burglaries = 'uk-police-london-burglary/london-burglary-2010-12_2025-02.compact.csv.gz'
const isFull = process.env['PROOF'] === 'full'
const reducedRows = 20_000
/** Above what the process holds before it begins: the files are 40 and 200 MB. */
const maximumBytes = 500_000_000

/** The whole gzip in the full proof, else as many of its rows. */
async function fileOfProof(): Promise<{ path: string; rows: number }> {
  const kept: string[] = []
  let rows = -1
  const lines = createReadStream(sharedFile(burglaries)).pipe(createGunzip())
  for await (const line of createInterface({ input: lines })) {
    rows += 1
    if (!isFull) kept.push(line)
    if (!isFull && rows === reducedRows) break
  }
  return { path: isFull ? sharedFile(burglaries) : write('some.csv.gz', gzipSync(kept.join('\n'))), rows }
}

async function watchMemory<Result>(what: string, rows: number, work: () => Promise<Result>): Promise<Result> {
  const idle = process.memoryUsage().rss
  let peak = idle
  const clock = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
  const began = performance.now()
  const result = await work().finally(() => clearInterval(clock))
  const seconds = (performance.now() - began) / 1000
  console.log(`${what}: ${Math.round(rows / seconds)} rows/s, ${Math.round((peak - idle) / 1e6)} MB above idle`)
  expect(peak - idle, what).toBeLessThan(maximumBytes)
  return result
}

testOn(burglaries)(
  'a million burglaries from gzip come in, come in once, and go out again, in memory that does not follow the file',
  { timeout: isFull ? 3_600_000 : 480_000 },
  async () => {
    const boundary = boxBoundary(-0.6, 51.2, 0.4, 51.8)
    await addTestMunicipality(database, { code: '9981', name: 'Storstad', slug: 'storstad', boundary })
    const { path, rows } = await fileOfProof()
    expect(rows).toBe(isFull ? 1_022_291 : reducedRows)
    const choice = { map: {}, set: { offence: 'burglary' } }
    const file = anImport('crime', path, { choice, municipalityCode: '9981' })
    const first = await watchMemory('import', rows, () => importPoints(database, file))
    expect(first).toMatchObject({ rowsRead: rows, added: rows, alreadyPresent: 0 })
    const again = await watchMemory('the same again', rows, () => importPoints(database, file))
    expect(again).toMatchObject({ rowsRead: rows, added: 0, alreadyPresent: rows })
    const params = new URLSearchParams({ municipality: '9981', bbox: '-0.7,51.1,0.5,51.9', res: '7' })
    const { total, withoutPosition } = await readCounts(database, parseCellQuery(params))
    expect(total + withoutPosition).toBe(rows)
    expect(await verifyCounts(database, { municipalityCode: '9981', side: 'police' })).toMatchObject({ total: 0 })

    for (const format of ['csv', 'gpkg']) {
      const request = parseExport(new URLSearchParams(`source=crime&format=${format}`))
      const download = await startExport(database, 'storstad', request)
      expect(download.rows).toBe(rows)
      const lines = await watchMemory(`export as ${format}`, rows, async () => {
        let count = 0
        for await (const bytes of download.bytes) for (const byte of bytes) if (byte === 10) count += 1
        return count
      })
      if (format === 'csv') expect(lines).toBe(rows + 1)
    }
  },
)
