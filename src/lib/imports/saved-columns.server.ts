import { hash } from 'node:crypto'

import { operatingSystemUser } from '#lib/audit/commands.server.ts'
import type { Audience } from '#lib/cells/category.ts'
import type { Database, Role, Transaction } from '#lib/database/database.ts'
import type { Clock } from '#lib/platform/clock.ts'

import { normaliseName } from './category-names.ts'
import type { ColumnChoice } from './column-choice.ts'
import type { ReferenceSystem } from './coordinate.ts'
import type { DateOrder } from './day.ts'
import { declaredSystem } from './geometry-columns.ts'
import type { Mapping } from './mapping.ts'
import type { RegisterRequest } from './register.ts'
import type { SavedColumns } from './saved-columns.ts'
import { findSavedColumns, upsertSavedColumns } from './saved-columns-queries.server.ts'
import type { Table } from './table.ts'

/** Files of one shape have the same headings, however they are ordered, spaced and capitalised. */
export function shapeOf(heading: readonly string[]): string {
  return hash('sha256', heading.map(normaliseName).sort().join('\n'), 'hex')
}

/** Null where nothing is saved for the shape, or the municipality isn't known. */
export async function readSavedColumns(
  database: Database,
  role: Role,
  { municipalityCode, kind, heading }: { municipalityCode: string | null; kind: string; heading: readonly string[] },
): Promise<SavedColumns | null> {
  if (municipalityCode === null) return null
  const context = { role, municipalityCodes: [municipalityCode], access: 'read' } as const
  return database.withContext(context, (db) => findSavedColumns(db, municipalityCode, kind, shapeOf(heading)))
}

export interface ColumnSaving {
  municipalityCode: string
  kind: string
  audience: Audience
  table: Table
  mapping: Mapping
  /** Columns that a person wants nothing read from. */
  dismissed: readonly string[]
  crs: ReferenceSystem | null
  dateOrder: DateOrder | null
}

/**
 * Remembers how a file was read, in the transaction that takes it in; a later file of the shape replaces it. What a spatial
 * file says of its own geometry isn't remembered: the next one says it itself.
 */
export async function saveColumns(db: Transaction, saving: ColumnSaving, clock: Clock): Promise<void> {
  const { municipalityCode, kind, audience, table, mapping, dismissed, crs, dateOrder } = saving
  const { heading, geometry } = table
  const ofGeometry = geometry === null ? [] : [geometry.east, geometry.north]
  const read = mapping.columns.filter(({ index }) => !ofGeometry.includes(index))
  const pairs = [...read.map(({ column, field }) => [column, field]), ...dismissed.map((column) => [column, ''])]
  await upsertSavedColumns(db, {
    municipalityCode,
    kind,
    audience,
    shape: shapeOf(heading),
    choice: { map: Object.fromEntries(pairs), set: mapping.set },
    crs: declaredSystem(table, mapping) === null ? crs : null,
    dateOrder,
    savedAt: clock.now(),
    savedBy: operatingSystemUser(),
  })
}

export interface RegisterColumnSaving {
  municipalityCode: string
  kind: string
  request: RegisterRequest
  columns: ColumnChoice
}

/** What is of one delivery and not of a shape. */
const ofOneDelivery = new Set(['handed_over_on', 'reference'])

/** The same for a register: what a person chose, since columns that a year names are guessed anew in every file. */
export async function saveRegisterColumns(
  db: Transaction,
  { municipalityCode, kind, request, columns }: RegisterColumnSaving,
  clock: Clock,
): Promise<void> {
  const set = Object.entries(columns.set).flatMap(([field, value]) =>
    value === undefined || ofOneDelivery.has(field) ? [] : [[field, value]],
  )
  await upsertSavedColumns(db, {
    municipalityCode,
    kind,
    audience: 'shared',
    shape: shapeOf(headingOf(columns)),
    choice: { map: request.choice.map, set: Object.fromEntries(set) as Record<string, string> },
    crs: request.srid === null ? null : `EPSG:${request.srid}`,
    dateOrder: null,
    savedAt: clock.now(),
    savedBy: operatingSystemUser(),
  })
}

/** Null also where nothing was chosen: the guesses of such a file were right. */
export async function readSavedRegisterColumns(
  database: Database,
  { municipalityCode, kind, columns }: { municipalityCode: string; kind: string; columns: ColumnChoice },
): Promise<SavedColumns | null> {
  const asked = { municipalityCode, kind, heading: headingOf(columns) }
  const saved = await readSavedColumns(database, 'import_worker', asked)
  if (saved === null) return null
  const { choice, crs } = saved
  return Object.keys(choice.map).length + Object.keys(choice.set).length > 0 || crs !== null ? saved : null
}

/** Every heading of a register's file, read or not. */
function headingOf({ columns, unread }: ColumnChoice): string[] {
  return [...columns.map(({ column }) => column), ...unread]
}
