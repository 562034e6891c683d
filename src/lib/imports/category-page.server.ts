import type { Category, Source } from '#lib/cells/category.ts'
import { lookForPolice } from '#lib/database/health.server.ts'
import type { Database } from '#lib/database/database.ts'
import { ProblemError } from '#lib/platform/problem.ts'

import { listCategoryDecisions, listOffenceCodebook, sideOfSource } from './category-decisions.server.ts'
import { readSource } from './category-form.ts'
import { normaliseName, ownNames } from './category-names.ts'
import { readCategory, type CategoryReading } from './category-reading.ts'
import { CategoryTable, type CodebookEntry, type DecidedWords } from './category-table.ts'
import { sourceOf } from './import-history.ts'
import { listImports } from './import-log.server.ts'
import { stillUndecided, type UndecidedWord } from './undecided-word.ts'

/** Everything about what the words of one source's files count as, narrowed to what was searched for. */
export interface CategoryPage {
  source: Source
  /** Without crimes where the police's side is not connected. */
  sources: readonly Source[]
  search: string
  /** How the searched word itself would be counted. */
  reading: CategoryReading | null
  undecided: readonly UndecidedWord[]
  decisions: readonly DecidedWords[]
  names: readonly { category: Category; names: readonly string[] }[]
  codebook: readonly CodebookEntry[]
}

/** @throws ProblemError not-found for crimes where the police's side is not connected */
export async function readCategoryPage(
  database: Database,
  municipalityCode: string,
  parameters: URLSearchParams,
): Promise<CategoryPage> {
  const { connected } = await lookForPolice(database)
  const sources: readonly Source[] = connected ? ['remark', 'observation', 'crime'] : ['remark', 'observation']
  const source = readSource(parameters.get('source'))
  if (!sources.includes(source)) throw new ProblemError('not-found')
  const side = sideOfSource(source)
  const all = await listCategoryDecisions(database, side, municipalityCode)
  const decisions = all.filter((decision) => decision.source === source)
  const codebook = source === 'crime' ? await listOffenceCodebook(database) : []
  const imports = await listImports(database, side, municipalityCode)
  const own = imports.filter(({ kind }) => sourceOf(kind) === source)
  const search = (parameters.get('search') ?? '').trim().slice(0, 200)
  const fits = (text: string) => normaliseName(text).includes(normaliseName(search))
  return {
    source,
    sources,
    search,
    reading: normaliseName(search) === '' ? null : readCategory(source, search, decisions, codebook),
    undecided: stillUndecided(source, own, new CategoryTable(decisions, codebook)),
    decisions: decisions.filter(({ written }) => fits(written)),
    names: ownNames(source)
      .map(({ category, names }) => ({ category, names: names.filter(fits) }))
      .filter(({ names }) => names.length > 0),
    codebook: codebook.filter(({ code, name }) => fits(`${code} ${name}`)),
  }
}
