import sql from 'sql-template-tag'
import { beforeAll, describe, expect, test } from 'vitest'

import type { Reader } from '#lib/accounts/access.ts'
import { readingContext } from '#lib/accounts/reading-context.ts'
import { answerCell, answerCells, answerCounts } from '#lib/cells/answers.server.ts'
import { cellAt, cellToHex } from '#lib/cells/h3.ts'
import { addCrimes } from '#lib/crimes/commands.server.ts'
import { exportFormats } from '#lib/exports/export.ts'
import { startExport } from '#lib/exports/commands.server.ts'
import { parseExport } from '#lib/exports/export.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { undoImport } from '#lib/imports/undo.server.ts'
import { handOver, readRemark } from '#lib/remarks/handover-commands.server.ts'
import { addRemarks } from '#lib/remarks/commands.server.ts'
import { addObservations } from '#lib/walks/commands.server.ts'
import { listPoints, parsePointsQuery } from '#lib/workspace/listed-points.server.ts'
import { addTestMunicipality, boxBoundary, openTestDatabase } from '../support/database.ts'
import { piecesOf } from '../support/exports.ts'
import { anImport, madeFiles } from '../support/imports.ts'
import { officer, planner } from '../support/readers.ts'
import { aCrime, anObservation, aRemark } from '../support/records.ts'

/** Who reads what, asked of the domains themselves. */

const code = '9130'
const database = await openTestDatabase()
const write = madeFiles()
const cell = cellAt([20.5, 58.5])
const [own, theirs, staff, shared] = [
  aRemark({ words: 'kommunens ord', suggestion: 'kommunens förslag' }),
  aRemark({ words: 'polisens ord', suggestion: 'polisens förslag', responsibleParty: 'police' }),
  aRemark({ words: 'personalens ord', audience: 'municipality' }),
  aRemark({ words: 'delade ord' }),
]
const box = 'bbox=20.4,58.4,20.6,58.6'
const asked = (search: string) => new URLSearchParams(`municipality=${code}&${search}`)
const lists = (reader: Reader, search = box) => listPoints(database, reader, parsePointsQuery(asked(search)))
const textOf = async (reader: Reader, id: string) => (await lists(reader)).points.find((point) => point.id === id)?.text

const readings = () =>
  database.withContext(readingContext(officer(code)), (db) =>
    db.query(sql`
      select person_id, purpose, what, filter, rows from police.reading
      where municipality_code = ${code} order by occurred_at, id
    `),
  )

beforeAll(async () => {
  await addTestMunicipality(database, { code, name: 'L', slug: 'l', boundary: boxBoundary(20, 58, 21, 59) })
  const municipalityCodes = [code]
  await database.withContext({ role: 'import_worker', municipalityCodes, access: 'write' }, async (db) => {
    await addRemarks(db, { municipalityCode: code, importId: null, records: [own, theirs, staff, shared] })
    await addObservations(db, { municipalityCode: code, importId: null, records: [anObservation()] })
    await db.execute(sql`
      update remark set words_shared = true where municipality_code = ${code} and id = ${shared.id}::uuid
    `)
  })
  await database.withContext({ role: 'police_import_worker', municipalityCodes, access: 'write' }, (db) =>
    addCrimes(db, { municipalityCode: code, importId: null, records: [aCrime({ placeName: 'Hemliga vägen' })] }),
  )
})

describe('crimes', () => {
  const cellsOf = async (reader: Reader, search = '') => {
    const question = { params: asked(`${box}&res=9${search}`), ifNoneMatch: null, takesBytes: false }
    return (await answerCells(database, reader, question)).json()
  }

  test('are counted by cell for the police who may see them so, and for nobody else', async () => {
    expect(await cellsOf(planner(code))).toMatchObject({ total: 5, absent: ['crime'] })
    expect(await cellsOf(planner(code), '&source=crime')).toMatchObject({ total: 0, cells: [], absent: ['crime'] })
    expect(await cellsOf(officer(code, 'areas'))).toMatchObject({ total: 4, absent: ['crime'] })
    expect(await cellsOf(officer(code, 'cells'))).toMatchObject({ total: 5 })
    expect(await cellsOf(officer(code, 'cells'))).not.toHaveProperty('absent')
  })

  test('in cells so fine that they say where each lies are single crimes', async () => {
    const question = (search: string) => ({ params: asked(`${box}${search}`), ifNoneMatch: null, takesBytes: false })
    const refusal = { code: 'step-up-required' }
    for (const res of [11, 15]) {
      const fine = answerCells(database, officer(code, 'cells'), question(`&res=${res}`))
      await expect(fine).rejects.toMatchObject(refusal)
    }
    const hex = cellToHex(cell)
    await expect(answerCell(database, officer(code, 'cells'), hex, question(''))).rejects.toMatchObject(refusal)
    await answerCells(database, officer(code, 'cells'), question('&res=11&source=remark'))
    const before = await readings()
    await answerCells(database, officer(code), question('&res=10'))
    expect(await readings()).toHaveLength(before.length)
    await answerCells(database, officer(code), question('&res=11'))
    await answerCell(database, officer(code), hex, question('&source=crime'))
    const filter = { res: 15, cell: hex, filter: 'source=crime' }
    expect((await readings()).slice(before.length)).toMatchObject([{ rows: 1 }, { rows: 1, filter }])
  })

  test('are asked for in no statement of someone who does not see them', async () => {
    const roles = new Set<string>()
    const watched = { ...database, engine: database.engine } as typeof database
    watched.withContext = (context, work) => {
      roles.add(context.role)
      return database.withContext(context, work)
    }
    const question = { params: asked(''), ifNoneMatch: null, takesBytes: false }
    await answerCounts(watched, planner(code), question)
    await answerCell(watched, planner(code), cellToHex(cell), question)
    await listPoints(watched, planner(code), parsePointsQuery(asked(box)))
    expect([...roles]).toEqual(['kommun_request'])
  })

  test('one by one only for those who have said what for', async () => {
    const sources = async (reader: Reader) => new Set((await lists(reader)).points.map(({ source }) => source))
    expect(await sources(planner(code))).not.toContain('crime')
    expect(await sources(officer(code, 'cells'))).not.toContain('crime')
    expect(await sources(officer(code, 'exact'))).toContain('crime')
    expect(await lists(officer(code, 'cells'))).toMatchObject({ absent: ['crime'] })
    const alone = lists(officer(code, 'cells'), `${box}&source=crime`)
    await expect(alone).rejects.toMatchObject({ code: 'step-up-required', status: 403 })
    expect(await lists(planner(code), `${box}&source=crime`)).toEqual({ points: [], more: false, absent: ['crime'] })
  })

  test('leave as a file only to them, marked for the police alone', async () => {
    const request = parseExport(new URLSearchParams('source=crime&format=csv'))
    await expect(startExport(database, planner(code), request)).rejects.toMatchObject({ code: 'not-found' })
    await expect(startExport(database, officer(code, 'cells'), request)).rejects.toMatchObject({
      code: 'step-up-required',
    })
    for (const format of exportFormats) {
      const file = await startExport(database, officer(code), { ...request, format, system: 'EPSG:4326' })
      expect(Buffer.concat(await piecesOf(file.bytes)).toString('latin1'), format).toContain('Endast Polisen')
    }
  })

  test('are never read without standing in the read log: who, what for, by which filter, how many', async () => {
    await lists(officer(code), `${box}&source=crime&category=bicycle_theft`)
    expect((await readings()).slice(-1)).toEqual([
      {
        person_id: 'person-police',
        purpose: 'prov',
        what: 'crimes',
        filter: { bbox: [20.4, 58.4, 20.6, 58.6], filter: 'source=crime&category=bicycle_theft' },
        rows: 1,
      },
    ])
  })
})

describe('words', () => {
  test('are read by the party that answers for them, by the other where they are shared', async () => {
    expect(await textOf(planner(code), own.id)).toBe('kommunens ord')
    expect(await textOf(officer(code), own.id)).toBeNull()
    expect(await textOf(officer(code), theirs.id)).toBe('polisens ord')
    expect(await textOf(planner(code), theirs.id)).toBeNull()
    expect(await textOf(officer(code), shared.id)).toBe('delade ord')
  })

  test("of staff's own reports stay with their party, and so does the report", async () => {
    expect(await textOf(planner(code), staff.id)).toBe('personalens ord')
    expect(await textOf(officer(code), staff.id)).toBeUndefined()
    await expect(readRemark(database, officer(code), staff.id)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('leave in no file of the other party, suggestions neither', async () => {
    for (const format of exportFormats) {
      const request = parseExport(new URLSearchParams(`source=remark&format=${format}&crs=EPSG:4326`))
      const fileOf = async (reader: Reader) => {
        const { bytes, rows } = await startExport(database, reader, request)
        return { rows, text: Buffer.concat(await piecesOf(bytes)).toString('utf8') }
      }
      const police = await fileOf(officer(code))
      expect(police.rows).toBe(3)
      expect(police.text).toContain('polisens förslag')
      expect(police.text).not.toMatch(/kommunens|personalens/)
      const municipality = await fileOf(planner(code))
      expect(municipality.rows).toBe(4)
      expect(municipality.text).toContain('kommunens förslag')
      expect(municipality.text).not.toContain('polisens')
    }
  })
})

describe('handing over', () => {
  const statement = (remarkId: string, reason = 'crime-report') => ({ remarkId, reason, id: crypto.randomUUID() })

  test('gives the other party the words of one remark, once, for both to see and the log to keep', async () => {
    const given = statement(own.id)
    const clock = { now: () => new Date('2026-11-22T22:30:00Z') }
    await handOver(database, planner(code), given, clock)
    await handOver(database, planner(code), given, clock)
    expect(await textOf(officer(code), own.id)).toBe('kommunens ord')
    const expected = [{ from: 'municipality', reason: 'crime-report', on: '2026-11-22' }]
    for (const reader of [planner(code), officer(code)]) {
      expect(await readRemark(database, reader, own.id)).toMatchObject({
        suggestion: 'kommunens förslag',
        handovers: expected,
      })
      expect((await lists(reader)).points.find(({ id }) => id === own.id)?.handovers).toEqual(expected)
    }
    const acts = await database.withContext(readingContext(officer(code)), (db) =>
      db.query(sql`
        select subject_id, detail from audit_entry where municipality_code = ${code} and act = 'remark.hand-over'
      `),
    )
    const detail = { handover: given.id, from: 'municipality', to: 'police', reason: 'crime-report' }
    expect(acts).toEqual([{ subject_id: own.id, detail }])
  })

  test('is for the party that answers for the words, and for a reason', async () => {
    const attempt = (reader: Reader, remarkId: string, reason?: string) =>
      handOver(database, reader, statement(remarkId, reason))
    await expect(attempt(planner(code), theirs.id)).rejects.toMatchObject({ code: 'remark-not-handed-over' })
    await expect(attempt(planner(code), staff.id)).rejects.toMatchObject({ code: 'remark-not-handed-over' })
    await expect(attempt(officer(code), staff.id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(attempt(planner('9131'), own.id)).rejects.toMatchObject({ code: 'not-found' })
    await expect(attempt(planner(code), 'nonsense')).rejects.toMatchObject({ code: 'not-found' })
    await expect(attempt(planner(code), own.id, 'curiosity')).rejects.toMatchObject({ code: 'invalid-form' })
  })

  test('cannot be done in the name of the other party, whatever the statement', async () => {
    const forged = database.withContext({ ...readingContext(officer(code)), access: 'write' }, (db) =>
      db.execute(sql`
        insert into handover (municipality_code, id, remark_id, from_party, reason, handed_over_at, handed_over_by)
        values (
          ${code}, ${crypto.randomUUID()}, ${shared.id}, 'municipality', 'other', ${new Date('2026-11-22')}, 'nobody'
        )
      `),
    )
    await expect(forged).rejects.toMatchObject({ sqlState: '42501' })
  })
})

test("reports by the police's own staff come in on their side, are seen by them alone, and can be undone", async () => {
  const file = write('rapport.csv', 'Händelsedatum;Beskrivning;Lat;Lon\n2026-03-01;rapportens ord;58.7;20.7\n')
  const request = anImport('remark', file, { municipalityCode: code, kind: 'incident-reports', side: 'police' })
  const { municipalities } = await importPoints(database, request)
  const near = 'bbox=20.65,58.65,20.75,58.75'
  expect((await lists(officer(code), near)).points).toMatchObject([{ text: 'rapportens ord' }])
  expect((await lists(planner(code), near)).points).toEqual([])
  const counted = async (reader: Reader) => {
    const question = { params: asked(`${near}&res=9&source=remark`), ifNoneMatch: null, takesBytes: false }
    return ((await (await answerCells(database, reader, question)).json()) as { cells: unknown[] }).cells.length
  }
  expect([await counted(officer(code)), await counted(planner(code))]).toEqual([1, 0])
  const id = municipalities[0]?.importId ?? ''
  const notTheirs = undoImport(database, { side: 'municipality', municipalityCode: code, id })
  await expect(notTheirs).rejects.toMatchObject({ code: 'unknown-import' })
  expect(await undoImport(database, { side: 'police', municipalityCode: code, id })).toMatchObject({ removed: 1 })
  expect((await lists(officer(code), near)).points).toEqual([])
  expect(await counted(officer(code))).toBe(0)
})

test('a worker takes away nothing that the other party answers for, even where it sees it', async () => {
  const removed = await database.withContext(
    { role: 'police_import_worker', municipalityCodes: [code], access: 'write' },
    (db) => db.execute(sql`delete from remark where municipality_code = ${code} and id = ${shared.id}::uuid`),
  )
  expect(removed).toBe(0)
})
