import type { Source } from '#lib/cells/category.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

import { normaliseName } from './category-names.ts'
import { statesField, statesPosition } from './file-problem.ts'
import { fieldsOf, fieldWords, headingsOf, neededFieldsOf, positionFields } from './field.ts'
import type { Field, PositionField } from './field.ts'

/** What a person said about the columns; the rest is guessed from the headings. */
export interface MappingChoice {
  /** Column → field; '' says that nothing is read from the column. */
  map: Readonly<Record<string, string>>
  /** Field → value of every row; it goes before a column of the same field. */
  set: Readonly<Record<string, string>>
}

export interface MappedColumn {
  column: string
  /** Position in the row, from 0. */
  index: number
  field: Field
  guessed: boolean
}

export interface Mapping {
  columns: readonly MappedColumn[]
  set: Readonly<Partial<Record<Field, string>>>
  /** Headings of columns that nothing is read from. */
  unread: readonly string[]
  /**
   * Positions of the columns that name an offence but aren't read as one: unread, or read as something else. What they say
   * counts as nothing, since a person has set another or chosen another column; a row that they say is never mapped isn't
   * all the same.
   */
  unreadOffences: readonly number[]
}

/** The columns as far as they can be told, and what is wrong with or missing among them. */
export interface MappingAttempt {
  mapping: Mapping
  faults: readonly ProblemReason[]
}

/** Which column is which field; throws `invalid-file` when a chosen column or a needed field is missing. */
export function mapColumns(source: Source, heading: readonly string[], choice: MappingChoice): Mapping {
  const { mapping, faults } = tryColumns(source, heading, choice)
  if (faults.length > 0) throw new ProblemError('invalid-file', [...faults])
  return mapping
}

export function tryColumns(source: Source, heading: readonly string[], choice: MappingChoice): MappingAttempt {
  const faults: ProblemReason[] = []
  const set = readSet(source, choice.set, faults)
  const chosen = readChosenColumns(source, heading, choice.map, faults)
  const known = [...chosen, ...guessColumns(source, heading, chosen, dismissedColumns(heading, choice))]
  const columns = preferOnePosition(withoutSet(known, set))
  faults.push(...missingFields(source, heading, columns, set))
  const read = new Set(columns.map(({ index }) => index))
  const unread = heading.filter((_, index) => !read.has(index))
  return { mapping: { columns, set, unread, unreadOffences: unreadOffences(source, heading, known, columns) }, faults }
}

function unreadOffences(
  source: Source,
  heading: readonly string[],
  known: readonly MappedColumn[],
  columns: readonly MappedColumn[],
): number[] {
  if (source !== 'crime') return []
  const names = new Set(offenceFields.flatMap(headingsOf))
  const read = offencesAmong(columns)
  const dropped = offencesAmong(known)
  return heading.flatMap((name, index) =>
    !read.has(index) && (dropped.has(index) || names.has(normaliseName(name))) ? [index] : [],
  )
}

function offencesAmong(columns: readonly MappedColumn[]): Set<number> {
  return new Set(columns.filter(({ field }) => offenceFields.includes(field)).map(({ index }) => index))
}

const offenceFields: readonly Field[] = ['offence', 'offenceCode']

function readSet(source: Source, set: MappingChoice['set'], faults: ProblemReason[]): Partial<Record<Field, string>> {
  const values: Partial<Record<Field, string>> = {}
  for (const [name, value] of Object.entries(set)) {
    const field = findField(source, name)
    if (field === undefined || isPosition(field)) faults.push(unknownField(source, name))
    else values[field] = value
  }
  return values
}

function readChosenColumns(
  source: Source,
  heading: readonly string[],
  map: MappingChoice['map'],
  faults: ProblemReason[],
): MappedColumn[] {
  const columns: MappedColumn[] = []
  for (const [column, name] of Object.entries(map)) {
    if (name === '') continue
    const field = findField(source, name)
    if (field === undefined) faults.push(unknownField(source, name))
    const index = positionOf(heading, column)
    if (index < 0) faults.push(missingColumn(column, heading))
    if (field !== undefined && index >= 0) {
      columns.push({ column: heading[index] ?? column, index, field, guessed: false })
    }
  }
  return columns
}

/** Position of a column in the heading, by its very name or else by one that is compared alike; −1 where there is none. */
export function positionOf(heading: readonly string[], column: string): number {
  const exact = heading.indexOf(column)
  return exact >= 0 ? exact : heading.findIndex((text) => normaliseName(text) === normaliseName(column))
}

/** Positions of the columns that a person wants nothing read from. */
export function dismissedColumns(heading: readonly string[], { map }: MappingChoice): number[] {
  return Object.entries(map).flatMap(([column, name]) => (name === '' ? [positionOf(heading, column)] : []))
}

function guessColumns(
  source: Source,
  heading: readonly string[],
  chosen: readonly MappedColumn[],
  dismissed: readonly number[],
): MappedColumn[] {
  const names = heading.map(normaliseName)
  const bare = names.map(withoutSystem)
  const taken = new Set([...chosen.map(({ index }) => index), ...dismissed])
  const columns: MappedColumn[] = []
  for (const field of fieldsOf(source)) {
    if (chosen.some((column) => column.field === field)) continue
    const known = headingsOf(field)
    const index = findHeading(names, known, taken) ?? (isPosition(field) ? findHeading(bare, known, taken) : undefined)
    if (index === undefined) continue
    taken.add(index)
    columns.push({ column: heading[index] ?? '', index, field, guessed: true })
  }
  return columns
}

function findHeading(names: readonly string[], known: readonly string[], taken: Set<number>): number | undefined {
  for (const name of known) {
    const index = names.findIndex((candidate, position) => candidate === name && !taken.has(position))
    if (index >= 0) return index
  }
  return undefined
}

function withoutSet(columns: readonly MappedColumn[], set: Partial<Record<Field, string>>): MappedColumn[] {
  return columns.filter(({ field }) => set[field] === undefined)
}

/** 'n' of 'n sweref 99 tm', 'lat' of 'lat wgs 84': which system the numbers are in is told by the numbers. */
function withoutSystem(name: string): string {
  return name.replace(/ ?\b(?:sweref ?99(?: ?tm)?(?: \d\d \d\d)?|wgs ?84|rt ?90(?: 2 5 gon v)?|epsg \d{4,5})$/, '')
}

const positionPairs: readonly (readonly [PositionField, PositionField])[] = [
  ['longitude', 'latitude'],
  ['east', 'north'],
  ['x', 'y'],
]

/** A file may carry the same place in two systems: chosen columns go first, then degrees. */
function preferOnePosition(columns: readonly MappedColumn[]): MappedColumn[] {
  const pairs = positionPairs
    .map((pair) => columns.filter(({ field }) => pair.some((name) => name === field)))
    .filter((pair) => pair.length > 0)
  const best =
    pairs.find((pair) => pair.some(({ guessed }) => !guessed)) ?? pairs.find((pair) => pair.length === 2) ?? pairs[0]
  return columns.filter((column) => !isPosition(column.field) || (best?.includes(column) ?? false))
}

export function isPosition(field: Field): field is PositionField {
  return positionFields.some((name) => name === field)
}

function missingFields(
  source: Source,
  heading: readonly string[],
  columns: readonly MappedColumn[],
  set: Partial<Record<Field, string>>,
): ProblemReason[] {
  const has = (field: Field) => set[field] !== undefined || columns.some((column) => column.field === field)
  const lacking = neededFieldsOf(source).filter((fields) => !fields.some(has))
  const half = columns.filter(({ field }) => isPosition(field))
  return [
    ...lacking.map((fields) => missingField(fields, heading)),
    ...(half.length === 1 ? [halfPosition(half[0]?.column ?? '', heading)] : []),
    ...(half.length === 0 && !has('area') ? [noPosition(heading)] : []),
  ]
}

function missingField(fields: readonly Field[], heading: readonly string[]): ProblemReason {
  const [first] = fields
  const sv = fields.map((field) => fieldWords[field].sv).join(' eller ')
  const en = fields.map((field) => fieldWords[field].en).join(' or ')
  return {
    row: 1,
    ...(first === undefined ? {} : { column: first }),
    reason: {
      sv: `ingen kolumn är ${sv}`,
      en: `no column is ${en}`,
      ...(first === undefined ? {} : { command: statesField(first, heading) }),
    },
  }
}

function halfPosition(column: string, heading: readonly string[]): ProblemReason {
  return {
    row: 1,
    column,
    reason: {
      sv: `är bara halva läget; den andra koordinatens kolumn saknas bland ${heading.join(', ')}`,
      en: `is only half a position; the column of the other coordinate is missing among ${heading.join(', ')}`,
    },
  }
}

function noPosition(heading: readonly string[]): ProblemReason {
  return {
    row: 1,
    column: 'longitude, latitude',
    reason: {
      sv: 'ingen kolumn är ett läge',
      en: 'no column is a position',
      command: statesPosition(heading),
    },
  }
}

function missingColumn(column: string, heading: readonly string[]): ProblemReason {
  return {
    row: 1,
    column,
    reason: {
      sv: `kolumnen finns inte i filen. Filens kolumner: ${heading.join(', ')}`,
      en: `the file has no such column. The file's columns: ${heading.join(', ')}`,
    },
  }
}

function unknownField(source: Source, name: string): ProblemReason {
  const known = fieldsOf(source).join(', ')
  return {
    value: name,
    reason: { sv: `fältet finns inte. Fälten är: ${known}`, en: `there is no such field. The fields are: ${known}` },
  }
}

function findField(source: Source, name: string): Field | undefined {
  return fieldsOf(source).find((field) => field === name)
}
