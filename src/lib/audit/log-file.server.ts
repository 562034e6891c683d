import type { Database } from '#lib/database/database.ts'
import type { Locale } from '#lib/languages/format.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { byteOrderMark, spreadsheetLine } from '#lib/platform/spreadsheet.ts'
import { actName, subjectName } from './acts.ts'
import { inLog, noteOnLog, seek, type LogReader } from './log-page.server.ts'
import { readSearch, type LoggedAct, type LoggedReadingRow } from './search.ts'
import {
  countActs,
  countReadings,
  selectActs,
  selectReadings,
  type Place,
  type Sought,
} from './search-queries.server.ts'

const rowsAtATime = 1000

/**
 * Begins a file of what was looked for, as CSV: notes first in the log that it was taken. Rows are read as the bytes are
 * asked for, newest first; what is logged after it began is not in it.
 */
export async function startLogFile(
  database: Database,
  reader: LogReader,
  parameters: URLSearchParams,
  locale: Locale,
  clock: Clock = systemClock,
): Promise<AsyncGenerator<Uint8Array<ArrayBuffer>>> {
  const sought = await seek(database, reader, readSearch(parameters))
  const rows = await database.withContext(inLog(reader, 'read'), (db) =>
    sought.log === 'acts' ? countActs(db, sought) : countReadings(db, reader.party, sought),
  )
  const { log, act, from, to } = sought
  await noteOnLog(database, reader, 'audit.download', { log, filter: { act, from, to }, rows }, clock)
  return writeRows(database, reader, sought, locale)
}

async function* writeRows(
  database: Database,
  reader: LogReader,
  sought: Sought,
  locale: Locale,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder()
  yield encoder.encode(byteOrderMark + spreadsheetLine(headings[sought.log][locale]))
  for (let before: Place | null = null, more = true; more;) {
    const rows = await readRows(database, reader, sought, before)
    const lines = rows.map((row) => spreadsheetLine('act' in row ? lineOfAct(row, locale) : lineOfReading(row)))
    if (lines.length > 0) yield encoder.encode(lines.join(''))
    before = rows.at(-1) ?? null
    more = rows.length === rowsAtATime
  }
}

function readRows(
  database: Database,
  reader: LogReader,
  sought: Sought,
  before: Place | null,
): Promise<(LoggedAct | LoggedReadingRow)[]> {
  const slice = { limit: rowsAtATime, offset: 0, before }
  return database.withContext(inLog(reader, 'read'), async (db) =>
    sought.log === 'acts' ? selectActs(db, sought, slice) : selectReadings(db, reader.party, sought, slice),
  )
}

const headings = {
  acts: {
    sv: ['Tid', 'Vem', 'Konto', 'Vad', 'Händelse', 'Gäller', 'Id', 'Läses av', 'Uppgifter'],
    en: ['Time', 'Who', 'Account', 'What', 'Act', 'Subject', 'Id', 'Read by', 'Detail'],
  },
  readings: {
    sv: ['Tid', 'Vem', 'Konto', 'Vad', 'Ändamål', 'Urval', 'Rader'],
    en: ['Time', 'Who', 'Account', 'What', 'Purpose', 'Filter', 'Rows'],
  },
} as const

function lineOfAct(row: LoggedAct, locale: Locale): string[] {
  const { occurredAt, actor, actorId, act, subjectKind, subjectId, audience, detail } = row
  const subject = [subjectName(subjectKind, locale), subjectId ?? '']
  const what = [actName(act, locale), act]
  return [occurredAt.toISOString(), actor, actorId ?? '', ...what, ...subject, audience, JSON.stringify(detail)]
}

function lineOfReading({ occurredAt, person, personId, what, purpose, filter, rows }: LoggedReadingRow): string[] {
  return [occurredAt.toISOString(), person, personId, what, purpose ?? '', JSON.stringify(filter), String(rows)]
}
