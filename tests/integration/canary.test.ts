import { pino } from 'pino'
import sql from 'sql-template-tag'
import { beforeAll, expect, test } from 'vitest'

import type { Reader } from '#lib/accounts/access.ts'
import { answerArea, answerAreas, answerChoices } from '#lib/areas/answers.server.ts'
import { answerEvents } from '#lib/areas/events.server.ts'
import { answerCell, answerCells, answerCounts } from '#lib/cells/answers.server.ts'
import { sources } from '#lib/cells/category.ts'
import { cellAt, cellToHex, parentCell } from '#lib/cells/h3.ts'
import { listCells } from '#lib/cells/packed.ts'
import { decodeCells } from '#lib/cells/wire.ts'
import { addCrimes } from '#lib/crimes/commands.server.ts'
import type { Transaction } from '#lib/database/database.ts'
import { answerWithExport } from '#lib/exports/answer.server.ts'
import { startExport } from '#lib/exports/commands.server.ts'
import { exportFormats, parseExport } from '#lib/exports/export.ts'
import { readCategoryPage } from '#lib/imports/category-page.server.ts'
import { readHistory, requireImport } from '#lib/imports/import-history.server.ts'
import { answerRefusals } from '#lib/imports/refused-rows.server.ts'
import { JobRunner } from '#lib/jobs/runner.server.ts'
import { log } from '#lib/platform/log.server.ts'
import { asProblem } from '#lib/platform/problem.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'
import { handOver, readRemark } from '#lib/remarks/handover-commands.server.ts'
import { findUpload, listOpenUploads } from '#lib/uploads/finding.server.ts'
import { tryUpload, openUpload } from '#lib/uploads/commands.server.ts'
import { uploadJobs } from '#lib/uploads/jobs.server.ts'
import { readProgress } from '#lib/uploads/progress.server.ts'
import { receiveUploads } from '#lib/uploads/receiving.server.ts'
import { answerRefusals as answerRefusedTrial } from '#lib/uploads/refusal-file.server.ts'
import { listPoints, parsePointsQuery } from '#lib/workspace/listed-points.server.ts'
import { canaries, countPlanted, findCanaries, plant, type Kind } from '../support/canaries.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { fileForm } from '../support/forms.ts'
import { madeFiles } from '../support/imports.ts'
import { officer, planner } from '../support/readers.ts'
import { aCrime, aRemark } from '../support/records.ts'

/**
 * Words and positions that stand nowhere else are planted everywhere something is secret; then every domain is asked
 * everything it answers, as every kind of reader, and the bytes of the answers, refusals and log lines are searched.
 */

const code = '9140'
const database = await openTestDatabase()
const write = madeFiles()
const logged: string[] = []
let remarkIds: string[] = []
const ids: string[] = []

const readers: readonly { name: string; kind: Kind | null; reader: Reader }[] = [
  { name: 'a planner of the municipality', kind: 'municipality', reader: planner(code) },
  { name: 'a walk leader of the police', kind: 'police', reader: officer(code, 'areas') },
  { name: 'an officer before the step-up', kind: 'cells', reader: officer(code, 'cells') },
  { name: 'an officer after it', kind: 'exact', reader: officer(code, 'exact') },
  { name: 'a planner elsewhere', kind: null, reader: planner('9141') },
  { name: 'an officer elsewhere', kind: null, reader: officer('9141') },
]

beforeAll(async () => {
  Object.assign(log, { [pino.symbols.streamSym]: { write: (line: string) => void logged.push(line) } })
  log.level = 'trace'
  await addTestMunicipality(database, { code, name: 'K', slug: 'k', boundary: boxBoundary(17, 59, 18, 60) })
  await addTestMunicipality(database, { code: '9141', name: 'E', slug: 'e', boundary: boxBoundary(19, 59, 20, 60) })
  remarkIds = (await plant(database, code, write)).remarkIds
  for (const [reader, kind, heading] of [
    [planner(code), 'remarks', 'Inkommen;Tema;Upplevelse;Synpunkt;Lat;Lon'],
    [officer(code), 'crimes', 'Datum;Brottstyp;Anmäld;Plats;Lat;Lon'],
  ] as const) {
    const row = `kanarieProvad${reader.party};Belysning;otrygg;Sagt;59.5;17.5`
    const file = { [`kanarieUppladdad${reader.party}.csv`]: `${heading}\n${row}\n` }
    const { uploads } = await receiveUploads(database, reader, await fileForm({ kind, trial: 'yes' }, file))
    for (const { id } of uploads) {
      await tryUpload(database, await openUpload(database, reader, id)).catch(() => undefined)
      ids.push(id)
    }
  }
  await new JobRunner(database, uploadJobs(database)).runDue()
  for (const reader of [planner(code), officer(code)]) {
    const { entries } = await readHistory(database, reader, new URLSearchParams())
    ids.push(...entries.map(({ id }) => id))
  }
  expect(await countPlanted(database, code)).toBe(7)
  expect(ids).toHaveLength(4)
}, 300_000)

test.each(readers)('$name meets what is theirs, and nothing else', { timeout: 300_000 }, async ({ kind, reader }) => {
  const met = new Set<string>()
  for (const [question, ask] of questionsFor(reader)) {
    const bytes = await bytesOf(ask)
    for (const canary of findCanaries(bytes)) {
      met.add(canary.name)
      const isTheirs = kind !== null && canary.seenBy.includes(kind)
      expect(isTheirs, `${question} says "${canary.name}"`).toBe(true)
    }
  }
  const theirs = canaries.filter(({ seenBy }) => kind !== null && seenBy.includes(kind))
  // A reader who meets nothing would show that the questions ask nothing.
  const unmet = theirs.map(({ name }) => name).filter((name) => !met.has(name))
  expect(unmet.filter((name) => !neverTold.includes(name))).toEqual([])
})

/** Kept with a report for those who look into it one day; no answer tells them yet. */
const neverTold = ['ArendeKommun', 'ArendePolis']

test('no line of the log says any of it, not of a statement that failed with it either', async () => {
  const fails = async (role: 'import_worker' | 'police_import_worker', work: (db: Transaction) => Promise<unknown>) => {
    const context = { role, municipalityCodes: [code], access: 'write' } as const
    const thrown: unknown = await database.withContext(context, work).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(Error)
    log.error({ err: thrown }, 'a statement failed')
    log.error({ err: thrown instanceof Error ? thrown.cause : null }, 'what the engine said of it')
  }
  const batch = { municipalityCode: code, importId: null }
  const remark = aRemark({ words: 'kanarieOrdKommun', people: 0 })
  await fails('import_worker', (db) => addRemarks(db, { ...batch, records: [remark] }))
  const [from, to] = [new Date('2026-02-02'), new Date('2026-02-01')]
  const crime = aCrime({ placeName: 'kanarieBrottPlats', occurredFrom: from, occurredTo: to })
  await fails('police_import_worker', (db) => addCrimes(db, { ...batch, records: [crime] }))
  await fails('police_import_worker', (db) =>
    db.query(sql`select 'kanarieBrottDiarie'::int, ${'kanarieBrottPlats'}::text`),
  )
  expect(logged.length).toBeGreaterThanOrEqual(3)
  expect(findCanaries(Buffer.from(logged.join('\n'))).map(({ name }) => name)).toEqual([])
})

type Question = readonly [name: string, ask: () => Promise<unknown>]

/** Everything the domains answer, asked about the first municipality; others ask about it too, and about their own. */
function questionsFor(reader: Reader): Question[] {
  return [code, reader.municipalityCode].flatMap((municipality) => [
    ...mapQuestions(reader, municipality),
    ...areaQuestions(reader, municipality),
    ...fileQuestions(reader),
  ])
}

function mapQuestions(reader: Reader, municipality: string): Question[] {
  const asked = (search: string, takesBytes = false) => {
    const params = new URLSearchParams(`municipality=${municipality}&bbox=17,59,18,60&${search}`)
    return { params, ifNoneMatch: null, takesBytes }
  }
  const points = (search: string) => parsePointsQuery(new URLSearchParams(`municipality=${municipality}&${search}`))
  const boxes = ['17.1,59.1,17.3,59.3', '17.3,59.3,17.5,59.5', '17.45,59.45,17.55,59.55']
  const hexes = [9, 10, 11, 15].map((resolution) => cellToHex(parentCell(cellAt([17.3456781, 59.3456782]), resolution)))
  return [
    ...[5, 7, 9, 10, 11, 15].flatMap((res): Question[] => [
      [`cells at ${res}`, () => answerCells(database, reader, asked(`res=${res}`))],
      [`cells of crimes at ${res}`, () => answerCells(database, reader, asked(`res=${res}&source=crime`))],
      [`cells at ${res} in bytes`, async () => decoded(await answerCells(database, reader, asked(`res=${res}`, true)))],
    ]),
    ['counts', () => answerCounts(database, reader, asked(''))],
    ...hexes.flatMap((hex): Question[] => [
      [`cell`, async () => withoutCell(hex, await answerCell(database, reader, hex, asked('')))],
      [`points of a cell`, () => listPoints(database, reader, points(`cell=${hex}`))],
      [`crimes of a cell`, () => listPoints(database, reader, points(`cell=${hex}&source=crime`))],
    ]),
    ...boxes.map((box): Question => [`points in ${box}`, () => listPoints(database, reader, points(`bbox=${box}`))]),
    ...[...remarkIds, 'nonsense'].map((id): Question => ['a remark', () => readRemark(database, reader, id)]),
    ['handing over', () => handOver(database, reader, { remarkId: remarkIds[2] ?? '', id: ids[0], reason: 'other' })],
  ]
}

function areaQuestions(reader: Reader, municipality: string): Question[] {
  const request = (search: string) => new Request(`http://localhost/x?municipality=${municipality}&${search}`)
  const crimes = 'measure=crimes&kind=statistical&period=2026-01,2026-12'
  return [
    ['areas', () => answerAreas(database, reader, request(crimes))],
    ['an area', () => answerArea(database, reader, 'A', request(''))],
    ['choices of areas', () => answerChoices(database, reader, request(''))],
    ['events', () => answerEvents(database, reader, request(''))],
  ]
}

function fileQuestions(reader: Reader): Question[] {
  const exported = (query: string) => async () =>
    answerWithExport(await startExport(database, reader, parseExport(new URLSearchParams(query))))
  return [
    ...sources.flatMap((source) =>
      exportFormats.flatMap((format) =>
        ['EPSG:4326', 'EPSG:3006'].map((crs): Question => [
          `${source} as ${format}`,
          exported(`source=${source}&format=${format}&crs=${crs}`),
        ]),
      ),
    ),
    ['the log of imports', () => readHistory(database, reader, new URLSearchParams())],
    ...['', ...sources].map((source): Question => [
      `categories of ${source}`,
      () => readCategoryPage(database, reader, new URLSearchParams(source === '' ? '' : { source })),
    ]),
    ['open uploads', () => listOpenUploads(database, reader)],
    ...ids.flatMap((id): Question[] => [
      ['an import', () => requireImport(database, reader, id)],
      ['refused rows of an import', () => answerRefusals(database, reader, id)],
      ['rows of an import', exported(`source=remark&format=csv&import=${id}`)],
      ['an upload', () => findUpload(database, reader, id)],
      ['progress', () => readProgress(database, reader, id)],
      ['refused rows of a trial', () => answerRefusedTrial(database, reader, id)],
    ]),
  ]
}

/** What a client gets: an answer's bytes, or the words of a problem as the API and the error page say them. */
async function bytesOf(ask: () => Promise<unknown>): Promise<Uint8Array> {
  try {
    const answer = await ask()
    if (!(answer instanceof Response)) return Buffer.from(JSON.stringify(answer) ?? '')
    const headers = JSON.stringify([...answer.headers])
    return Buffer.concat([Buffer.from(headers), Buffer.from(await answer.arrayBuffer())])
  } catch (error) {
    const problem = asProblem(error)
    expect(problem.code, String(error)).not.toBe('internal')
    return Buffer.from(JSON.stringify(problem.toProblem()))
  }
}

/** Cells in bytes hold numbers, not names: as names they can be searched for. */
async function decoded(answer: Response) {
  return listCells(decodeCells(new Uint8Array(await answer.arrayBuffer())).cells)
}

/** An answer names the cell that was asked about; that is no secret, its count is. */
async function withoutCell(hex: string, answer: Response) {
  const text = await answer.text()
  return { asked: text.replaceAll(`"cell":"${hex}"`, '') }
}
