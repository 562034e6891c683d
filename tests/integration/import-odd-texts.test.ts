import { beforeAll, expect, test } from 'vitest'

import { importPoints } from '#lib/imports/commands.server.ts'
import { examinePoints } from '#lib/imports/examination.server.ts'
import { listImports } from '#lib/imports/import-log.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const municipalityCode = '9904'

beforeAll(async () => {
  const boundary = boxBoundary(12.5, 54.9, 13, 55.1)
  await addTestMunicipality(database, { code: municipalityCode, name: 'Sydkommun', slug: 'sydkommun', boundary })
})

const row = { Tema: 'Belysning', Upplevelse: 'otrygg', Synpunkt: 'Mörkt.', Inkommen: '2026-01-02' }
const geoJson = (properties: Record<string, string>) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [12.7, 55] } }],
  })

const oddities: [where: string, properties: Record<string, string>][] = [
  ['theme', { ...row, Tema: 'Eget\0 \uD800' }],
  ['words', { ...row, Synpunkt: 'Mö\0rkt \uDC00' }],
  ['column', { ...row, 'Ex\0tra \uD800': 'x' }],
]

test.each(oddities)(
  'noughts and half surrogate pairs in a %s, which no database keeps, are no failure',
  async (where, properties) => {
    const path = write(`${where}.geojson`, geoJson(properties))
    const request = anImport('remark', path, { municipalityCode })
    expect(JSON.stringify(await examinePoints(database, request))).not.toMatch(/\\u0000|\\ud800|\\udc00/i)
    expect(await importPoints(database, request)).toMatchObject({ added: 1 })
    const [logged] = await listImports(database, 'municipality', municipalityCode)
    expect(logged).toMatchObject({ fileName: `${where}.geojson`, added: 1 })
  },
)

test('a refused value is told without them, as it would be kept', async () => {
  const path = write('refused.geojson', geoJson({ ...row, Inkommen: 'fel\0\uD800' }))
  const report = await importPoints(database, anImport('remark', path, { municipalityCode, dryRun: true }))
  expect(report.faults).toMatchObject([{ column: 'Inkommen', value: 'fel\uFFFD' }])
})
