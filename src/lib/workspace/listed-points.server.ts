import * as v from 'valibot'

import type { Reader } from '#lib/accounts/access.ts'
import {
  actingContext,
  readingContext,
  requireOwn,
  seesCrimes,
  seesExactCrimes,
} from '#lib/accounts/reading-context.ts'
import { logReading } from '#lib/audit/read-log.server.ts'
import type { Source } from '#lib/cells/category.ts'
import { countPointsIn } from '#lib/cells/bound-queries.server.ts'
import { refuseUnknown } from '#lib/cells/counts.server.ts'
import { coverBox, maximumPointsRead, rangesAt, type Box, type Cover } from '#lib/cells/cover.ts'
import { parseBox, parseCell, parseCellFilter, writeFilter, type CellFilter } from '#lib/cells/filter.ts'
import { finestResolution, resolutionOf } from '#lib/cells/h3.ts'
import { slotsMatching, type SlotChoice } from '#lib/cells/slot.ts'
import { listCrimes } from '#lib/crimes/queries.server.ts'
import {
  defaultStatementTimeoutMilliseconds,
  type Context,
  type Database,
  type Side,
  type Transaction,
} from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { newestFirst, toListedPoint, type ListedRow, type PointSelection } from '#lib/points/list.ts'
import { listRemarks } from '#lib/remarks/queries.server.ts'
import { listObservations } from '#lib/walks/queries.server.ts'
import type { WorkspacePoint } from './requests.ts'

/** A list is for reading what a close map shows; a wider box is refused before anything is read. */
const maximumBoxDegrees = 0.25
const defaultLimit = 200
const maximumLimit = 5000

export interface PointsQuery {
  filter: CellFilter
  cover: Cover
  /** Narrows the cover to what lies inside; null when a cell says it exactly. */
  box: Box | null
  limit: number
  /** The part of the map as it was asked for, for the read log. */
  asked: { cell: string } | { bbox: Box }
}

/** @throws ProblemError invalid-parameter */
export function parsePointsQuery(params: URLSearchParams): PointsQuery {
  const filter = parseCellFilter(params)
  const limit = parseLimit(params.get('limit'))
  const cell = params.get('cell')
  if (cell !== null) {
    const asked = parseCell(cell)
    const cover = { resolution: resolutionOf(asked), parents: [asked] }
    return { filter, cover, box: null, limit, asked: { cell } }
  }
  const box = parseBox(params)
  const [west, south, east, north] = box
  if (east - west > maximumBoxDegrees || north - south > maximumBoxDegrees) throw tooWide(params.get('bbox') ?? '')
  return { filter, cover: coverBox(box, 11), box, limit, asked: { bbox: box } }
}

export interface PointsList {
  points: WorkspacePoint[]
  more: boolean
  /** What was asked for and is not the reader's to see, or not now; left out when nothing was. */
  absent?: Source[]
}

/**
 * The points of all chosen sources that the reader may see, newest first. Single crimes are for those who have said what
 * they need them for; each reading of them stands in the read log before anybody sees them. Given up when `signal` is
 * aborted.
 *
 * @throws ProblemError unknown-municipality · step-up-required when crimes alone are asked for · invalid-parameter where
 *   the embedded engine, which cannot be interrupted, would go through too many points
 */
export async function listPoints(
  database: Database,
  reader: Reader,
  query: PointsQuery,
  signal?: AbortSignal,
): Promise<PointsList> {
  const { filter, limit } = query
  requireOwn(reader, filter.municipalityCode)
  const slots = slotsMatching(filter)
  const wantsCrimes = slots.police.length > 0
  const withCrimes = wantsCrimes && seesExactCrimes(reader)
  if (wantsCrimes && !withCrimes && seesCrimes(reader) && slots.municipality.length === 0) {
    throw new ProblemError('step-up-required')
  }
  const asking = { database, reader, query, signal }
  const [said, crimes] = await Promise.all([
    listSaid(asking, slots.municipality),
    withCrimes ? readCrimes(asking, slots.police) : Promise.resolve<ListedRow[]>([]),
    refuseUnknown(database, reader),
  ])
  const listed = newestFirst<WorkspacePoint>([...said, crimes.map(toListedPoint)], limit)
  return wantsCrimes && !withCrimes ? { ...listed, absent: ['crime'] } : listed
}

interface Asking {
  database: Database
  reader: Reader
  query: PointsQuery
  signal: AbortSignal | undefined
}

async function listSaid({ database, reader, query, signal }: Asking, slots: SlotChoice) {
  const { sources } = query.filter
  const selection = selectionOf(query, slots)
  const context: Context = { ...readingContext(reader), signal }
  const ask = <Row extends ListedRow>(
    source: Source,
    list: (db: Transaction, selection: PointSelection) => Promise<Row[]>,
  ): Promise<Row[]> =>
    sources === null || sources.includes(source)
      ? database.withContext(context, async (db) => {
          await refuseTooMany(db, 'municipality', query)
          return list(db, selection)
        })
      : Promise.resolve([])
  const [remarks, observations] = await Promise.all([ask('remark', listRemarks), ask('observation', listObservations)])
  return [remarks.map(toListedPoint), observations.map(toListedPoint)]
}

/** In one transaction with its entry in the read log: neither is there without the other. */
function readCrimes({ database, reader, query, signal }: Asking, slots: SlotChoice) {
  const statementTimeoutMilliseconds = defaultStatementTimeoutMilliseconds.read
  const context = { ...actingContext(reader), statementTimeoutMilliseconds, signal }
  const { filter, asked, limit } = query
  return database.withContext(context, async (db) => {
    await refuseTooMany(db, 'police', query)
    const rows = await listCrimes(db, selectionOf(query, slots))
    const where = { ...asked, filter: writeFilter(filter).toString() }
    await logReading(db, { reader, what: 'crimes', filter: where, rows: Math.min(rows.length, limit) })
    return rows
  })
}

async function refuseTooMany(db: Transaction, side: Side, { filter, cover, box }: PointsQuery): Promise<void> {
  const most = maximumPointsRead[db.engine]
  if (most === null) return
  const toRead = await countPointsIn(db, side, filter.municipalityCode, cover)
  if (toRead > most) throw tooMany(box === null ? 'cell' : 'bbox')
}

function selectionOf({ filter, cover, box, limit }: PointsQuery, slots: SlotChoice): PointSelection {
  const { municipalityCode, fromMonth, toMonth } = filter
  const ranges = rangesAt(cover, finestResolution)
  return { municipalityCode, ranges, box, slots, fromMonth, toMonth, limit: limit + 1 }
}

function parseLimit(text: string | null): number {
  if (text === null || text === '') return defaultLimit
  const limit = v.safeParse(v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1)), text)
  if (limit.success && limit.output <= maximumLimit) return limit.output
  throw new ProblemError('invalid-parameter', [
    {
      column: 'limit',
      value: text,
      reason: {
        sv: `limit ska vara ett heltal från 1 till ${maximumLimit}.`,
        en: `limit must be a whole number from 1 to ${maximumLimit}.`,
      },
    },
  ])
}

function tooMany(column: 'bbox' | 'cell'): ProblemError {
  return new ProblemError('invalid-parameter', [
    {
      column,
      reason: {
        sv: 'Här finns så många punkter att listan skulle dröja. Zooma in eller välj en mindre cell.',
        en: 'There are so many points here that the list would take long. Zoom in, or choose a smaller cell.',
      },
    },
  ])
}

function tooWide(value: string): ProblemError {
  return new ProblemError('invalid-parameter', [
    {
      column: 'bbox',
      value,
      reason: {
        sv: `Kartutsnittet är för stort för en lista: högst ${maximumBoxDegrees} grader åt vardera hållet. Zooma in.`,
        en: `The box is too large for a list: at most ${maximumBoxDegrees} degrees each way. Zoom in.`,
      },
    },
  ])
}
