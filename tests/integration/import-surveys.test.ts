import { describe, expect, test } from 'vitest'

import { importAreas } from '#lib/imports/area-commands.server.ts'
import { importSurveys } from '#lib/imports/survey-commands.server.ts'
import { listSurveyValues } from '#lib/municipalities/survey-queries.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { aRegister, madeFiles } from '../support/imports.ts'
import { rowOf, workbookOf } from '../support/workbook.ts'

const database = await openTestDatabase()
const write = madeFiles()
const code = '9919'
const boundary = boxBoundary(16, 58, 16.4, 58.2)
await addTestMunicipality(database, { code, name: 'Enkätby', slug: 'enkatby', boundary })
const areas = [
  { kod: 'A1', namn: 'Norr' },
  { kod: 'A2', namn: 'Söder' },
].map((properties) => ({ type: 'Feature', properties, geometry: boundary }))
await importAreas(
  database,
  aRegister(write('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features: areas }))),
)

const about = { survey: 'Trygghet', question: 'Otrygg ute om kvällen' }
const survey = (lines: readonly string[], set: Record<string, string> = about) =>
  aRegister(write('enkat.csv', lines.join('\n')), { choice: { map: {}, set } })
const context = { role: 'kommun_request', municipalityCodes: [code], access: 'read' } as const
const kept = () => database.withContext(context, (db) => listSurveyValues(db, code))
const short = async () =>
  (await kept()).map(({ areaCode, year, month, share, written }) => [areaCode, year, month, share, written])

const long = [
  'Undersökning;Fråga;Svarsalternativ;Område;År;Andel;Antal svarande;Nedre gräns;Övre gräns',
  'TU;Otrygg;Ja;A1;2023;34,5 %;120;30,1;38,9',
  'TU;Otrygg;Ja;söder;2023;..;<5;;',
  'TU;Otrygg;Ja;hela kommunen;2023;28,0;1 204;27;29',
  'TU;Otrygg;Ja;Enkätby;2024-05;0;900;;',
]

test('values by area and year, hidden ones as they were written, the whole municipality by name', async () => {
  const dry = await importSurveys(database, { ...survey(long, {}), dryRun: true })
  expect(dry).toMatchObject({ rowsRead: 4, unit: 'percent', hidden: 1, saved: { added: 4 } })
  expect(await kept()).toEqual([])
  const report = await importSurveys(database, survey(long, {}))
  expect(report).toMatchObject({ surveys: ['TU'], questions: 1, areas: 2, years: [2023, 2024] })
  const same = { survey: 'TU', question: 'Otrygg', answer: 'Ja' }
  const bare = { shareLow: null, shareHigh: null, month: null }
  expect(await kept()).toEqual([
    {
      ...same,
      ...bare,
      areaCode: null,
      year: 2023,
      share: 0.28,
      shareLow: 0.27,
      shareHigh: 0.29,
      answered: 1204,
      written: '28,0',
    },
    { ...same, ...bare, areaCode: null, year: 2024, month: 5, share: 0, answered: 900, written: '0' },
    {
      ...same,
      ...bare,
      areaCode: 'A1',
      year: 2023,
      share: 0.345,
      shareLow: 0.301,
      shareHigh: 0.389,
      answered: 120,
      written: '34,5 %',
    },
    { ...same, ...bare, areaCode: 'A2', year: 2023, share: null, answered: null, written: '..' },
  ])
  expect((await importSurveys(database, survey(long, {}))).saved).toEqual({ added: 0, replaced: 0, unchanged: 4 })
  const newer = long.map((line) => line.replace('28,0', '28,4'))
  expect((await importSurveys(database, survey(newer, {}))).saved).toEqual({ added: 0, replaced: 1, unchanged: 3 })
})

test('a column a year, as spreadsheets lay it out; an empty cell is a missing value', async () => {
  const wide = ['Områdeskod;2021;Antal svar 2021;Andel 2023 (%);2023 n', 'A1;31,5;100;30;110', 'A2;;0;<5;3']
  const report = await importSurveys(database, survey(wide, { ...about, survey: 'Bred' }))
  expect(report).toMatchObject({ rowsRead: 2, unit: 'percent', hidden: 2, saved: { added: 4 }, years: [2021, 2023] })
  expect(report.columns?.unread).toEqual([])
  const values = (await kept()).filter((value) => value.survey === 'Bred')
  expect(
    values.map(({ areaCode, year, share, answered, written }) => [areaCode, year, share, answered, written]),
  ).toEqual([
    ['A1', 2021, 0.315, 100, '31,5'],
    ['A1', 2023, 0.3, 110, '30'],
    ['A2', 2021, null, 0, ''],
    ['A2', 2023, null, 3, '<5'],
  ])
})

test('a workbook whose cells show percent, under a title', async () => {
  const cells =
    '<row r="4"><c r="A4" t="inlineStr"><is><t>A1</t></is></c><c r="B4" s="1"><v>0.345</v></c><c r="C4" s="1"><v>0.4</v></c></row>'
  const rows = [rowOf(1, ['Trygghetsmätning']), rowOf(3, ['Stadsdel', '2019', '2020']), cells].join('')
  const path = write('enkat.xlsx', workbookOf({ sheets: [{ name: 'Blad1', rows }], formats: ['0.0%'] }))
  const set = { ...about, survey: 'Bok' }
  const report = await importSurveys(database, aRegister(path, { choice: { map: {}, set } }))
  expect(report).toMatchObject({ unit: 'signed', saved: { added: 2 } })
  expect((await kept()).filter((value) => value.survey === 'Bok').map(({ share }) => share)).toEqual([0.345, 0.4])
})

test('what a bare number means is asked where nothing says it', async () => {
  const lines = ['Område;År;Andel', 'A1;2020;1', 'A2;2020;0']
  const file = survey(lines, { ...about, survey: 'Tvetydig' })
  await expect(importSurveys(database, file)).rejects.toMatchObject({
    errors: [
      {
        row: 2,
        column: 'Andel',
        value: '1',
        reason: { command: { sv: expect.stringContaining('--set unit=percent') } },
      },
    ],
  })
  const stated = survey(lines, { ...about, survey: 'Tvetydig', unit: 'share' })
  expect(await importSurveys(database, stated)).toMatchObject({ unit: 'stated', saved: { added: 2 } })
  expect((await short()).filter(([, year]) => year === 2020)).toContainEqual(['A1', 2020, null, 1, '1'])
  const shares = survey(['Område;År;Andel', 'A1;2018;0,345', 'A2;2018;0,3'], { ...about, survey: 'Andelar' })
  expect(await importSurveys(database, shares)).toMatchObject({ unit: 'share' })
})

describe('what cannot be read is refused naming row and column, and nothing is written', () => {
  const heading = 'Område;År;Andel'
  test.each([
    ['an unknown area', [heading, 'Väster;2020;12 %'], [{ row: 2, column: 'Område', value: 'Väster' }]],
    ['no area', [heading, ';2020;12 %'], [{ row: 2, column: 'Område' }]],
    ['a year', [heading, 'A1;i fjol;12 %'], [{ row: 2, column: 'År', value: 'i fjol' }]],
    ['a quarter', [heading, 'A1;2020 kv 1;12 %'], [{ row: 2, column: 'År' }]],
    ['a share', [heading, 'A1;2020;många'], [{ row: 2, column: 'Andel', value: 'många' }]],
    ['more than all', [heading, 'A1;2020;134 %'], [{ row: 2, column: 'Andel', value: '134 %' }]],
    ['the same twice', [heading, 'A1;2020;12 %', 'Norr;2020;13 %'], [{ row: 3, column: 'Område' }]],
    ['a year column', ['Område;2020;2021', 'A1;12 %;x y'], [{ row: 2, column: '2021', value: 'x y' }]],
    [
      'outside its interval',
      ['Område;År;Andel;Konfidensintervall', 'A1;2020;12 %;20–30 %'],
      [{ row: 2, column: 'Andel' }],
    ],
    ['mixed numbers', [heading, 'A1;2020;0,5', 'A2;2020;34'], [{ row: 2, column: 'Andel' }]],
    ['no rows', [heading], [{ row: 2 }]],
    ['no share', ['Område;År', 'A1;2020'], [{ row: 1, column: 'share' }]],
  ])('%s', async (_, lines, errors) => {
    const before = await kept()
    const error = await importSurveys(database, survey(lines)).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({ code: 'invalid-file', errors })
    expect(await kept()).toEqual(before)
  })

  test('which survey it is must be said', async () => {
    await expect(importSurveys(database, survey([heading, 'A1;2020;12 %'], {}))).rejects.toMatchObject({
      errors: [{ column: 'survey' }, { column: 'question' }],
    })
  })
})
