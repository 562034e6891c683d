import type { Reader } from '#lib/accounts/access.ts'
import { actingContext, readingContext, seesCrimes, seesExactCrimes } from '#lib/accounts/reading-context.ts'
import { appendAudit } from '#lib/audit/commands.server.ts'
import { logReading } from '#lib/audit/read-log.server.ts'
import type { Source } from '#lib/cells/category.ts'
import { writeFilter } from '#lib/cells/filter.ts'
import { sideOfSource, slotsMatching } from '#lib/cells/slot.ts'
import type { Database, Transaction } from '#lib/database/database.ts'
import type { Municipality } from '#lib/municipalities/municipality.ts'
import { findMunicipality } from '#lib/municipalities/queries.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { columnsBySource, toExportedPoint } from './column.ts'
import { beyondProjection, exportFileName, layerName, markingOf, unknownImport, type ExportRequest } from './export.ts'
import type { ExportedPoint } from './exported-row.ts'
import { writeGeoPackage, writeText } from './file.server.ts'
import {
  findPageEnd,
  followIndex,
  listCrimesOfPage,
  listObservationsOfPage,
  listRemarksOfPage,
  tallyExport,
  type ExportPage,
  type ExportSelection,
  type ExportTally,
} from './queries.server.ts'
import { csvWriter, geoJsonWriter } from './writing.ts'

/** A file on its way out. */
export interface Export {
  fileName: string
  contentType: string
  /** As many as there were when it began. */
  rows: number
  /** Nothing is read until it is asked for; left early, it lets go of everything. */
  bytes: AsyncGenerator<Uint8Array<ArrayBuffer>>
}

const lists: Readonly<Record<Source, (db: Transaction, page: ExportPage) => Promise<ExportedPoint[]>>> = {
  remark: async (db, page) => (await listRemarksOfPage(db, page)).map((row) => toExportedPoint('remark', row)),
  observation: async (db, page) =>
    (await listObservationsOfPage(db, page)).map((row) => toExportedPoint('observation', row)),
  crime: async (db, page) => (await listCrimesOfPage(db, page)).map((row) => toExportedPoint('crime', row)),
}

const contentTypes: Readonly<Record<ExportRequest['format'], string>> = {
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json',
  gpkg: 'application/geopackage+sqlite3',
}

/** Read between two chances for others: what a page of the embedded engine holds up, and what lies in memory. */
const pageRows = 2000
const firstId = '00000000-0000-0000-0000-000000000000'
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Begins a download of one source's points: counts them and writes who took them to the log, of crimes to the read log too,
 * in one transaction. The points themselves are read as `bytes` is, page by page, in transactions of their own: none of
 * them leaves before what the logs say of them stands.
 *
 * @throws ProblemError unknown-municipality · invalid-parameter · not-found for crimes that are not the reader's to see ·
 * step-up-required
 */
export async function startExport(
  database: Database,
  reader: Reader,
  request: ExportRequest,
  clock: Clock = systemClock,
): Promise<Export> {
  if (request.source === 'crime') requireExactCrimes(reader)
  const { municipality, tally } = await database.withContext(actingContext(reader), async (db) => {
    const found = await findMunicipality(db, reader.municipalityCode)
    if (found === null) throw new ProblemError('unknown-municipality')
    const counted = await tallyExport(db, request.source, selectionOf(found, request))
    refuse(request, counted)
    await logExport(db, reader, request, { rows: counted.rows, clock })
    return { municipality: found, tally: counted }
  })
  const selection = selectionOf(municipality, request)
  return {
    fileName: exportFileName(municipality.slug, request, clock.now()),
    contentType: contentTypes[request.format],
    rows: tally.rows,
    bytes: write(request, readPages(database, reader, request.source, selection, tally), clock.now()),
  }
}

function requireExactCrimes(reader: Reader): void {
  if (!seesCrimes(reader)) throw new ProblemError('not-found')
  if (!seesExactCrimes(reader)) throw new ProblemError('step-up-required')
}

function selectionOf({ code }: Municipality, { source, filter, importId }: ExportRequest): ExportSelection {
  const { fromMonth, toMonth } = filter
  const slots = slotsMatching(filter)[sideOfSource(source)]
  return { municipalityCode: code, slots, fromMonth, toMonth, importId }
}

function refuse({ importId, system }: ExportRequest, tally: ExportTally): void {
  if (importId !== null && !tally.knownImports.includes(importId)) throw unknownImport(importId)
  if (system === 'EPSG:3006' && tally.beyondProjection > 0) throw beyondProjection(tally.beyondProjection)
}

async function logExport(
  db: Transaction,
  reader: Reader,
  { source, format, system, filter, importId }: ExportRequest,
  { rows, clock }: { rows: number; clock: Clock },
): Promise<void> {
  const { municipalityCode, party } = reader
  const detail = { format, crs: system, filter: writeFilter(filter).toString(), rows }
  const subject = {
    subjectKind: importId === null ? 'municipality' : 'import',
    subjectId: importId ?? municipalityCode,
  }
  await appendAudit(db, { municipalityCode, act: `export.${source}`, ...subject, audience: party, detail }, clock)
  if (source !== 'crime') return
  const where = { export: format, filter: detail.filter, ...(importId === null ? {} : { import: importId }) }
  await logReading(db, { reader, what: 'crimes', filter: where, rows }, clock)
}

/**
 * The chosen points in the order of their ids. Of every import there is all or nothing: those committed since the count
 * are left out, and where one was undone meanwhile the reading ends with an error rather than with a half.
 */
async function* readPages(
  database: Database,
  reader: Reader,
  source: Source,
  selection: ExportSelection,
  { imported, imports }: ExportTally,
): AsyncGenerator<ExportedPoint[]> {
  const list = lists[source]
  const { municipalityCode } = selection
  const context = readingContext(reader)
  let after = firstId
  let read = 0
  while (after !== lastId) {
    const { until, points } = await database.withContext(context, async (db) => {
      await followIndex(db)
      const end = (await findPageEnd(db, source, { municipalityCode, after, rows: pageRows })) ?? lastId
      return { until: end, points: await list(db, { ...selection, after, until: end, imports }) }
    })
    after = until
    read += points.filter(({ importId }) => importId !== null).length
    if (points.length > 0) yield points
  }
  if (read !== imported) throw new Error('rows of an import changed while a file was made of them')
}

function write(
  { source, format, system }: ExportRequest,
  pages: AsyncGenerator<ExportedPoint[]>,
  now: Date,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const columns = columnsBySource[source]
  const layer = layerName(source)
  const marking = markingOf(source)
  if (format === 'gpkg') return writeGeoPackage(pages, { layer, columns, system, now, marking })
  return writeText(
    pages,
    format === 'csv' ? csvWriter(columns, system) : geoJsonWriter(columns, system, { layer, marking }),
  )
}
