import * as v from 'valibot'

import type { Source } from '#lib/cells/category.ts'
import { countPointsIn } from '#lib/cells/bound-queries.server.ts'
import { isPoliceAbsent, refuseUnknown } from '#lib/cells/counts.server.ts'
import { coverBox, maximumPointsRead, rangesAt, type Box, type Cover } from '#lib/cells/cover.ts'
import { parseBox, parseCell, parseCellFilter, type CellFilter } from '#lib/cells/filter.ts'
import { finestResolution, resolutionOf } from '#lib/cells/h3.ts'
import { slotsMatching } from '#lib/cells/slot.ts'
import { listCrimes } from '#lib/crimes/queries.server.ts'
import { sideOf, type Database, type Role, type Transaction } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { newestFirst, toListedPoint, type ListedRow, type PointSelection } from '#lib/points/list.ts'
import type { ListedPoint } from '#lib/points/point.ts'
import { listRemarks } from '#lib/remarks/queries.server.ts'
import { listObservations } from '#lib/walks/queries.server.ts'

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
}

interface SourceList {
  source: Source
  role: Role
  list(db: Transaction, selection: PointSelection): Promise<ListedRow[]>
}

const sourceLists: readonly SourceList[] = [
  { source: 'remark', role: 'kommun_request', list: listRemarks },
  { source: 'observation', role: 'kommun_request', list: listObservations },
  { source: 'crime', role: 'police_request', list: listCrimes },
]

/** @throws ProblemError invalid-parameter */
export function parsePointsQuery(params: URLSearchParams): PointsQuery {
  const filter = parseCellFilter(params)
  const limit = parseLimit(params.get('limit'))
  const cell = params.get('cell')
  if (cell !== null) {
    const asked = parseCell(cell)
    return { filter, cover: { resolution: resolutionOf(asked), parents: [asked] }, box: null, limit }
  }
  const box = parseBox(params)
  const [west, south, east, north] = box
  if (east - west > maximumBoxDegrees || north - south > maximumBoxDegrees) throw tooWide(params.get('bbox') ?? '')
  return { filter, cover: coverBox(box, 11), box, limit }
}

export interface PointsList {
  points: ListedPoint[]
  more: boolean
  /** What was asked for and could not be read; left out when nothing was. */
  absent?: Source[]
}

/**
 * The points of all chosen sources, newest first, each read in its own side's context; given up when `signal` is aborted.
 *
 * @throws ProblemError unknown-municipality; invalid-parameter where the embedded engine, which cannot be interrupted,
 *   would go through too many points
 */
export async function listPoints(
  database: Database,
  { filter, cover, box, limit }: PointsQuery,
  signal?: AbortSignal,
): Promise<PointsList> {
  const { municipalityCode, fromMonth, toMonth } = filter
  const slots = slotsMatching(filter)
  const chosen = sourceLists.filter(({ source }) => filter.sources === null || filter.sources.includes(source))
  const absent: Source[] = []
  const ranges = rangesAt(cover, finestResolution)
  const most = maximumPointsRead[database.engine]
  const lists = chosen.map(({ source, role, list }) => {
    const sideSlots = source === 'crime' ? slots.police : slots.municipality
    const selection = { municipalityCode, ranges, box, slots: sideSlots, fromMonth, toMonth, limit: limit + 1 }
    const context = { role, municipalityCodes: [municipalityCode], access: 'read', signal } as const
    return database
      .withContext(context, async (db) => {
        const toRead = most === null ? 0 : await countPointsIn(db, sideOf(role), municipalityCode, cover)
        if (most !== null && toRead > most) throw tooMany(box === null ? 'cell' : 'bbox')
        return list(db, selection)
      })
      .catch((error: unknown) => {
        if (!isPoliceAbsent(error)) throw error
        absent.push(source)
        return []
      })
  })
  const [rows] = await Promise.all([Promise.all(lists), refuseUnknown(database, municipalityCode)])
  const listed = newestFirst(
    rows.map((found) => found.map(toListedPoint)),
    limit,
  )
  return absent.length === 0 ? listed : { ...listed, absent }
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
