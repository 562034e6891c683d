/** The answers of /api/v1/cells and /api/v1/counts as they are sent, each with an ETag from the data version. */
import { createHash } from 'node:crypto'
import type { Database, Transaction } from '#lib/database/database.ts'
import type { Source } from './category.ts'
import { readCellCounts, readMonthCounts, readSlotCounts } from './breakdown-queries.server.ts'
import type { Question } from './counting-tables.server.ts'
import { askSides, readCounts, readDataVersion, versionOf } from './counts.server.ts'
import { parseCell, parseCellFilter, parseCellQuery, filterToSearchParams, type CellFilter } from './filter.ts'
import { resolutionOf } from './h3.ts'
import { listCells } from './packed.ts'
import { formatMonth } from './period.ts'
import { readVersion } from './queries.server.ts'
import { describeSlot } from './slot.ts'
import { cellsMediaType, encodeCells, type WireAnswer } from './wire.ts'

/** A request as the answers need it: its parameters, and the tag of the answer the client has. */
export interface Asked {
  params: URLSearchParams
  ifNoneMatch: string | null
  /** Whether the client takes cells as bytes (`wire.ts`); JSON is what everyone else gets. */
  takesBytes: boolean
  /** Aborted when the client leaves: what is being read for it is then given up. */
  signal?: AbortSignal
}

export function askedBy({ url, headers, signal }: Request): Asked {
  return {
    params: new URL(url).searchParams,
    ifNoneMatch: headers.get('if-none-match'),
    takesBytes: headers.get('accept')?.includes(cellsMediaType) ?? false,
    signal,
  }
}

/** Counts in a part of the map. @throws ProblemError invalid-parameter before anything is read, unknown-municipality */
export async function answerCells(database: Database, asked: Asked): Promise<Response> {
  const { params, ifNoneMatch, takesBytes } = asked
  const query = parseCellQuery(params)
  const written = takesBytes ? 'bytes' : 'json'
  const question = ['cells', written, query.resolution, ...query.box, filterToSearchParams(query.filter)]
  const unchanged = await answerUnchanged(database, query.filter, question, ifNoneMatch)
  if (unchanged !== null) return unchanged
  const { cells, total, withoutPosition, absent, version } = await readCounts(database, query, asked.signal)
  const etag = tagOf(question, version)
  if (takesBytes) return answerBytes({ cells, total, withoutPosition, crimesAbsent: absent.includes('crime') }, etag)
  return answer({ res: cells.resolution, cells: listCells(cells), total, withoutPosition }, absent, etag)
}

/** Counts by slot in the window, and by month over all time: what the filter panel shows beside its choices. */
export async function answerCounts(database: Database, asked: Asked): Promise<Response> {
  const { params, ifNoneMatch } = asked
  const { municipalityCode, fromMonth, toMonth } = parseCellFilter(params)
  const filter = { municipalityCode, fromMonth, toMonth, sources: null, categories: null, feelings: null }
  const question = ['counts', filterToSearchParams(filter)]
  const unchanged = await answerUnchanged(database, filter, question, ifNoneMatch)
  if (unchanged !== null) return unchanged
  const read = async (db: Transaction, side: Question) => ({
    // Read before the counts: a change in between makes the tag older than the answer, never newer.
    ...(await readVersion(db, side)),
    slots: await readSlotCounts(db, side),
    months: await readMonthCounts(db, side),
  })
  const { answers: sides, absent } = await askSides(database, filter, read, asked.signal)
  const counts = sides.flatMap(([, { slots }]) =>
    slots.map(({ slot, n, withoutPosition }) => [...describe(slot), n, withoutPosition]),
  )
  const months = sumByMonth(sides.flatMap(([, side]) => side.months))
  return answer({ counts, months }, absent, tagOf(question, versionOf(sides)))
}

/** What one cell's count is made of. */
export async function answerCell(database: Database, hex: string, asked: Asked): Promise<Response> {
  const { params, ifNoneMatch } = asked
  const cell = parseCell(hex)
  const filter = parseCellFilter(params)
  const question = ['cell', hex, filterToSearchParams(filter)]
  const unchanged = await answerUnchanged(database, filter, question, ifNoneMatch)
  if (unchanged !== null) return unchanged
  const read = async (db: Transaction, side: Question) => ({
    ...(await readVersion(db, side)),
    rows: await readCellCounts(db, side, cell),
  })
  const { answers: sides, absent } = await askSides(database, filter, read, asked.signal)
  const rows = sides.flatMap(([, side]) => side.rows)
  const bySlot = new Map<number, number>()
  for (const { slot, n } of rows) bySlot.set(slot, (bySlot.get(slot) ?? 0) + n)
  const counts = [...bySlot].map(([slot, n]) => [...describe(slot), n])
  const total = rows.reduce((sum, { n }) => sum + n, 0)
  const body = { cell: hex, res: resolutionOf(cell), total, counts, months: sumByMonth(rows) }
  return answer(body, absent, tagOf(question, versionOf(sides)))
}

function describe(number: number) {
  const { source, category, feeling } = describeSlot(number)
  return [source, category, feeling] as const
}

function sumByMonth(rows: readonly { month: number; n: number }[]): [month: string, n: number][] {
  const sums = new Map<number, number>()
  for (const { month, n } of rows) sums.set(month, (sums.get(month) ?? 0) + n)
  return [...sums]
    .filter(([, n]) => n !== 0)
    .sort(([one], [other]) => one - other)
    .map(([month, n]) => [formatMonth(month), n])
}

type TaggedQuestion = readonly (string | number | URLSearchParams)[]

/** 304 when the client has the answer already, found out by the data version alone; null when it must be made. */
async function answerUnchanged(
  database: Database,
  filter: CellFilter,
  question: TaggedQuestion,
  ifNoneMatch: string | null,
): Promise<Response | null> {
  if (ifNoneMatch === null) return null
  const etag = tagOf(question, await readDataVersion(database, filter))
  const known = ifNoneMatch.split(',').map((tag) => tag.trim())
  if (!known.includes(etag)) return null
  return new Response(null, { status: 304, headers: headersOf(etag) })
}

/** Changes when an answer would be written differently from the same counts. */
const form = 4

/** Weak: the same answer may be sent compressed or not. */
function tagOf(question: TaggedQuestion, version: string): string {
  return `W/"${createHash('sha256')
    .update([form, ...question, version].join('|'))
    .digest('base64url')
    .slice(0, 22)}"`
}

/** Kept by the browser, and asked about each time: counts must never be older than the data. */
const cacheControl = 'private, no-cache'

function headersOf(etag: string) {
  return { 'cache-control': cacheControl, etag, vary: 'accept' }
}

/** `absent` is in an answer only when something is. */
function answer(body: object, absent: readonly Source[], etag: string): Response {
  return new Response(JSON.stringify(absent.length === 0 ? body : { ...body, absent }), {
    headers: { 'content-type': 'application/json; charset=utf-8', ...headersOf(etag) },
  })
}

function answerBytes(body: WireAnswer, etag: string): Response {
  return new Response(encodeCells(body) as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': cellsMediaType, ...headersOf(etag) },
  })
}
