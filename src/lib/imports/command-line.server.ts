import { basename } from 'node:path'
import { parseArgs } from 'node:util'

import type { Source } from '#lib/cells/category.ts'
import type { LngLat } from '#lib/points/point.ts'

import { administrationKinds, isAdministration, readAdministration } from './administration-command-line.ts'
import type { AdministrationCommand, AdministrationKind } from './administration-command-line.ts'
import type { BoundaryRequest } from './boundary-commands.server.ts'
import { readMunicipality, readPairs, refuseOptions, UsageError } from './command-line-values.ts'
import { parseNumber } from './coordinate.ts'
import { defaultAddressShare } from './heavy-position.ts'
import type { ImportRequest } from './import.ts'
import { isRegisterKind, registerKinds } from './register.ts'
import type { RegisterKind, RegisterRequest } from './register.ts'

export type ImportCommand = { json: boolean } & (
  | { kind: 'boundaries'; request: BoundaryRequest }
  /** `refused` is where every refused row is written, if anywhere. */
  | { kind: 'points'; request: ImportRequest; refused: string | null }
  | { kind: RegisterKind; request: RegisterRequest }
  | AdministrationCommand
)

const sources: Readonly<Record<string, Source>> = {
  crimes: 'crime',
  remarks: 'remark',
  observations: 'observation',
  'incident-reports': 'remark',
}

const options = {
  map: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  category: { type: 'string', multiple: true },
  'save-mapping': { type: 'boolean' },
  'date-order': { type: 'string' },
  'not-a-place': { type: 'string', multiple: true },
  'address-share': { type: 'string' },
  crs: { type: 'string' },
  municipality: { type: 'string' },
  code: { type: 'string' },
  name: { type: 'string' },
  layer: { type: 'string' },
  remove: { type: 'string', multiple: true },
  'saved-columns': { type: 'boolean' },
  'accept-partial': { type: 'boolean' },
  refused: { type: 'string' },
  trial: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

const partial = ['saved-columns', 'accept-partial', 'refused']
const ofPoints = [
  'map',
  'set',
  'category',
  'save-mapping',
  'date-order',
  'not-a-place',
  'address-share',
  'municipality',
  'trial',
  ...partial,
]
const ofBoundaries = ['code', 'name']

/** @throws UsageError */
export function readCommandLine(args: string[]): ImportCommand {
  const { values, positionals } = parse(args)
  const [kind, path, ...more] = positionals
  if (kind !== undefined && isAdministration(kind)) {
    refuseOptions(values, optionsBeside(kind), kind)
    return { json: values.json ?? false, ...readAdministration(kind, positionals.slice(1), values) }
  }
  refuseOptions(values, ['remove'], kind ?? '')
  if (kind === undefined || path === undefined || more.length > 0) {
    throw new UsageError('ange vad som ska läsas in och en fil', 'state what to import, and one file')
  }
  const json = values.json ?? false
  const file = { path, fileName: basename(path), dryRun: values['dry-run'] ?? false }
  const srid = readSrid(values.crs)
  if (kind === 'boundaries') {
    refuseOptions(values, ofPoints, kind)
    const columns = { ...(values.code && { code: values.code }), ...(values.name && { name: values.name }) }
    return { kind, json, request: { ...file, columns, srid, layer: values.layer ?? null } }
  }
  if (isRegisterKind(kind)) return { kind, json, request: readRegister(kind, values, { ...file, srid }) }
  const source = Object.hasOwn(sources, kind) ? sources[kind] : undefined
  if (source === undefined) {
    const kinds = ['boundaries', ...registerKinds, ...Object.keys(sources), ...Object.keys(administrationKinds)].join(
      ', ',
    )
    throw new UsageError(`"${kind}" finns inte; det här går: ${kinds}`, `there is no "${kind}"; there are: ${kinds}`)
  }
  refuseOptions(values, ofBoundaries, kind)
  const request = {
    ...file,
    layer: values.layer ?? null,
    source,
    ...(kind === 'incident-reports' && { kind: 'incident-reports' as const }),
    choice: { map: readPairs('map', values.map, 'last'), set: readPairs('set', values.set, 'first') },
    system: readSystem(srid),
    municipalityCode: readMunicipality(values.municipality),
    dateOrder: readDateOrder(values['date-order']),
    notPlaces: (values['not-a-place'] ?? []).map(readLngLat),
    addressShare: readShare(values['address-share']),
    categories: readPairs('category', values.category, 'last'),
    saveMapping: values['save-mapping'] ?? false,
    useSavedColumns: values['saved-columns'] ?? false,
    acceptPartial: values['accept-partial'] ?? false,
    trial: values.trial ?? false,
  }
  return { kind: 'points', json, request, refused: readRefused(values.refused, request) }
}

/** Every option but those that go with the command. */
function optionsBeside(kind: AdministrationKind): string[] {
  const own: readonly string[] = administrationKinds[kind]
  return Object.keys(options).filter((name) => name !== 'json' && !own.includes(name))
}

function readRefused(path: string | undefined, { acceptPartial, dryRun }: ImportRequest): string | null {
  if (path === undefined || acceptPartial || dryRun) return path ?? null
  throw new UsageError(
    '--refused hör till --dry-run eller --accept-partial; annars läses ingenting in när en rad har fel',
    '--refused goes with --dry-run or --accept-partial; otherwise nothing is imported when a row has a fault',
  )
}

/** --code and --name are the short way to choose those two columns. */
function readRegister(
  kind: RegisterKind,
  values: ReturnType<typeof parse>['values'],
  file: Pick<RegisterRequest, 'path' | 'fileName' | 'dryRun' | 'srid'>,
): RegisterRequest {
  refuseOptions(values, ['trial', 'save-mapping', ...partial, ...(kind === 'area-counts' ? [] : ['category'])], kind)
  const short = { ...(values.code && { [values.code]: 'code' }), ...(values.name && { [values.name]: 'name' }) }
  return {
    ...file,
    layer: values.layer ?? null,
    categories: readPairs('category', values.category, 'last'),
    choice: { map: { ...short, ...readPairs('map', values.map, 'last') }, set: readPairs('set', values.set, 'first') },
    municipalityCode: readMunicipality(values.municipality),
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    const text = error instanceof Error ? error.message : ''
    throw new UsageError(`kommandot går inte att tolka: ${text}`, `the command cannot be understood: ${text}`)
  }
}

function readSrid(text: string | undefined): number | null {
  if (text === undefined) return null
  const match = /^(?:EPSG:)?(\d{4,6})$/i.exec(text.trim())
  if (match) return Number(match[1])
  throw new UsageError(`--crs ska skrivas EPSG:3006, inte "${text}"`, `--crs takes EPSG:3006, not "${text}"`)
}

function readSystem(srid: number | null): ImportRequest['system'] {
  return srid === null ? null : `EPSG:${srid}`
}

/** A percentage: more than it of a municipality's rows at one position, and the position is listed. */
function readShare(text: string | undefined): number {
  if (text === undefined) return defaultAddressShare
  const percent = parseNumber(text.replace('%', ''))
  if (percent !== null && percent > 0 && percent <= 100) return percent / 100
  throw new UsageError(
    `--address-share ska vara procent mellan 0 och 100, inte "${text}"`,
    `--address-share takes a percentage between 0 and 100, not "${text}"`,
  )
}

function readLngLat(text: string): LngLat {
  const [lng = null, lat = null, ...more] = text.split(',').map(parseNumber)
  if (lng !== null && lat !== null && more.length === 0 && Math.abs(lng) <= 180 && Math.abs(lat) <= 90)
    return [lng, lat]
  throw new UsageError(
    `--not-a-place ska skrivas LONGITUD,LATITUD, inte "${text}"`,
    `--not-a-place takes LONGITUDE,LATITUDE, not "${text}"`,
  )
}

function readDateOrder(text: string | undefined): ImportRequest['dateOrder'] {
  if (text === undefined || text === 'dmy' || text === 'mdy') return text ?? null
  throw new UsageError(
    `--date-order ska vara dmy eller mdy, inte "${text}"`,
    `--date-order takes dmy or mdy, not "${text}"`,
  )
}
