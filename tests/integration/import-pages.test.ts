import { beforeAll, expect, test } from 'vitest'

import { sideOf, type Database } from '#lib/database/database.ts'
import { changeCategories } from '#lib/imports/category-change.server.ts'
import { readCategoryPage } from '#lib/imports/category-page.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { readHistory, requireImport } from '#lib/imports/import-history.server.ts'
import { answerRefusals } from '#lib/imports/refused-rows.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { anImport, madeFiles } from '../support/imports.ts'

const database = await openTestDatabase()
const write = madeFiles()
const everything = new URLSearchParams()
const crimes = new URLSearchParams('source=crime')

/** The same database, as an installation has it where the police's side is not connected. */
const alone: Database = {
  engine: database.engine,
  asOwner: (work) => database.asOwner(work),
  storage: () => database.storage(),
  connections: () => database.connections(),
  close: () => Promise.resolve(),
  withContext: (context, work) =>
    sideOf(context.role) === 'police'
      ? Promise.reject(new ProblemError('police-side-not-connected'))
      : database.withContext(context, work),
}

beforeAll(async () => {
  const boundary = boxBoundary(12.5, 54.9, 13, 55.2)
  await addTestMunicipality(database, { code: '9904', name: 'Sydkommun', slug: 'sydkommun', boundary })
  const far = boxBoundary(15, 54.9, 15.5, 55.2)
  await addTestMunicipality(database, { code: '9906', name: 'Nordkommun', slug: 'nordkommun', boundary: far })
  const remarks = write(
    'åsikter 2026.csv',
    [
      'Inkommen;Tema;Upplevelse;Synpunkt;Lat;Lon',
      '2026-03-01;Belysning;otrygg;Mörkt;55;12.7',
      '2026-03-02;Laddstolpar;trygg;Bra;55;12.7',
    ].join('\n'),
  )
  await importPoints(database, anImport('remark', remarks))
  const offences = write(
    'brott.csv',
    [
      'Brottstyp;Datum;Lat;Lon',
      'Stöld;2026-01-02;55;12.7',
      'Häleri;2026-01-02;55;12.7',
      'Häleri;2026-01-03;55;12.7',
    ].join('\n'),
  )
  await importPoints(database, anImport('crime', offences, { acceptPartial: true }))
})

async function codeOf(work: Promise<unknown>): Promise<string> {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  )
  return thrown instanceof ProblemError ? thrown.code : String(thrown)
}

test('the log holds both sides, and the municipality’s alone where the police’s is not connected', async () => {
  const both = await readHistory(database, '9904', everything)
  expect(both.entries.map(({ fileName, kind, added, refused }) => [fileName, kind, added, refused])).toEqual([
    ['brott.csv', 'crimes', 1, 2],
    ['åsikter 2026.csv', 'remarks', 2, 0],
  ])
  const own = await readHistory(alone, '9904', everything)
  expect(own.entries.map(({ kind }) => kind)).toEqual(['remarks'])
  expect((await readHistory(database, '9906', everything)).total).toBe(0)
})

test('an import is found by its own municipality, on the side that took it in, and by nobody else', async () => {
  const [crime, remark] = (await readHistory(database, '9904', everything)).entries
  if (!crime || !remark) throw new Error('two files were imported')
  expect((await requireImport(database, '9904', crime.id)).side).toBe('police')
  expect((await requireImport(database, '9904', remark.id)).side).toBe('municipality')
  expect(await codeOf(requireImport(database, '9906', remark.id))).toBe('not-found')
  expect(await codeOf(requireImport(alone, '9904', crime.id))).toBe('not-found')
})

test('refused rows come as a file of the import’s name, and only where there are any', async () => {
  const [crime, remark] = (await readHistory(database, '9904', everything)).entries
  if (!crime || !remark) throw new Error('two files were imported')
  const answer = await answerRefusals(database, '9904', crime.id)
  expect(answer.headers.get('content-disposition')).toBe(
    `attachment; filename="brott-avvisade-rader.csv"; filename*=UTF-8''brott-avvisade-rader.csv`,
  )
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const lines = (await answer.text()).trim().split('\r\n')
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatch(/^3;Brottstyp;Häleri;/)
  expect(await codeOf(answerRefusals(database, '9904', remark.id))).toBe('not-found')
  expect(await codeOf(answerRefusals(database, '9906', crime.id))).toBe('not-found')
})

test('words met in files wait until they are decided, and wait again when the decision is taken away', async () => {
  const waiting = async (parameters: URLSearchParams) =>
    (await readCategoryPage(database, '9904', parameters)).undecided.map(({ value, rows }) => [value, rows])
  expect(await waiting(crimes)).toEqual([['Häleri', 2]])
  expect(await waiting(everything)).toEqual([['Laddstolpar', 1]])

  const form = new FormData()
  for (const [name, value] of Object.entries({ source: 'crime', word: 'Häleri', category: 'other' })) {
    form.set(name, value)
  }
  expect(await changeCategories(database, '9904', 'save', form)).toEqual({ saved: 1 })
  expect(await waiting(crimes)).toEqual([])
  expect(await waiting(everything)).toEqual([['Laddstolpar', 1]])
  const page = await readCategoryPage(database, '9904', new URLSearchParams('source=crime&search=häleri'))
  expect(page.reading).toMatchObject({ category: 'other', because: 'decision' })
  expect(page.decisions).toMatchObject([{ written: 'häleri', category: 'other' }])
  expect((await readCategoryPage(database, '9906', crimes)).decisions).toEqual([])

  expect(await changeCategories(database, '9904', 'remove', form)).toEqual({ word: 'Häleri', removed: true })
  expect(await waiting(crimes)).toEqual([['Häleri', 2]])
  expect(await changeCategories(database, '9904', 'remove', form)).toEqual({ word: 'Häleri', removed: false })
})

test('without the police’s side there are no words of crimes to decide', async () => {
  expect((await readCategoryPage(alone, '9904', everything)).sources).toEqual(['remark', 'observation'])
  expect(await codeOf(readCategoryPage(alone, '9904', crimes))).toBe('not-found')
})
