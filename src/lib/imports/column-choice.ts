import { ProblemError } from '#lib/platform/problem.ts'
import type { ProblemReason } from '#lib/platform/problem.ts'

import { normaliseName } from './category-names.ts'
import { statesField } from './file-problem.ts'
import { dismissedColumns, positionOf } from './mapping.ts'
import type { MappingChoice } from './mapping.ts'
import type { Words } from './reason.ts'

/** One thing a kind of file may say: what it is called, and the headings it is known by, the surest first. */
export interface FieldEntry {
  words: Words
  headings: string
}

/** What the files of one kind may say. A field named here may also be set for every row. */
export type FieldTable<Field extends string> = Readonly<Record<Field, FieldEntry>>

export interface ChosenColumn<Field extends string = string> {
  column: string
  field: Field
  words: Words
  guessed: boolean
  /** Position in the row, from 0. */
  index: number
}

/** Which column is which field, of kinds of files that are not points. */
export interface ColumnChoice<Field extends string = string> {
  columns: readonly ChosenColumn<Field>[]
  set: Readonly<Partial<Record<Field, string>>>
  /** Headings of columns that nothing is read from. */
  unread: readonly string[]
}

/**
 * The columns as a person chose them, the rest by their headings.
 *
 * @param needed each entry a list of fields of which one must be there
 * @throws ProblemError invalid-file
 */
export function chooseColumns<Field extends string>(
  fields: FieldTable<Field>,
  needed: readonly (readonly Field[])[],
  heading: readonly string[],
  choice: MappingChoice,
): ColumnChoice<Field> {
  const faults: ProblemReason[] = []
  const set = readSet(fields, choice.set, faults)
  const chosen = readMap(fields, heading, choice.map, faults)
  const columns = [...chosen, ...guess(fields, heading, chosen, dismissedColumns(heading, choice))].filter(
    ({ field }) => set[field] === undefined,
  )
  const has = (field: Field) => set[field] !== undefined || columns.some((column) => column.field === field)
  const missing = needed.filter((alternatives) => !alternatives.some(has))
  faults.push(...missing.map((alternatives) => missingField(fields, alternatives, heading)))
  if (faults.length > 0) throw new ProblemError('invalid-file', faults)
  const read = new Set(columns.map(({ index }) => index))
  return { columns, set, unread: heading.filter((_, index) => !read.has(index)) }
}

/** The texts of one row by field, trimmed; a field that is neither set nor a column is ''. */
export function textsOf<Field extends string>(
  { columns, set }: ColumnChoice<Field>,
  values: readonly string[],
): (field: Field) => string {
  const texts = new Map<Field, string>(Object.entries(set) as [Field, string][])
  for (const { field, index } of columns) texts.set(field, (values[index] ?? '').replaceAll('\0', '').trim())
  return (field) => texts.get(field) ?? ''
}

/** The heading a field is read from, for faults; the field itself where it is set or missing. */
export function columnOf<Field extends string>({ columns }: ColumnChoice<Field>, field: Field): string {
  return columns.find((column) => column.field === field)?.column ?? field
}

function readSet<Field extends string>(
  fields: FieldTable<Field>,
  set: MappingChoice['set'],
  faults: ProblemReason[],
): Partial<Record<Field, string>> {
  const values: Partial<Record<Field, string>> = {}
  for (const [name, value] of Object.entries(set)) {
    const field = findField(fields, name)
    if (field === undefined) faults.push(unknownField(fields, name))
    else values[field] = value
  }
  return values
}

function readMap<Field extends string>(
  fields: FieldTable<Field>,
  heading: readonly string[],
  map: MappingChoice['map'],
  faults: ProblemReason[],
): ChosenColumn<Field>[] {
  const columns: ChosenColumn<Field>[] = []
  for (const [column, name] of Object.entries(map)) {
    if (name === '') continue
    const field = findField(fields, name)
    if (field === undefined) faults.push(unknownField(fields, name))
    const index = positionOf(heading, column)
    if (index < 0) faults.push(missingColumn(column, heading))
    if (field !== undefined && index >= 0) {
      columns.push({ column: heading[index] ?? column, field, words: fields[field].words, guessed: false, index })
    }
  }
  return columns
}

function guess<Field extends string>(
  fields: FieldTable<Field>,
  heading: readonly string[],
  chosen: readonly ChosenColumn<Field>[],
  dismissed: readonly number[],
): ChosenColumn<Field>[] {
  const names = heading.map(normaliseName)
  const taken = new Set([...chosen.map(({ index }) => index), ...dismissed])
  const columns: ChosenColumn<Field>[] = []
  for (const field of fieldsOf(fields)) {
    if (chosen.some((column) => column.field === field)) continue
    const index = headingsOf(fields, field)
      .map((known) => names.findIndex((name, position) => name === known && !taken.has(position)))
      .find((position) => position >= 0)
    if (index === undefined) continue
    taken.add(index)
    columns.push({ column: heading[index] ?? '', field, words: fields[field].words, guessed: true, index })
  }
  return columns
}

/** By its own name, or by any heading it is known by: --set diarienummer=… is --set reference=… */
function findField<Field extends string>(fields: FieldTable<Field>, name: string): Field | undefined {
  const wanted = normaliseName(name)
  return fieldsOf(fields).find((field) => field === name) ?? fieldsOf(fields).find(isKnownAs)
  function isKnownAs(field: Field) {
    return headingsOf(fields, field).includes(wanted)
  }
}

function fieldsOf<Field extends string>(fields: FieldTable<Field>): Field[] {
  return Object.keys(fields) as Field[]
}

function headingsOf<Field extends string>(fields: FieldTable<Field>, field: Field): string[] {
  return [field, ...fields[field].headings.split(';')].map(normaliseName).filter((name) => name !== '')
}

function missingField<Field extends string>(
  fields: FieldTable<Field>,
  alternatives: readonly Field[],
  heading: readonly string[],
): ProblemReason {
  const [first = ''] = alternatives
  const sv = alternatives.map((field) => fields[field].words.sv).join(' eller ')
  const en = alternatives.map((field) => fields[field].words.en).join(' or ')
  return {
    row: 1,
    column: first,
    reason: {
      sv: `ingen kolumn är ${sv}`,
      en: `no column is ${en}`,
      command: statesField(first, heading),
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

function unknownField<Field extends string>(fields: FieldTable<Field>, name: string): ProblemReason {
  const known = fieldsOf(fields).join(', ')
  return {
    value: name,
    reason: { sv: `fältet finns inte. Fälten är: ${known}`, en: `there is no such field. The fields are: ${known}` },
  }
}
