import type { Asker } from '#lib/accounts/reading-context.ts'
import type { Source } from '#lib/cells/category.ts'
import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { ownSources, removeCategoryDecision, saveCategoryDecisions } from './category-decisions.server.ts'
import { readSource, readStatedCategories } from './category-form.ts'

/** What a form on the page of categories did. */
export type CategoryChange = { saved: number } | { word: string; removed: boolean }

/** @throws ProblemError invalid-form · not-found for a source that is not the reader's party's */
export async function changeCategories(
  database: Database,
  reader: Asker,
  act: 'save' | 'remove',
  form: FormData,
): Promise<CategoryChange> {
  const { municipalityCode, party: side } = reader
  if (act === 'save') {
    const { source, stated } = readStatedCategories(form)
    requireOwnSource(reader, source)
    await saveCategoryDecisions(database, { municipalityCode, side, source, stated })
    return { saved: Object.keys(stated).length }
  }
  const word = String(form.get('word') ?? '')
  const source = readSource(form.get('source'))
  requireOwnSource(reader, source)
  const decision = { municipalityCode, side, source, written: word }
  return { word, removed: await removeCategoryDecision(database, decision) }
}

function requireOwnSource({ party }: Asker, source: Source): void {
  if (!ownSources(party).includes(source)) throw new ProblemError('not-found')
}
