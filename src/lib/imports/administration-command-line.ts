import type { Source } from '#lib/cells/category.ts'

import { readMunicipality, readPairs, UsageError } from './command-line-values.ts'

/** What is done with the log and the category table, and the options that go with each. */
export const administrationKinds = {
  log: ['municipality'],
  undo: ['municipality'],
  categories: ['municipality', 'category', 'remove'],
  'offence-codes': [],
} as const
export type AdministrationKind = keyof typeof administrationKinds

export function isAdministration(kind: string): kind is AdministrationKind {
  return Object.hasOwn(administrationKinds, kind)
}

export type AdministrationCommand =
  | { kind: 'log'; municipalityCode: string }
  | { kind: 'undo'; municipalityCode: string; id: string }
  | {
      kind: 'categories'
      municipalityCode: string
      source: Source
      stated: Readonly<Record<string, string>>
      removed: readonly string[]
    }
  | { kind: 'offence-codes' }

interface Values {
  municipality?: string | undefined
  category?: string[] | undefined
  remove?: string[] | undefined
}

const sourceNames: Readonly<Record<string, Source>> = {
  crimes: 'crime',
  remarks: 'remark',
  observations: 'observation',
}

/** @throws UsageError */
export function readAdministration(
  kind: AdministrationKind,
  [subject, ...more]: readonly string[],
  values: Values,
): AdministrationCommand {
  const takesSubject = kind === 'undo' || kind === 'categories'
  if (more.length > 0 || (subject !== undefined) !== takesSubject) throw howItIsWritten()
  if (kind === 'offence-codes') return { kind }
  const municipalityCode = readMunicipality(values.municipality)
  if (municipalityCode === null) {
    throw new UsageError(`${kind} behöver --municipality KOD`, `${kind} needs --municipality CODE`)
  }
  if (kind === 'log') return { kind, municipalityCode }
  if (kind === 'undo') return { kind, municipalityCode, id: subject ?? '' }
  const source = Object.hasOwn(sourceNames, subject ?? '') ? sourceNames[subject ?? ''] : undefined
  if (source === undefined) throw howItIsWritten()
  const stated = readPairs('category', values.category, 'last')
  return { kind, municipalityCode, source, stated, removed: values.remove ?? [] }
}

function howItIsWritten() {
  return new UsageError(
    'skriv undo IMPORT_ID, log, categories crimes|remarks|observations, eller offence-codes',
    'write undo IMPORT_ID, log, categories crimes|remarks|observations, or offence-codes',
  )
}
