import type { Database } from '#lib/database/database.ts'

import { removeCategoryDecision, saveCategoryDecisions } from './category-decisions.server.ts'
import { readSource, readStatedCategories } from './category-form.ts'

/** What a form on the page of categories did. */
export type CategoryChange = { saved: number } | { word: string; removed: boolean }

/** @throws ProblemError invalid-form · police-side-not-connected */
export async function changeCategories(
  database: Database,
  municipalityCode: string,
  act: 'save' | 'remove',
  form: FormData,
): Promise<CategoryChange> {
  if (act === 'save') {
    const { source, stated } = readStatedCategories(form)
    await saveCategoryDecisions(database, { municipalityCode, source, stated })
    return { saved: Object.keys(stated).length }
  }
  const word = String(form.get('word') ?? '')
  const decision = { municipalityCode, source: readSource(form.get('source')), written: word }
  return { word, removed: await removeCategoryDecision(database, decision) }
}
