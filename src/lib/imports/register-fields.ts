import { asProblem } from '#lib/platform/problem.ts'

import { countFields } from './area-count-file.ts'
import { areaFields } from './area-file.ts'
import { chooseColumns } from './column-choice.ts'
import type { ColumnChoice, FieldTable } from './column-choice.ts'
import type { MappingChoice } from './mapping.ts'
import { placeFields } from './place-file.ts'
import { populationFields } from './population-file.ts'
import type { Words } from './reason.ts'
import type { RegisterKind } from './register.ts'
import { surveyFields } from './survey-columns.ts'

const tables: Readonly<Record<RegisterKind, FieldTable<string> | null>> = {
  areas: areaFields,
  places: placeFields,
  population: populationFields,
  'area-counts': countFields,
  surveys: surveyFields,
  // As polisen.se writes them, always.
  'police-events': null,
}

/** What a column of such a file may be chosen as, with its words; none where the fields are fixed. */
export function fieldsOfRegister(kind: RegisterKind): { field: string; words: Words }[] {
  return Object.entries(tables[kind] ?? {}).map(([field, { words }]) => ({ field, words }))
}

/** The columns as far as they can be told, whatever is missing; null where the fields are fixed, or a choice names none. */
export function tryRegisterColumns(
  kind: RegisterKind,
  heading: readonly string[],
  choice: MappingChoice,
): ColumnChoice | null {
  const fields = tables[kind]
  if (fields === null) return null
  try {
    return chooseColumns(fields, [], heading, choice)
  } catch (error) {
    if (asProblem(error).code !== 'invalid-file') throw error
    return null
  }
}
