/**
 * What the map asks for, in a URL: parsed and checked here before anything is read, and written here for the interface.
 * Lists are comma-separated; a list left out means everything, `none` nothing.
 */
import * as v from 'valibot'
import { ProblemError, type ProblemReason } from '#lib/platform/problem.ts'
import { feelings, offenceGroups, sources, themes, type Category } from './category.ts'
import { maximumPossibleCells, possibleCells, resolutionForZoom, type Box } from './cover.ts'
import { formatReason, type ReasonKey } from './filter-reasons.ts'
import { hexToCell, isCellHex } from './h3.ts'
import { formatMonth, monthNumber, parseMonth, type MonthFilter } from './period.ts'
import type { SlotFilter } from './slot.ts'

/** Which points count: null in any part leaves it open. Months are counted from 2000-01, both ends inclusive. */
export interface Filter extends SlotFilter, MonthFilter {}

/** The same for the points of one municipality: what every count is asked by. */
export interface CellFilter extends Filter {
  municipalityCode: string
}

/** A filter and a part of the map, at a resolution of H3. */
export interface CellQuery {
  filter: CellFilter
  box: Box
  resolution: number
}

const categories: readonly Category[] = [...new Set<Category>([...themes, ...offenceGroups])]
const earliestAskable = monthNumber(1900, 1)
const latestAskable = monthNumber(2099, 12)
const nothing = 'none'

/** Valibot knows messages as text: the key of a reason stands in for it until the answer is written. */
const because = (key: ReasonKey): ReasonKey => key

function listOf<Item extends string>(known: readonly Item[], reason: ReasonKey) {
  return v.nullish(
    v.pipe(
      v.string(),
      v.transform((text) => (text === nothing ? [] : text.split(','))),
      v.array(v.picklist(known, because(reason))),
      v.transform((items): readonly Item[] => [...new Set(items)]),
    ),
    null,
  )
}

const month = v.nullish(
  v.pipe(
    v.string(),
    v.transform(parseMonth),
    v.number(because('month')),
    v.minValue(earliestAskable, because('monthRange')),
    v.maxValue(latestAskable, because('monthRange')),
  ),
  null,
)

const openEntries = {
  source: listOf(sources, 'source'),
  category: listOf(categories, 'category'),
  feeling: listOf(feelings, 'feeling'),
  from: month,
  to: month,
}

const municipality = v.pipe(v.string(because('municipality')), v.regex(/^(?!0000)\d{4}$/, because('municipality')))

const toNumber = (text: string) => (/^-?\d+(?:\.\d+)?(?:e-?\d+)?$/i.test(text) ? Number(text) : NaN)

const box = v.pipe(
  v.string(because('boxMissing')),
  v.transform((text) => text.split(',').map(toNumber)),
  v.strictTuple(
    [v.number(because('box')), v.number(because('box')), v.number(because('box')), v.number(because('box'))],
    because('box'),
  ),
  v.check(([west, , east]) => [west, east].every((lng) => Math.abs(lng) <= 180), because('boxOutside')),
  v.check(([, south, , north]) => [south, north].every((lat) => Math.abs(lat) <= 90), because('boxOutside')),
  v.check(([west, , east]) => west < east, because('boxReversed')),
  v.check(([, south, , north]) => south < north, because('boxUpsideDown')),
)

const numberBetween = (low: number, high: number, reason: ReasonKey) =>
  v.pipe(
    v.string(),
    v.transform(toNumber),
    v.number(because(reason)),
    v.minValue(low, because(reason)),
    v.maxValue(high, because(reason)),
  )

const openSchema = v.object(openEntries)
const filterSchema = v.object({ ...openEntries, municipality })
const querySchema = v.object({
  ...filterSchema.entries,
  bbox: box,
  res: v.nullish(v.pipe(numberBetween(0, 15, 'resolution'), v.integer(because('resolution'))), null),
  zoom: v.nullish(numberBetween(0, 30, 'zoom'), null),
})

/** A filter without its municipality, as pages have it. @throws ProblemError invalid-parameter, naming each parameter */
export function readFilter(params: URLSearchParams): Filter {
  return toFilter(parse(openSchema, params), params)
}

/** @throws ProblemError invalid-parameter, naming each parameter that cannot be understood */
export function parseCellFilter(params: URLSearchParams): CellFilter {
  const parsed = parse(filterSchema, params)
  return { municipalityCode: parsed.municipality, ...toFilter(parsed, params) }
}

/** @throws ProblemError invalid-parameter, also for a box that holds more cells than any answer could */
export function parseCellQuery(params: URLSearchParams): CellQuery {
  const parsed = parse(querySchema, params)
  const filter = { municipalityCode: parsed.municipality, ...toFilter(parsed, params) }
  const [west, south, east, north] = parsed.bbox
  const resolution =
    parsed.res ??
    (parsed.zoom === null
      ? refuse('res', params, 'detailMissing')
      : resolutionForZoom(parsed.zoom, (south + north) / 2))
  const query = { filter, box: [west, south, east, north] as const, resolution }
  if (possibleCells(query.box, resolution) > maximumPossibleCells) refuse('bbox', params, 'tooManyCells')
  return query
}

/** A box alone, for lists. @throws ProblemError invalid-parameter */
export function parseBox(params: URLSearchParams): Box {
  return parse(v.object({ bbox: box }), params).bbox
}

/** A cell written as H3 writes it. @throws ProblemError invalid-parameter */
export function parseCell(text: string): bigint {
  if (!isCellHex(text)) throw invalid([{ column: 'cell', value: text, reason: formatReason('cell') }])
  return hexToCell(text)
}

export function filterToSearchParams(filter: CellFilter): URLSearchParams {
  return new URLSearchParams([['municipality', filter.municipalityCode], ...writeFilter(filter)])
}

/** The parameters that give this filter again; what is left open is left out. */
export function writeFilter(filter: Filter): URLSearchParams {
  const params = new URLSearchParams()
  const lists = { source: filter.sources, category: filter.categories, feeling: filter.feelings }
  for (const [name, items] of Object.entries(lists)) {
    if (items !== null) params.set(name, items.length === 0 ? nothing : items.join(','))
  }
  if (filter.fromMonth !== null) params.set('from', formatMonth(filter.fromMonth))
  if (filter.toMonth !== null) params.set('to', formatMonth(filter.toMonth))
  return params
}

function toFilter(parsed: v.InferOutput<typeof openSchema>, params: URLSearchParams): Filter {
  if (parsed.from !== null && parsed.to !== null && parsed.from > parsed.to) refuse('from', params, 'monthsReversed')
  return {
    sources: parsed.source,
    categories: parsed.category,
    feelings: parsed.feeling,
    fromMonth: parsed.from,
    toMonth: parsed.to,
  }
}

/** A parameter given twice is read as one list; one given empty as left out. */
function parse<Schema extends v.GenericSchema>(schema: Schema, params: URLSearchParams): v.InferOutput<Schema> {
  const given: Record<string, string> = {}
  for (const name of new Set(params.keys())) {
    const value = valueOf(params, name)
    if (value !== '') given[name] = value
  }
  const result = v.safeParse(schema, given)
  if (result.success) return result.output
  throw invalid(
    result.issues.map((issue): ProblemReason => {
      const column = String(issue.path?.[0]?.key ?? '')
      return reasonAbout(column, params, issue.message)
    }),
  )
}

function refuse(column: string, params: URLSearchParams, key: ReasonKey): never {
  throw invalid([reasonAbout(column, params, key)])
}

function reasonAbout(column: string, params: URLSearchParams, key: string): ProblemReason {
  return { column, value: valueOf(params, column), reason: formatReason(key) }
}

function valueOf(params: URLSearchParams, name: string): string {
  return params.getAll(name).join(',')
}

function invalid(errors: ProblemReason[]): ProblemError {
  const byColumn = new Map(errors.map((error) => [`${error.column}/${error.reason.en}`, error]))
  return new ProblemError('invalid-parameter', [...byColumn.values()])
}
