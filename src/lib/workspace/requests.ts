import type { Category, Feeling, Source } from '#lib/cells/category.ts'
import type { DrawnCells } from '#lib/cells/drawer.ts'
import { cellsMediaType, decodeCells, type WireAnswer } from '#lib/cells/wire.ts'
import type { ListedPoint } from '#lib/points/point.ts'
import type { Problem } from '#lib/platform/problem.ts'
import type { FacetRow } from './facets.ts'

/** The answers of /api/v1 that the workspace asks for, and how it asks. */
export interface CellsAnswer extends WireAnswer {
  drawn: DrawnCells
}

export interface CountsAnswer {
  counts: readonly FacetRow[]
  months: readonly (readonly [month: string, count: number])[]
  /** Sources that could not be read here: none of them is not the same as nothing there. */
  absent?: readonly Source[]
}

export interface CellAnswer {
  cell: string
  res: number
  total: number
  counts: readonly (readonly [source: Source, category: Category, feeling: Feeling | null, count: number])[]
  months: readonly (readonly [month: string, count: number])[]
}

export interface PointsAnswer {
  points: readonly ListedPoint[]
  more: boolean
}

/** What the server answered instead of what was asked for; `problem` is null when it did not answer at all. */
export class RequestFailure extends Error {
  readonly problem: Problem | null

  constructor(problem: Problem | null, cause?: unknown) {
    super(problem?.title.en ?? 'no answer', { cause })
    this.name = 'RequestFailure'
    this.problem = problem
  }
}

export type Fetch = (
  address: string,
  options?: { signal?: AbortSignal; headers?: Record<string, string> },
) => Promise<Response>

/** Asks one address of /api/v1. */
export async function ask<Answer>(fetch: Fetch, address: string, signal?: AbortSignal): Promise<Answer> {
  return (await (await answered(fetch, address, signal ? { signal } : {})).json()) as Answer
}

/** Asks for cells as a map takes them. */
export async function askCells(fetch: Fetch, address: string, signal: AbortSignal): Promise<WireAnswer> {
  const response = await answered(fetch, address, { signal, headers: { accept: cellsMediaType } })
  try {
    return decodeCells(new Uint8Array(await response.arrayBuffer()))
  } catch (error) {
    throw new RequestFailure(null, error)
  }
}

/** @throws RequestFailure */
async function answered(fetch: Fetch, address: string, options: Parameters<Fetch>[1]): Promise<Response> {
  let response: Response
  try {
    response = await fetch(address, options)
  } catch (error) {
    throw new RequestFailure(null, error)
  }
  if (response.ok) return response
  throw new RequestFailure(await problemIn(response))
}

async function problemIn(response: Response): Promise<Problem | null> {
  if (!response.headers.get('content-type')?.includes('json')) return null
  const body: unknown = await response.json().catch(() => null)
  return typeof body === 'object' && body !== null && 'title' in body ? (body as Problem) : null
}

/** `asked` names the municipality and the filter. Commas are plain in a query, so lists stay readable. */
function address(path: string, asked: URLSearchParams, extra: Record<string, string> = {}): string {
  const parameters = new URLSearchParams({ ...Object.fromEntries(asked), ...extra })
  return `/api/v1/${path}?${parameters.toString().replaceAll('%2C', ',')}`
}

/** A map zoomed far out shows more than the earth; the API asks for what there is. */
function boxText([west = -180, south = -90, east = 180, north = 90]: readonly number[]): string {
  const box = [Math.max(west, -180), Math.max(south, -90), Math.min(east, 180), Math.min(north, 90)]
  return box.map((degrees) => degrees.toFixed(5)).join(',')
}

export const addresses = {
  cells: (asked: URLSearchParams, bbox: readonly number[], resolution: number) =>
    address('cells', asked, { bbox: boxText(bbox), res: String(resolution) }),
  counts: (asked: URLSearchParams) => address('counts', asked),
  cell: (asked: URLSearchParams, cell: string) => address(`cells/${cell}`, asked),
  pointsInCell: (asked: URLSearchParams, cell: string, limit: number) =>
    address('points', asked, { cell, limit: String(limit) }),
  pointsInBox: (asked: URLSearchParams, bbox: readonly number[], limit: number) =>
    address('points', asked, { bbox: boxText(bbox), limit: String(limit) }),
  basemap: (municipality: string) => address('basemap', new URLSearchParams({ municipality })),
  areas: (municipality: string) => address('basemap', new URLSearchParams({ municipality, part: 'areas' })),
}
