import { gunzipSync } from 'node:zlib'

import type { Context, Database, Side } from '#lib/database/database.ts'

import { countLaterImports, findImport, findRefusals, selectImports } from './import-log-queries.server.ts'
import { isImportId } from './logged-import.ts'
import type { ImportDetail, LoggedImport } from './logged-import.ts'
import { maximumKeptReasons, refusalEnd, refusalHeading, refusalLine, unpackReason } from './refusal.ts'

/**
 * What one side has taken in of a municipality, newest first; what both sides may see is the municipality's.
 *
 * @throws ProblemError police-side-not-connected
 */
export function listImports(database: Database, side: Side, municipalityCode: string): Promise<LoggedImport[]> {
  return database.withContext(readingContext(side, municipalityCode), (db) => selectImports(db, side, municipalityCode))
}

/** Null when that side has no such import. */
export function readImport(
  database: Database,
  side: Side,
  municipalityCode: string,
  id: string,
): Promise<ImportDetail | null> {
  if (!isImportId(id)) return Promise.resolve(null)
  return database.withContext(readingContext(side, municipalityCode), async (db) => {
    const found = await findImport(db, side, municipalityCode, id)
    return found && { ...found, laterImports: await countLaterImports(db, found) }
  })
}

/**
 * The refused rows of an import as CSV for spreadsheets (UTF-8 with byte order mark, semicolons, formulas neutralised): row,
 * column, value, reason in Swedish and in English. A chunk at a time, each read in a transaction of its own; only the heading
 * where there are none.
 */
export async function* readRefusals(
  database: Database,
  side: Side,
  municipalityCode: string,
  id: string,
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(refusalHeading)
  if (!isImportId(id)) return
  let reasons = 0
  for (let chunk = 0; ; chunk++) {
    const key = { municipalityCode, importId: id, chunk }
    const content = await database.withContext(readingContext(side, municipalityCode), (db) =>
      findRefusals(db, side, key),
    )
    if (content === null) break
    const lines = gunzipSync(content).toString().trimEnd().split('\n')
    reasons += lines.length
    yield Buffer.from(lines.map((line) => refusalLine(unpackReason(line))).join(''))
  }
  if (reasons >= maximumKeptReasons) yield Buffer.from(refusalEnd)
}

function readingContext(side: Side, municipalityCode: string): Context {
  const role = side === 'police' ? 'police_request' : 'kommun_request'
  return { role, municipalityCodes: [municipalityCode], access: 'read' }
}
