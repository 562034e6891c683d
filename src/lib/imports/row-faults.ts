import type { ProblemReason } from '#lib/platform/problem.ts'

import { longestWords } from './counted-words.ts'
import type { Field } from './field.ts'
import type { Mapping } from './mapping.ts'
import { reasons } from './reason.ts'
import { textsOf } from './record.ts'
import type { RefusedRow } from './refusals.ts'
import type { FieldFault } from './row.ts'

/** Characters of a refused value that are told. */
const longestShown = 80

/** The column that a field is read from; the field's own name where it is set for every row. */
export function columnOf(mapping: Mapping, field: Field): string {
  return mapping.columns.find((column) => column.field === field)?.column ?? field
}

/** The faults of one row as people are told of them: row, column, value and reason. */
export function describeFaults(
  mapping: Mapping,
  row: number,
  values: readonly string[],
  faults: readonly FieldFault[],
): RefusedRow {
  const texts = textsOf(mapping, values)
  const told = faults.map(({ field, reason }): ProblemReason => {
    const value = (texts[field] ?? '').trim()
    // A decision on words needs them whole: the codebook's longest name has 161 characters.
    const longest = reason === 'offence' ? longestWords : longestShown
    const shown = value.length > longest ? `${value.slice(0, longest - 1)}…` : value
    return { row, column: columnOf(mapping, field), value: shown, reason: reasons[reason] }
  })
  const unmapped = told[faults.findIndex(({ reason }) => reason === 'offence')] ?? null
  return { reasons: told, unmapped }
}
