import sql from 'sql-template-tag'
import { expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'

import { importAreas } from '#lib/imports/area-commands.server.ts'
import { importRegister } from '#lib/imports/register-commands.server.ts'
import type { RegisterKind } from '#lib/imports/register.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { aRegister, madeFiles } from '../support/imports.ts'
import { mutate, seededRandom } from '../support/mutation.ts'
import { rowOf, workbookOf } from '../support/workbook.ts'

const filesOfEach = process.env['PROOF'] === 'full' ? 300 : 20
const fixedSeed = 20_261_122

const database = await openTestDatabase()
const write = madeFiles()
const code = '9924'
const boundary = boxBoundary(16, 58, 16.4, 58.2)
await addTestMunicipality(database, { code, name: 'Mutantby', slug: 'mutantby', boundary })

const geoJson = JSON.stringify({
  type: 'FeatureCollection',
  features: ['Norr', 'Söder'].map((namn, index) => ({
    type: 'Feature',
    properties: { kod: `A${index + 1}`, namn },
    geometry: { type: 'Polygon', coordinates: boundary.coordinates[0] },
  })),
})
await importAreas(database, aRegister(write('areas.geojson', geoJson)))

const survey = [
  ['Område', '2021', 'Antal svar 2021', 'Konfidensintervall 2021'],
  ['Norr', '34,5 %', '120', '30–38 %'],
  ['Söder', '..', '<5', ''],
]
const counts = [
  ['Område', 'Brottskod', 'År', 'Kvartal', 'Antal'],
  ['Norr', '0301', '2025', '1', '<5'],
  ['Söder', '9611', '2025', 'kv 2', '1 204'],
]
const event = { id: 1, datetime: '2026-08-22 9:58:12 +02:00', name: '22 augusti 09.48, Brand, Mutantby', type: 'Brand' }
const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(';')).join('\r\n')
const book = (rows: readonly (readonly string[])[]) =>
  workbookOf({ sheets: [{ name: 'Blad1', rows: rows.map((row, index) => rowOf(index + 1, row)).join('') }] })

const originals: readonly (readonly [RegisterKind, string, Uint8Array, Record<string, string>?])[] = [
  ['areas', 'GeoJSON', Buffer.from(geoJson)],
  ['places', 'Windows-1252', Buffer.from('Namn;Lat;Long\nÅby;58,1;16,2\nBy;58,15;16,3', 'latin1')],
  ['population', 'UTF-8', Buffer.from('Område;År;Ålder;Kön;Antal\nNorr;2024;17;män;3\nA2;2024;80+;kvinnor;4')],
  ['area-counts', 'UTF-8', Buffer.from(csv(counts)), { giver: 'Polisen', handed_over_on: '2026-01-01' }],
  ['area-counts', 'XLSX', book(counts), { giver: 'Polisen', handed_over_on: '2026-01-01' }],
  ['surveys', 'UTF-8', Buffer.from(csv(survey)), { survey: 'TU', question: 'Otrygg' }],
  ['surveys', 'gzip', gzipSync(csv(survey)), { survey: 'TU', question: 'Otrygg' }],
  ['police-events', 'JSON', Buffer.from(JSON.stringify([{ ...event, location: { name: 'Mutantby' } }]))],
]

const kept = () =>
  database.withContext({ role: 'import_worker', municipalityCodes: [code], access: 'read' }, (db) =>
    db.query(sql`
      select
        (select count(*)::int from area where municipality_code = ${code}) as areas,
        (select count(*)::int from place where municipality_code = ${code}) as places,
        (select count(*)::int from area_population where municipality_code = ${code}) as people,
        (select count(*)::int from crime_area_count where municipality_code = ${code}) as counts,
        (select count(*)::int from survey_value where municipality_code = ${code}) as surveys,
        (select count(*)::int from police_event where municipality_code = ${code}) as events,
        (select count(*)::int from import_replacement where municipality_code = ${code}) as replacements,
        (select count(*)::int from import where municipality_code = ${code}) as imports
    `),
  )

test.each([fixedSeed, Math.floor(Math.random() * 2 ** 31)])(
  'mutated files of registers are taken in or refused in both languages, and leave nothing behind (seed %i)',
  { timeout: 600_000 },
  async (seed) => {
    console.info(`seed ${seed}`)
    const random = seededRandom(seed)
    const before = await kept()
    let refused = 0
    for (const [kind, form, bytes, set = {}] of originals) {
      for (let number = 0; number < filesOfEach; number++) {
        const { bytes: mutant, told } = mutate(Buffer.from(bytes), random)
        const path = write('mutant', mutant)
        const where = `${kind}, ${form}, ${told}, file ${number} of seed ${seed}`
        const request = aRegister(path, { choice: { map: {}, set }, municipalityCode: code, dryRun: true })
        const error = await importRegister(database, kind, request).then(
          () => null,
          (thrown: unknown) => thrown,
        )
        if (error === null) continue
        refused += 1
        expect(error, where).toBeInstanceOf(ProblemError)
        const { code: problem, errors } = error as ProblemError
        expect(problem, where).toBe('invalid-file')
        expect(errors.length).toBeGreaterThan(0)
        for (const { reason } of errors) expect([reason.sv, reason.en].every((words) => words !== '')).toBe(true)
      }
    }
    expect(refused).toBeGreaterThan(0)
    expect(await kept()).toEqual(before)
  },
)
