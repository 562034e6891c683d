import * as v from 'valibot'

import type { Source } from '#lib/cells/category.ts'

import { normaliseName } from './category-names.ts'
import type { CategoryTable } from './category-table.ts'
import type { CheckedFile } from './checked-file.ts'
import type { LoggedImport } from './logged-import.ts'

/** A word of imported files that no category is decided for. */
export interface UndecidedWord {
  value: string
  rows: number
  /** The newest file that held it. */
  fileName: string
}

/** Words kept with an import, and words offered to whoever decides. */
const mostWords = 50
/** Longer ones are sentences, not categories. */
const longestWord = 120
/** How far back the log is read for words. */
const recentImports = 30

/**
 * What the log keeps of a file's words that no category is decided for, most frequent first. Nothing of a file that holds
 * several municipalities: the log of one would tell the words of the others.
 */
export function undecidedWords(
  checked: Pick<CheckedFile, 'municipalityCodes' | 'unmapped' | 'undecidedThemes'>,
): { value: string; rows: number }[] {
  if (checked.municipalityCodes.length !== 1) return []
  return [...checked.unmapped, ...checked.undecidedThemes]
    .filter(({ value }) => normaliseName(value) !== '' && value.length <= longestWord)
    .slice(0, mostWords)
    .map(({ value, rows }) => ({ value, rows }))
}

const kept = v.object({ undecided: v.array(v.object({ value: v.string(), rows: v.number() })) })

/** Words of a source's recent files that are still undecided, most frequent first. `imports` are newest first. */
export function stillUndecided(
  source: Source,
  imports: readonly Pick<LoggedImport, 'mapping' | 'fileName' | 'undoneAt'>[],
  table: CategoryTable,
): UndecidedWord[] {
  const words = new Map<string, UndecidedWord>()
  for (const { mapping, fileName, undoneAt } of imports.slice(0, recentImports)) {
    const result = v.safeParse(kept, mapping)
    if (!result.success || undoneAt !== null) continue
    for (const { value, rows } of result.output.undecided) {
      if (isDecided(source, value, table)) continue
      const known = words.get(normaliseName(value))
      if (known === undefined) words.set(normaliseName(value), { value, rows, fileName })
      else known.rows += rows
    }
  }
  return [...words.values()].sort((a, b) => b.rows - a.rows).slice(0, mostWords)
}

function isDecided(source: Source, value: string, table: CategoryTable): boolean {
  return (source === 'crime' ? table.offence(value, '') : table.theme(value)) !== null
}
