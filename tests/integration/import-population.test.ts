import { describe, expect, test } from 'vitest'

import { importAreas } from '#lib/imports/area-commands.server.ts'
import { importPopulation } from '#lib/imports/population-commands.server.ts'
import { listPopulation } from '#lib/municipalities/population-queries.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { aRegister, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const code = '9914'
const boundary = boxBoundary(16, 58, 16.4, 58.2)
await addTestMunicipality(database, { code, name: 'Folkeby', slug: 'folkeby', boundary })
const areas = [
  { deso: '9914A0010', namn: 'Norr' },
  { deso: '9914A0020', namn: 'Söder' },
].map((properties) => ({ type: 'Feature', properties, geometry: boundary }))
await importAreas(
  database,
  aRegister(write('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features: areas }))),
)

const people = (lines: string[]) => aRegister(write('folk.csv', lines.join('\n')))
const context = { role: 'kommun_request', municipalityCodes: [code], access: 'read' } as const
const kept = () => database.withContext(context, (db) => listPopulation(db, code, [2023, 2024, 2025]))

const heading = 'Region;Ålder;Kön;År;Folkmängd'
const rows = [
  heading,
  '9914A0010;0-15 år;kvinnor;2024;100',
  '9914A0010;16-19 år;kvinnor;2024;20',
  '9914A0010;20-24 år;kvinnor;2024;1 010',
  '9914A0010;80+ år;män;2024;–',
  '9914A0010;totalt;kvinnor;2024;1 130',
  'söder;17;män;2024;3',
  'söder;18;män;2024;4',
  'söder;17;totalt;2024;9',
]

test('ages are summed into bands, totals are left out', async () => {
  expect(await importPopulation(database, { ...people(rows), dryRun: true })).toMatchObject({ saved: { added: 2 } })
  expect(await kept()).toEqual([])
  const report = await importPopulation(database, people(rows))
  expect(report).toMatchObject({ rowsRead: 8, totals: 2, areas: 2, years: [2024], people: 1137 })
  expect(await kept()).toEqual([
    { areaCode: '9914A0010', year: 2024, ageBand: '0-15', gender: 'woman', people: 100 },
    { areaCode: '9914A0010', year: 2024, ageBand: '16-24', gender: 'woman', people: 1030 },
    { areaCode: '9914A0010', year: 2024, ageBand: '80+', gender: 'man', people: 0 },
    { areaCode: '9914A0020', year: 2024, ageBand: '16-24', gender: 'man', people: 7 },
  ])
})

test('a year of an area is replaced as a whole; the same file again changes nothing', async () => {
  expect((await importPopulation(database, people(rows))).saved).toEqual({ added: 0, replaced: 0, unchanged: 2 })
  const newer = [heading, 'Norr;16-24;kvinnor;2024;1031', 'Norr;16-24;kvinnor;2025;1040']
  expect((await importPopulation(database, people(newer))).saved).toEqual({ added: 1, replaced: 1, unchanged: 0 })
  expect((await kept()).map(({ areaCode, year, people: n }) => [areaCode, year, n])).toEqual([
    ['9914A0010', 2024, 1031],
    ['9914A0010', 2025, 1040],
    ['9914A0020', 2024, 7],
  ])
})

describe('what cannot be read is refused naming row and column, and nothing is written', () => {
  test.each([
    ['an unknown area', [heading, 'Väster;17;män;2024;3'], [{ row: 2, column: 'Region', value: 'Väster' }]],
    [
      'an age across two bands',
      [heading, 'Norr;15-19 år;män;2024;3'],
      [{ row: 2, column: 'Ålder', value: '15-19 år' }],
    ],
    ['a gender', [heading, 'Norr;17;x;2024;3'], [{ row: 2, column: 'Kön', value: 'x' }]],
    ['a year', [heading, 'Norr;17;män;24;3'], [{ row: 2, column: 'År' }]],
    ['people', [heading, 'Norr;17;män;2024;..'], [{ row: 2, column: 'Folkmängd', value: '..' }]],
    ['ages twice', [heading, 'Norr;16-24;män;2024;3', 'Norr;20;män;2024;3'], [{ row: 3, column: 'Ålder' }]],
    ['totals by rows', [heading, 'Norr;totalt;män;2024;3'], [{ row: 2 }]],
    ['totals by columns', ['Region;År;Folkmängd', 'Norr;2024;3'], [{ row: 1, column: 'age' }]],
    ['no area', ['Kön;Ålder;År;Antal', 'män;17;2024;3'], [{ row: 1, column: 'area' }]],
  ])('%s', async (_, lines, errors) => {
    const before = await kept()
    const error = await importPopulation(database, people(lines)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'invalid-file', errors })
    expect(await kept()).toEqual(before)
  })
})
