/** What may be downloaded, as an address says it: parsed and checked before anything is read, and written for links. */
import * as v from 'valibot'

import { sources, type Source } from '#lib/cells/category.ts'
import { readFilter, writeFilter, type Filter } from '#lib/cells/filter.ts'
import { ProblemError, type ProblemReason } from '#lib/platform/problem.ts'

export const exportFormats = ['csv', 'geojson', 'gpkg'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** WGS 84, and SWEREF 99 TM. */
export const exportSystems = ['EPSG:4326', 'EPSG:3006'] as const
export type ExportSystem = (typeof exportSystems)[number]

export interface ExportRequest {
  source: Source
  format: ExportFormat
  system: ExportSystem
  /** Its sources are `source` alone. */
  filter: Filter
  /** The rows of one import only. */
  importId: string | null
}

/** GeoJSON is WGS 84 by its standard; the others are for work beside a municipality's own maps. */
const usualSystem: Readonly<Record<ExportFormat, ExportSystem>> = {
  csv: 'EPSG:3006',
  geojson: 'EPSG:4326',
  gpkg: 'EPSG:3006',
}

const reasons = {
  source: {
    sv: `source ska vara en av ${sources.join(', ')}: en fil har en sorts punkter.`,
    en: `source must be one of ${sources.join(', ')}: a file holds one kind of points.`,
  },
  format: {
    sv: `format ska vara en av ${exportFormats.join(', ')}.`,
    en: `format must be one of ${exportFormats.join(', ')}.`,
  },
  crs: { sv: `crs ska vara ${exportSystems.join(' eller ')}.`, en: `crs must be ${exportSystems.join(' or ')}.` },
  import: { sv: 'import ska vara ett id ur importloggen.', en: 'import must be an id of the import log.' },
} as const

const schema = v.object({
  source: v.picklist(sources),
  format: v.picklist(exportFormats),
  crs: v.optional(v.picklist(exportSystems)),
  import: v.optional(v.pipe(v.string(), v.uuid())),
})

type Parameter = keyof typeof reasons

/** @throws ProblemError invalid-parameter, naming each parameter that cannot be understood */
export function parseExport(params: URLSearchParams): ExportRequest {
  const given: Partial<Record<Parameter, string>> = {}
  for (const name of Object.keys(reasons) as Parameter[]) {
    const value = params.getAll(name).join(',')
    if (value !== '') given[name] = value
  }
  const parsed = v.safeParse(schema, given)
  if (!parsed.success) {
    const names = new Set(parsed.issues.map((issue) => v.getDotPath(issue) as Parameter))
    throw new ProblemError(
      'invalid-parameter',
      [...names].map((column): ProblemReason => ({ column, value: given[column] ?? '', reason: reasons[column] })),
    )
  }
  const { source, format, crs, import: importId } = parsed.output
  const filter = readFilter(params)
  return { source, format, filter, system: crs ?? usualSystem[format], importId: importId?.toLowerCase() ?? null }
}

/** Where one source's points are downloaded: the filter's choice of sources gives way to it. */
export function exportAddress(slug: string, filter: Filter, source: Source, format: ExportFormat): string {
  const params = writeFilter({ ...filter, sources: [source] })
  params.set('format', format)
  return `/${slug}/exports?${params.toString()}`
}

/** Said of an id that is no import of the municipality. */
export function unknownImport(value: string): ProblemError {
  return new ProblemError('invalid-parameter', [
    {
      column: 'import',
      value,
      reason: { sv: 'Inläsningen finns inte i kommunen.', en: 'The municipality has no such import.' },
    },
  ])
}

/** Said where the plane coordinates of some position would mean nothing. */
export function beyondProjection(rows: number): ProblemError {
  return new ProblemError('invalid-parameter', [
    {
      column: 'crs',
      value: 'EPSG:3006',
      reason: {
        sv: `${rows} lägen ligger för långt från Sverige för SWEREF 99 TM. Välj EPSG:4326.`,
        en: `${rows} positions lie too far from Sweden for SWEREF 99 TM. Choose EPSG:4326.`,
      },
    },
  ])
}

const fileWords: Readonly<Record<Source, string>> = {
  remark: 'synpunkter',
  observation: 'iakttagelser',
  crime: 'brott',
}

/** What the points of a source are called in a file: its layer, and a part of its name. */
export function layerName(source: Source): string {
  return fileWords[source]
}

const stockholmDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Stockholm' })

/** 'fokuskartan-gavle-brott-2026-11-22.csv', by the day in Stockholm. */
export function exportFileName(slug: string, { source, format }: ExportRequest, now: Date): string {
  return `fokuskartan-${slug}-${layerName(source)}-${stockholmDay.format(now)}.${format}`
}
