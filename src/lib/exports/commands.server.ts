import { appendAudit } from '#lib/audit/commands.server.ts'
import type { Audience, Source } from '#lib/cells/category.ts'
import { writeFilter } from '#lib/cells/filter.ts'
import { sideOfSource, slotsMatching } from '#lib/cells/slot.ts'
import type { Database, Role, Transaction } from '#lib/database/database.ts'
import type { Municipality } from '#lib/municipalities/municipality.ts'
import { findMunicipality } from '#lib/municipalities/queries.server.ts'
import { systemClock, type Clock } from '#lib/platform/clock.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { columnsBySource, toExportedPoint } from './column.ts'
import { beyondProjection, exportFileName, layerName, unknownImport, type ExportRequest } from './export.ts'
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

/** As whom a source is read, who may know that it was, and how. */
interface Reader {
  role: Role
  audience: Audience
  list: (db: Transaction, page: ExportPage) => Promise<ExportedPoint[]>
}

const readers: Readonly<Record<Source, Reader>> = {
  remark: {
    role: 'kommun_request',
    audience: 'municipality',
    list: async (db, page) => (await listRemarksOfPage(db, page)).map((row) => toExportedPoint('remark', row)),
  },
  observation: {
    role: 'kommun_request',
    audience: 'municipality',
    list: async (db, page) =>
      (await listObservationsOfPage(db, page)).map((row) => toExportedPoint('observation', row)),
  },
  crime: {
    role: 'police_request',
    audience: 'police',
    list: async (db, page) => (await listCrimesOfPage(db, page)).map((row) => toExportedPoint('crime', row)),
  },
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
 * Begins a download of one source's points: counts them and writes who took them to the log, in one transaction. The
 * points themselves are read as `bytes` is, page by page, in transactions of their own.
 *
 * @param slugOrCode of the municipality
 * @throws ProblemError unknown-municipality · invalid-parameter · police-side-not-connected
 */
export async function startExport(
  database: Database,
  slugOrCode: string,
  request: ExportRequest,
  clock: Clock = systemClock,
): Promise<Export> {
  const { role, audience } = readers[request.source]
  const reference = { role, municipalityCodes: [], access: 'read' } as const
  const municipality = await database.withContext(reference, (db) => findMunicipality(db, slugOrCode))
  if (municipality === null) throw new ProblemError('unknown-municipality')
  const selection = selectionOf(municipality, request)
  const tally = await database.withContext(
    { role, municipalityCodes: [municipality.code], access: 'write' },
    async (db) => {
      const found = await tallyExport(db, request.source, selection)
      refuse(request, found)
      await logExport(db, municipality, request, { rows: found.rows, audience, clock })
      return found
    },
  )
  return {
    fileName: exportFileName(municipality.slug, request, clock.now()),
    contentType: contentTypes[request.format],
    rows: tally.rows,
    bytes: write(request, readPages(database, request.source, selection, tally), clock.now()),
  }
}

function selectionOf({ code }: Municipality, { source, filter, importId }: ExportRequest): ExportSelection {
  const { fromMonth, toMonth } = filter
  const slots = slotsMatching(filter)[sideOfSource(source)]
  return { municipalityCode: code, slots, fromMonth, toMonth, importId }
}

function refuse({ importId, system }: ExportRequest, tally: ExportTally): void {
  if (importId !== null && !tally.imports.includes(importId)) throw unknownImport(importId)
  if (system === 'EPSG:3006' && tally.beyondProjection > 0) throw beyondProjection(tally.beyondProjection)
}

async function logExport(
  db: Transaction,
  { code }: Municipality,
  { source, format, system, filter, importId }: ExportRequest,
  { rows, audience, clock }: { rows: number; audience: Audience; clock: Clock },
): Promise<void> {
  await appendAudit(
    db,
    {
      municipalityCode: code,
      act: `export.${source}`,
      subjectKind: importId === null ? 'municipality' : 'import',
      subjectId: importId ?? code,
      audience,
      detail: { format, crs: system, filter: writeFilter(filter).toString(), rows },
    },
    clock,
  )
}

/**
 * The chosen points in the order of their ids. Of every import there is all or nothing: those committed since the count
 * are left out, and where one was undone meanwhile the reading ends with an error rather than with a half.
 */
async function* readPages(
  database: Database,
  source: Source,
  selection: ExportSelection,
  { imported, imports }: ExportTally,
): AsyncGenerator<ExportedPoint[]> {
  const { role, list } = readers[source]
  const { municipalityCode } = selection
  const context = { role, municipalityCodes: [municipalityCode], access: 'read' } as const
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
  if (format === 'gpkg') return writeGeoPackage(pages, { layer, columns, system, now })
  return writeText(pages, format === 'csv' ? csvWriter(columns, system) : geoJsonWriter(columns, system, layer))
}
